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
    public virtual IValueStore Values => inner.Values;

    /// <inheritdoc/>
    public virtual ILogSource Log => inner.Log;

    /// <inheritdoc/>
    public virtual IClosingStore Closings => inner.Closings;

    /// <inheritdoc/>
    public virtual IAuditStore Audit => inner.Audit;

    /// <inheritdoc/>
    public virtual IUnitStore Units => inner.Units;

    /// <inheritdoc/>
    public virtual INoticeStore Notices => inner.Notices;

    /// <inheritdoc/>
    public virtual ISurveyDesignStore Designs => inner.Designs;

    /// <inheritdoc/>
    public virtual IDeviceStore Devices => inner.Devices;

    /// <inheritdoc/>
    public virtual IHeldSubmissionStore Held => inner.Held;

    /// <inheritdoc/>
    public virtual IPackStore Packs => inner.Packs;

    /// <inheritdoc/>
    public virtual IQualityStore Quality => inner.Quality;

    /// <inheritdoc/>
    public virtual IPaperStore Paper => inner.Paper;

    /// <inheritdoc/>
    public virtual ICorrectionStore Corrections => inner.Corrections;

    /// <inheritdoc/>
    public virtual IAlertStore Alerts => inner.Alerts;

    /// <inheritdoc/>
    public virtual IImportMapStore ImportMaps => inner.ImportMaps;

    /// <inheritdoc/>
    public virtual Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual byte[]? DeriveKey(string purpose) => inner.DeriveKey(purpose);
}
