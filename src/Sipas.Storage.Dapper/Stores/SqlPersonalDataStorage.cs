using Sipas.Cases;
using Sipas.Erasure;
using Sipas.Fieldwork;
using Sipas.Intake;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.People;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Sessions;
using Sipas.Tickets;

namespace Sipas.Storage.Dapper.Stores;

/// <summary>Stores personal data in an SQL database, separately from the ballots.</summary>
/// <remarks>The same for all engines; their differences are in a <see cref="SqlDialect"/>. The storage opens when it is first
/// used.</remarks>
public class SqlPersonalDataStorage : IPersonalDataStorage, IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly SqlSession _session;
    private volatile bool _isOpen;

    /// <summary>Creates the storage; the database is first accessed by <see cref="OpenAsync"/>.</summary>
    /// <param name="dialect">The database, with the scripts of the personal-data store. It is disposed together with the storage,
    /// which has it alone.</param>
    /// <param name="clock">Server time.</param>
    public SqlPersonalDataStorage(SqlDialect dialect, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(clock);
        _session = new SqlSession(dialect, clock, identity: null, OpenAsync);
        var audit = new PeopleAudit(_session);
        var keys = new PeopleKeys(_session);
        Plans = new PeoplePlans(_session, audit);
        Frames = new PeopleFrames(_session, audit);
        Samples = new PeopleSamples(_session, audit);
        Field = new PeopleField(_session, audit, keys);
        Reinterviews = new PeopleReinterviews(_session, audit);
        Tickets = new PeopleTickets(_session, keys);
        Cases = new PeopleCases(_session, audit, keys);
        Erasure = new PeopleErasure(_session, audit);
        Access = new PeopleAccess(_session, audit);
    }

    /// <inheritdoc/>
    public string Name => Dialect.Name;

    /// <inheritdoc/>
    internal ISurveyPlanStore Plans { get; }

    /// <inheritdoc/>
    internal IFrameStore Frames { get; }

    /// <inheritdoc/>
    internal ISampleStore Samples { get; }

    /// <inheritdoc/>
    internal IFieldStore Field { get; }

    /// <inheritdoc/>
    internal IReinterviewStore Reinterviews { get; }

    /// <inheritdoc/>
    internal ITicketStore Tickets { get; }

    /// <inheritdoc/>
    internal ICaseStore Cases { get; }

    /// <inheritdoc/>
    internal IPeopleErasureStore Erasure { get; }

    /// <inheritdoc/>
    internal IAccessStore Access { get; }

    private SqlDialect Dialect => _session.Dialect;

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isOpen)
            {
                await RefuseToBeginAsync(Dialect.Options.PrepareSchema, cancellationToken).ConfigureAwait(false);
                await PrepareAsync(Dialect.Options.PrepareSchema && !Dialect.Options.ReadOnly, cancellationToken).ConfigureAwait(false);
                _isOpen = true;
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Creates or upgrades the schema, whatever the options: for <c>sipas schema apply</c>.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema is newer, or the database cannot be used.</exception>
    public async Task ApplySchemaAsync(CancellationToken cancellationToken)
    {
        await RefuseToBeginAsync(apply: true, cancellationToken).ConfigureAwait(false);
        await PrepareAsync(apply: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets the status of the schema without changing anything.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The database cannot be used.</exception>
    internal Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken) => Dialect.CheckSchemaAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases resources.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _opening.Dispose();
            _session.Dispose();
        }
    }

    private Task PrepareAsync(bool apply, CancellationToken cancellationToken) =>
        Dialect.PrepareSchemaAsync(apply, _session.Clock.GetUtcNow(), cancellationToken);

    // An existing key shows that a store existed: its database was moved or deleted, or the path is wrong.
    private async Task RefuseToBeginAsync(bool apply, CancellationToken cancellationToken)
    {
        if (apply && Dialect.Options is { ReadOnly: false, AllowNewStore: false } && File.Exists(Dialect.TicketKeyPath)
            && (await CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).State == SchemaState.Missing)
        {
            throw new SipasException(new Problem(ProblemCodes.StoreMissingBesideKey, Dialect.Place, Dialect.TicketKeyPath));
        }
    }

    ISurveyPlanStore IPersonalDataStorage.Plans => Plans;

    IFrameStore IPersonalDataStorage.Frames => Frames;

    ISampleStore IPersonalDataStorage.Samples => Samples;

    IFieldStore IPersonalDataStorage.Field => Field;

    IReinterviewStore IPersonalDataStorage.Reinterviews => Reinterviews;

    ITicketStore IPersonalDataStorage.Tickets => Tickets;

    ICaseStore IPersonalDataStorage.Cases => Cases;

    IPeopleErasureStore IPersonalDataStorage.Erasure => Erasure;

    IAccessStore IPersonalDataStorage.Access => Access;
}
