using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Ballots;
using Sipas.Questionnaires;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Keeps a survey in one SQLite file. One writer at a time, also over several processes; readers are never held up.</summary>
public sealed partial class SqliteStorage : ISipasStorage, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly MethodPackRegistry _packs;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Dictionary<AnswerLayout, long> _questionnaireIds = [];
    private readonly Dictionary<long, AnswerLayout> _layouts = [];
    private ReceiptSigner? _signer;
    private SqliteConnection? _writer;

    /// <summary>Makes the storage; the file is touched by <see cref="OpenAsync"/>.</summary>
    /// <param name="path">Path of the database file. The receipt key stands beside it, with <c>.receipt-key.pem</c> added.</param>
    /// <param name="packs">The packs whose ballots are kept.</param>
    /// <param name="clock">Server time.</param>
    public SqliteStorage(string path, MethodPackRegistry packs, TimeProvider clock)
        : this(path, packs, clock, busySeconds: 10)
    {
    }

    internal SqliteStorage(string path, MethodPackRegistry packs, TimeProvider clock, int busySeconds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(packs);
        ArgumentNullException.ThrowIfNull(clock);
        _database = new SqliteDatabase(path, busySeconds);
        _packs = packs;
        _clock = clock;
    }

    /// <inheritdoc/>
    public string Name => "SQLite";

    private string ReceiptKeyPath => _database.Path + ".receipt-key.pem";

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _database.Install(_clock);
        _signer ??= ReceiptKeyFile.Open(ReceiptKeyPath);
        try
        {
            _writer ??= _database.Connect();
            using SqliteTransaction transaction = _writer.BeginTransaction(deferred: false);
            _writer.Execute("insert into receipt_key (key_id, public_key, created_at) values (@KeyId, @PublicKey, @CreatedAt) on conflict do nothing",
                new { _signer.KeyId, _signer.PublicKey, CreatedAt = IsoTime.Write(_clock.GetUtcNow()) }, transaction);
            RegisterQuestionnaires(_writer, transaction);
            transaction.Commit();
        }
        catch (SqliteException error)
        {
            throw _database.Explain(error);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken) => ReadAsync(
        connection => new UnitDirectory(connection.Query<UnitRow>(
            "select code, name_vi as NameVi, name_en as NameEn, block, parent_code as ParentCode, valid_from as ValidFrom, valid_to as ValidTo from unit order by unit_id")
            .Select(row => row.ToUnit())),
        cancellationToken);

    /// <inheritdoc/>
    public async Task SaveAsync(IReadOnlyList<OrganisationUnit> units, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(units);
        UnitDirectory current = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var codes = units.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        OrganisationUnit[] checkedUnits = [.. current.With(units).Units.Where(unit => codes.Contains(unit.Code))];
        await WriteAsync(
            (connection, transaction) => connection.Execute(
                """
                insert into unit (code, name_vi, name_en, search_key, block, parent_code, valid_from, valid_to)
                values (@Code, @NameVi, @NameEn, @SearchKey, @Block, @ParentCode, @ValidFrom, @ValidTo)
                on conflict (code) do update set name_vi = excluded.name_vi, name_en = excluded.name_en, search_key = excluded.search_key,
                  block = excluded.block, parent_code = excluded.parent_code, valid_from = excluded.valid_from, valid_to = excluded.valid_to
                """,
                checkedUnits.Select(UnitRow.Of), transaction),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken) => ReadAsync(
        connection => connection.QuerySingleOrDefault<NoticeRow>("select vi, en from notice") is { } row ? new LocalizedText(row.Vi, row.En) : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken) => WriteAsync(
        (connection, transaction) => notice is null
            ? connection.Execute("delete from notice", transaction: transaction)
            : connection.Execute("insert into notice values (1, @Vi, @En) on conflict do update set vi = excluded.vi, en = excluded.en", new { notice.Vi, notice.En }, transaction),
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _signer?.Dispose();
        _writing.Dispose();
    }

    private Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using SqliteConnection connection = _database.Connect();
            return Task.FromResult(read(connection));
        }
        catch (SqliteException error)
        {
            return Task.FromException<T>(_database.Explain(error));
        }
    }

    private async Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, T> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteConnection writer = _writer ?? throw new InvalidOperationException("The storage was not opened.");
            using SqliteTransaction transaction = writer.BeginTransaction(deferred: false);
            T result = write(writer, transaction);
            cancellationToken.ThrowIfCancellationRequested();
            transaction.Commit();
            return result;
        }
        catch (SqliteException error)
        {
            throw _database.Explain(error);
        }
        finally
        {
            _writing.Release();
        }
    }

    private sealed record NoticeRow(string Vi, string En);

    // A class with settable members: Dapper maps text columns to nullable texts here without asking for a constructor that fits SQLite's types.
    private sealed class UnitRow
    {
        public string Code { get; set; } = "";

        public string NameVi { get; set; } = "";

        public string NameEn { get; set; } = "";

        public string SearchKey { get; set; } = "";

        public string Block { get; set; } = "";

        public string? ParentCode { get; set; }

        public string? ValidFrom { get; set; }

        public string? ValidTo { get; set; }

        public static UnitRow Of(OrganisationUnit unit) => new()
        {
            Code = unit.Code,
            NameVi = unit.Name.Vi,
            NameEn = unit.Name.En,
            SearchKey = VietnameseText.SearchKey(unit.Name.Vi),
            Block = unit.Block,
            ParentCode = unit.ParentCode,
            ValidFrom = Write(unit.ValidFrom),
            ValidTo = Write(unit.ValidTo),
        };

        public OrganisationUnit ToUnit() => new()
        {
            Code = Code,
            Name = new LocalizedText(NameVi, NameEn),
            Block = Block,
            ParentCode = ParentCode,
            ValidFrom = Read(ValidFrom),
            ValidTo = Read(ValidTo),
        };

        private static string? Write(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        private static DateOnly? Read(string? day) =>
            day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }
}
