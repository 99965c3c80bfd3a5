using System.Data.Common;
using Dapper;
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
using Sipas.Receipts;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Keys;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Parts;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Sessions;
using Sipas.Surveys;
using Sipas.Units;
using Sipas.Values;

namespace Sipas.Storage.Dapper.Stores;

/// <summary>Stores a survey in an SQL database. One writer at a time, also across processes; readers are never blocked.</summary>
/// <remarks>The same for all engines; their differences are in a <see cref="SqlDialect"/>.</remarks>
public class SqlStorage : ISipasStorage, IDisposable
{
    private readonly SqlSession _session;
    private readonly SqlKeys _keys;
    private readonly SqlSecret _secret;
    private readonly SqlQuestionnaires _questionnaires;
    private readonly SqlAudit _audit;
    private readonly SqlViews _views;

    /// <summary>Creates the storage; the database is first accessed by <see cref="OpenAsync"/>.</summary>
    /// <param name="dialect">The database. It is disposed together with the storage, which has it alone.</param>
    /// <param name="packs">The packs whose ballots are stored.</param>
    /// <param name="clock">Server time.</param>
    public SqlStorage(SqlDialect dialect, MethodPackRegistry packs, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(packs);
        ArgumentNullException.ThrowIfNull(clock);
        _session = new SqlSession(dialect, clock, new StoreIdentity());
        _keys = new SqlKeys(_session);
        _secret = new SqlSecret(_session);
        _questionnaires = new SqlQuestionnaires(_session, packs);
        var contents = new SqlContents(dialect);
        _audit = new SqlAudit(_session, _keys);
        var spent = new SqlSpentTickets(_session, _keys);
        _views = new SqlViews(dialect);
        var stored = new SqlStoredBallots(_session);
        var methodPacks = new SqlPacks(_session, _audit, contents);
        var closings = new SqlClosings(_session, _audit, methodPacks, stored);
        var receipts = new SqlReceipts(_session, _keys);
        var replacements = new SqlReplacements(_session, _audit, stored);
        var append = new SqlAppend(_session, _questionnaires, new SqlChains(_session), receipts, closings, replacements, spent);
        Ballots = new SqlBallots(_session, _questionnaires, append, receipts, replacements, stored, _secret);
        Values = new SqlValues(_session, _audit, contents);
        Log = new SqlLog(_session, stored, _audit, closings, contents);
        Closings = closings;
        Audit = _audit;
        Units = new SqlUnits(_session, _audit, contents);
        Notices = new SqlNotices(_session, _audit, contents);
        Designs = new SqlDesigns(_session, _audit, contents);
        Devices = new SqlDevices(_session, _audit, contents);
        Held = new SqlHeld(_session, _keys, _audit);
        Packs = methodPacks;
        Quality = new SqlQuality(_session, _audit, contents);
        Paper = new SqlPaper(_session, _audit);
        Corrections = new SqlCorrections(_session, _audit);
        Alerts = new SqlAlerts(_session);
        ImportMaps = new SqlImportMaps(_session);
    }

    /// <inheritdoc/>
    public string Name => Dialect.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Problem> Warnings => Dialect.Warnings;

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

    /// <summary>The tables that a verification covers; for tests.</summary>
    internal static IReadOnlySet<string> CoveredTables => SqlLog.CoveredTables;

    /// <summary>The connection of the writer, for tests that restrict it.</summary>
    internal DbConnection? WriterConnection => _session.Writer;

    private protected SqlDialect Dialect => _session.Dialect;

    /// <inheritdoc/>
    public byte[]? DeriveKey(string purpose) => _keys.Signer.DeriveKey(purpose);

    /// <inheritdoc/>
    /// <exception cref="SipasException">The store cannot be used because of its schema, its questionnaires or its keys; or it was made
    /// before the first release (<c>STO0131</c>), or is empty although a key exists (<c>STO0123</c>), or its recorded key is missing or
    /// another one (<c>STO0125</c>, <c>STO0126</c>).</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Options.ReadOnly)
        {
            await RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            await _session.ReadAsync(
                async connection =>
                {
                    await _questionnaires.RegisterAsync(connection, null).ConfigureAwait(false);
                    await _secret.ReadAsync(connection).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            return;
        }

        await ApplySchemaAsync(_session.Options.PrepareSchema, cancellationToken).ConfigureAwait(false);
        if (await _session.WriteAsync(OpenWithinAsync, cancellationToken).ConfigureAwait(false) is { } opened)
        {
            _keys.Activate(opened);
        }
    }

    /// <summary>Creates or upgrades the schema, whatever the options: for <c>sipas schema apply</c>.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema is newer, or the database cannot be used.</exception>
    public Task ApplySchemaAsync(CancellationToken cancellationToken) => ApplySchemaAsync(apply: true, cancellationToken);

    /// <summary>Rejects a schema that does not have exactly the version that this library requires; changes nothing.
    /// Sufficient for reading the verification data and closing a survey.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), missing or outdated (<c>STO0008</c>), or was made before
    /// the first release (<c>STO0131</c>), or the database cannot be used.</exception>
    public Task RequireSchemaAsync(CancellationToken cancellationToken) =>
        Dialect.PrepareSchemaAsync(apply: false, _session.Clock.GetUtcNow(), cancellationToken);

    /// <summary>Gets the status of the schema without changing anything.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The database cannot be used.</exception>
    internal Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken) => Dialect.CheckSchemaAsync(cancellationToken);

    /// <summary>Opens the receipt key; it must exist.</summary>
    /// <exception cref="SipasException">The key file is missing or damaged (<c>STO0007</c>).</exception>
    internal ReceiptSigner OpenReceiptKey() => _keys.OpenFile();

    /// <summary>Creates a new receipt key, for which the current key vouches, and activates it; the old key file
    /// remains next to it with <c>.retired-</c> and its id appended. A key that opening just created in place of a lost
    /// one (<see cref="SqlStorageOptions.AllowNewKeys"/>) is not replaced.</summary>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Id of the new key.</returns>
    /// <remarks>Other processes continue with the old key until they are restarted; receipts of both remain valid. The
    /// storage must be open.</remarks>
    public Task<string> RotateReceiptKeyAsync(CancellationToken cancellationToken) => _keys.RotateAsync(_audit, cancellationToken);

    /// <summary>The views of the stored questionnaires, one column per item: for <c>sipas schema print --views</c>.
    /// Changes nothing.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    internal Task<IReadOnlyList<AnswerView>> ReadViewsAsync(CancellationToken cancellationToken) =>
        _session.ReadAsync(connection => _views.ReadAsync(connection, null), cancellationToken);

    /// <summary>Creates the missing views of questionnaires; the role needs the permission. Opening does this too if it
    /// prepares the schema and has the permission.</summary>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of created views.</returns>
    public Task<int> ApplyViewsAsync(CancellationToken cancellationToken) => _session.WriteAsync(_views.MakeAsync, cancellationToken);

    /// <summary>Whether a ballot with this id is in the log; the store need not be open.</summary>
    /// <param name="ballotId">Id of the ballot.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<bool> IsStoredAsync(Guid ballotId, CancellationToken cancellationToken) => _session.ReadAsync(
        connection => connection.ExecuteScalarAsync<bool>("select exists (select 1 from ballot where ballot_id = @id)",
            new { id = Dialect.IdValue(ballotId) }),
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes open resources.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _keys.Dispose();
            _session.Dispose();
        }
    }

    private async Task<OpenedKey?> OpenWithinAsync(DbConnection connection, DbTransaction transaction)
    {
        OpenedKey? opened = await _keys.OpenAsync(connection, transaction, _audit).ConfigureAwait(false);
        await _secret.OpenAsync(connection, transaction).ConfigureAwait(false);
        await _questionnaires.RegisterAsync(connection, transaction).ConfigureAwait(false);
        foreach (LogMark last in await SqlRows.QueryAsync(connection, transaction,
            "select sequence, chain_hash from ballot order by sequence desc limit 1",
            reader => new LogMark(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))).ConfigureAwait(false))
        {
            _session.Identity.Add(last);
        }

        await Dialect.RememberAsync(connection, transaction, _session.Identity).ConfigureAwait(false);
        if (_session.Options.PrepareSchema)
        {
            await _views.MakeAsync(connection, transaction).ConfigureAwait(false);
        }

        return opened;
    }

    private async Task ApplySchemaAsync(bool apply, CancellationToken cancellationToken)
    {
        // Before anything is created: an existing key shows that a store existed.
        if (apply && !_session.Options.AllowNewStore && _keys.HasFile
            && (await CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).State == SchemaState.Missing)
        {
            using ReceiptSigner key = OpenReceiptKey();
            throw new SipasException(new Problem(ProblemCodes.StoreMissingBesideKey, Dialect.Place, Dialect.ReceiptKeyPath));
        }

        int before = apply ? (await CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).Version : 0;
        await Dialect.PrepareSchemaAsync(apply, _session.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (apply && await CheckSchemaAsync(cancellationToken).ConfigureAwait(false) is var now && now.Version > before)
        {
            await _session.WriteAsync((connection, transaction) =>
                _audit.RecordSchemaAsync(connection, transaction, before, now.Version), cancellationToken).ConfigureAwait(false);
        }
    }

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
