using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Receipts;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>The chain of audit records.</summary>
internal sealed class SqlAudit(SqlSession session, SqlKeys keys) : IAuditStore
{
    /// <inheritdoc/>
    public Task AppendAuditAsync(string action, string detail, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        ArgumentNullException.ThrowIfNull(detail);
        return session.WriteAsync((connection, transaction) => RecordAsync(connection, transaction, action, detail), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => ReadAsync(connection, null), cancellationToken);

    /// <summary>Writes the record of an action that wrote no covered content.</summary>
    public Task<int> RecordAsync(DbConnection connection, DbTransaction transaction, string action, string detail) =>
        RecordAsync(connection, transaction, action, detail, []);

    /// <summary>Writes the record of an action in its commit. No one else appends meanwhile, because the writer lock is held.</summary>
    public async Task<int> RecordAsync(
        DbConnection connection, DbTransaction transaction, string action, string detail, IReadOnlyCollection<StoredContent> contents,
        IEnumerable<string>? before = null, ReceiptSigner? signer = null)
    {
        AuditRecord record = AuditChain.Follow(
            NewRecord(action, detail) with { Makes = AuditChain.MakesOf(contents, before) },
            await EndAsync(connection, transaction).ConfigureAwait(false),
            signer ?? await keys.FindForAuditAsync(connection, transaction, action).ConfigureAwait(false));
        return await InsertAsync(connection, transaction, record).ConfigureAwait(false);
    }

    /// <summary>Reads all records, oldest first.</summary>
    public Task<IReadOnlyList<AuditRecord>> ReadAsync(DbConnection connection, DbTransaction? transaction) => QueryAsync(
        connection, transaction, "select at, action, detail, actor, number, makes, link, key_id, signature from audit order by audit_id",
        reader => new AuditRecord(Whole(session.Dialect.ReadStamp(reader, 0)), reader.GetString(1), reader.GetString(2),
            TextOrNull(reader, 3))
        {
            Number = reader.IsDBNull(4) ? null : reader.GetInt64(4),
            Makes = TextOrNull(reader, 5),
            Link = TextOrNull(reader, 6),
            KeyId = TextOrNull(reader, 7),
            Signature = TextOrNull(reader, 8),
        });

    /// <summary>Reads the last record of the chain.</summary>
    public static async Task<AuditHead> EndAsync(DbConnection connection, DbTransaction transaction)
    {
        IReadOnlyList<AuditHead> last = await QueryAsync(
            connection, transaction, "select number, link from audit where number is not null order by number desc limit 1",
            reader => new AuditHead(reader.GetInt64(0), TextOrNull(reader, 1) ?? "")).ConfigureAwait(false);

        // The stored link is not a valid one, so it was modified: the next record does not follow from it, and a
        // verification reports that record.
        return last.Count == 0 ? AuditHead.Empty
            : last[0].Link.Length == 64 && last[0].Link.All(char.IsAsciiHexDigitLower) ? last[0]
            : last[0] with { Link = AuditHead.Empty.Link };
    }

    /// <summary>Writes the record of an applied schema. The account that prepares a schema may have no key: the record is never signed,
    /// so that it is the same in every store.</summary>
    public async Task<int> RecordSchemaAsync(DbConnection connection, DbTransaction transaction, int before, int now) => await InsertAsync(
        connection, transaction,
        AuditChain.Follow(
            NewRecord(AuditActions.SchemaApplied, FormattableString.Invariant($"{before} → {now}")),
            await EndAsync(connection, transaction).ConfigureAwait(false), null)).ConfigureAwait(false);

    private AuditRecord NewRecord(string action, string detail) =>
        new(Iso8601.CutToMilliseconds(session.Clock.GetUtcNow().ToUniversalTime()), action, detail, AuditActor.Current);

    private Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, AuditRecord record) => connection.ExecuteAsync(
        """
        insert into audit (at, action, detail, actor, number, makes, link, key_id, signature)
        values (@at, @Action, @Detail, @Actor, @Number, @Makes, @Link, @KeyId, @Signature)
        """,
        new
        {
            at = session.Dialect.Stamp(record.At),
            record.Action,
            record.Detail,
            record.Actor,
            record.Number,
            record.Makes,
            record.Link,
            record.KeyId,
            record.Signature,
        },
        transaction);
}
