using Sipas.Alerts;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Corrections;
using Sipas.Devices;
using Sipas.Estimation;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Paper;
using Sipas.Quality;
using Sipas.Quarantine;
using Sipas.Receipts;
using Sipas.Storage.InMemory;
using Sipas.Surveys;
using Sipas.Units;
using Sipas.Values;

namespace Sipas.Storage;

/// <summary>In-memory ballot storage, for tests of a host, never for a survey. The data is lost when the process ends.</summary>
public sealed class InMemoryStorage : ISipasStorage, IDisposable
{
    private readonly ReceiptSigner _signer = ReceiptSigner.Ephemeral();

    /// <summary>Creates an empty storage.</summary>
    /// <param name="clock">Server time, for closings; the system clock when null.</param>
    public InMemoryStorage(TimeProvider? clock = null)
    {
        var session = new InMemorySession(clock);
        var audit = new InMemoryAudit(session, _signer);
        var stored = new InMemoryStoredBallots();
        var spent = new InMemorySpentTickets(audit, _signer);
        var units = new InMemoryUnits(session, audit, stored);
        var designs = new InMemoryDesigns(session, audit);
        var packs = new InMemoryPacks(session, audit);
        var notices = new InMemoryNotices(session, audit);
        var quality = new InMemoryQuality(session, audit);
        var devices = new InMemoryDevices(session, audit);
        var values = new InMemoryValues(session, audit, stored);
        var closings = new InMemoryClosings(session, audit, packs, stored);
        Ballots = new InMemoryBallots(session, audit, stored, closings, spent, _signer);
        Values = values;
        Log = new InMemoryLog(
            session, stored, audit, closings, spent, _signer, [units, designs, packs, notices, quality, devices, values]);
        Closings = closings;
        Audit = audit;
        Units = units;
        Notices = notices;
        Designs = designs;
        Devices = devices;
        Held = new InMemoryHeld(session, audit, spent, _signer);
        Packs = packs;
        Quality = quality;
        Paper = new InMemoryPaper(session, audit);
        Corrections = new InMemoryCorrections(session, audit);
        Alerts = new InMemoryAlerts(session);
        ImportMaps = new InMemoryImportMaps(session);
    }

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public IBallotStore Ballots { get; }

    /// <inheritdoc/>
    internal IValueStore Values { get; }

    /// <inheritdoc/>
    public ILogSource Log { get; }

    /// <inheritdoc/>
    internal IClosingStore Closings { get; }

    /// <inheritdoc/>
    internal IAuditStore Audit { get; }

    /// <inheritdoc/>
    public IUnitStore Units { get; }

    /// <inheritdoc/>
    internal INoticeStore Notices { get; }

    /// <inheritdoc/>
    internal ISurveyDesignStore Designs { get; }

    /// <inheritdoc/>
    internal IDeviceStore Devices { get; }

    /// <inheritdoc/>
    internal IHeldSubmissionStore Held { get; }

    /// <inheritdoc/>
    internal IPackStore Packs { get; }

    /// <inheritdoc/>
    internal IQualityStore Quality { get; }

    /// <inheritdoc/>
    internal IPaperStore Paper { get; }

    /// <inheritdoc/>
    internal ICorrectionStore Corrections { get; }

    /// <inheritdoc/>
    internal IAlertStore Alerts { get; }

    /// <inheritdoc/>
    internal IImportMapStore ImportMaps { get; }

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public byte[]? DeriveKey(string purpose) => _signer.DeriveKey(purpose);

    /// <inheritdoc/>
    public void Dispose() => _signer.Dispose();

    IAlertStore ISipasStorage.Alerts => Alerts;

    IAuditStore ISipasStorage.Audit => Audit;

    ICorrectionStore ISipasStorage.Corrections => Corrections;

    IDeviceStore ISipasStorage.Devices => Devices;

    IHeldSubmissionStore ISipasStorage.Held => Held;

    IImportMapStore ISipasStorage.ImportMaps => ImportMaps;

    IPaperStore ISipasStorage.Paper => Paper;

    IQualityStore ISipasStorage.Quality => Quality;

    IClosingStore ISurveyStorage.Closings => Closings;

    ISurveyDesignStore ISurveyStorage.Designs => Designs;

    INoticeStore ISurveyStorage.Notices => Notices;

    IPackStore ISurveyStorage.Packs => Packs;

    IValueStore ISurveyStorage.Values => Values;
}
