using Sipas.Alerts;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Corrections;
using Sipas.Devices;
using Sipas.Estimation;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Paper;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Quarantine;
using Sipas.Surveys;
using Sipas.Units;
using Sipas.Values;

namespace Sipas.Storage;

/// <summary>Base class for storage decorators: takes every part from another storage. Override the parts that differ.</summary>
/// <param name="inner">The inner storage. Its creator disposes it.</param>
public abstract class DelegatingStorage(ISipasStorage inner) : ISipasStorage
{
    /// <inheritdoc/>
    public virtual string Name => inner.Name;

    /// <inheritdoc/>
    public virtual IReadOnlyList<Problem> Warnings => inner.Warnings;

    /// <inheritdoc/>
    public virtual IBallotStore Ballots => inner.Ballots;

    /// <inheritdoc/>
    internal virtual IValueStore Values => inner.Values;

    /// <inheritdoc/>
    public virtual ILogSource Log => inner.Log;

    /// <inheritdoc/>
    internal virtual IClosingStore Closings => inner.Closings;

    /// <inheritdoc/>
    internal virtual IAuditStore Audit => inner.Audit;

    /// <inheritdoc/>
    public virtual IUnitStore Units => inner.Units;

    /// <inheritdoc/>
    internal virtual INoticeStore Notices => inner.Notices;

    /// <inheritdoc/>
    internal virtual ISurveyDesignStore Designs => inner.Designs;

    /// <inheritdoc/>
    internal virtual IDeviceStore Devices => inner.Devices;

    /// <inheritdoc/>
    internal virtual IHeldSubmissionStore Held => inner.Held;

    /// <inheritdoc/>
    internal virtual IPackStore Packs => inner.Packs;

    /// <inheritdoc/>
    internal virtual IQualityStore Quality => inner.Quality;

    /// <inheritdoc/>
    internal virtual IPaperStore Paper => inner.Paper;

    /// <inheritdoc/>
    internal virtual ICorrectionStore Corrections => inner.Corrections;

    /// <inheritdoc/>
    internal virtual IAlertStore Alerts => inner.Alerts;

    /// <inheritdoc/>
    internal virtual IImportMapStore ImportMaps => inner.ImportMaps;

    /// <inheritdoc/>
    public virtual Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual byte[]? DeriveKey(string purpose) => inner.DeriveKey(purpose);

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
