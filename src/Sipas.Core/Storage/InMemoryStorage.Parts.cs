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
using Sipas.Surveys;
using Sipas.Units;
using Sipas.Values;

namespace Sipas.Storage;

public sealed partial class InMemoryStorage : ISipasStorage, IBallotStore, IValueStore, ILogSource, IClosingStore, IAuditStore, IUnitStore,
    INoticeStore, ISurveyDesignStore, IDeviceStore, IHeldSubmissionStore, IPackStore, IQualityStore, IPaperStore, ICorrectionStore,
        IAlertStore, IImportMapStore
{
    /// <inheritdoc/>
    public IBallotStore Ballots => this;

    /// <inheritdoc/>
    public IValueStore Values => this;

    /// <inheritdoc/>
    public ILogSource Log => this;

    /// <inheritdoc/>
    public IClosingStore Closings => this;

    /// <inheritdoc/>
    public IAuditStore Audit => this;

    /// <inheritdoc/>
    public IUnitStore Units => this;

    /// <inheritdoc/>
    public INoticeStore Notices => this;

    /// <inheritdoc/>
    public ISurveyDesignStore Designs => this;

    /// <inheritdoc/>
    public IDeviceStore Devices => this;

    /// <inheritdoc/>
    public IHeldSubmissionStore Held => this;

    /// <inheritdoc/>
    public IPackStore Packs => this;

    /// <inheritdoc/>
    public IQualityStore Quality => this;

    /// <inheritdoc/>
    public IPaperStore Paper => this;

    /// <inheritdoc/>
    public ICorrectionStore Corrections => this;

    /// <inheritdoc/>
    public IAlertStore Alerts => this;

    /// <inheritdoc/>
    public IImportMapStore ImportMaps => this;
}
