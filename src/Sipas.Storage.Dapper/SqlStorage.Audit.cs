using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    // The key of a storage that was not opened, for operations that still need it.
    private ReceiptSigner? _auditSigner;

    /// <inheritdoc/>
    public Task AppendAuditAsync(string action, string detail, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        ArgumentNullException.ThrowIfNull(detail);
        return WriteAsync((connection, transaction) => AuditAsync(connection, transaction, action, detail), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<AuditRecord>>(
        connection => AuditRecordsAsync(connection, null), cancellationToken);

    /// <summary>
    /// Converts the audit log of a store created by a schema before version 13 into a chain of signed records: existing
    /// records are taken over unchanged. The storage must be open.
    /// </summary>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False when there is nothing to take over: it was done before, or the store was created by a later
    /// schema.</returns>
    /// <remarks>Never done automatically: anyone who removes signatures from a store must not get new ones for the data
    /// they wrote.</remarks>
    /// <exception cref="StoreUnavailableException">The store is busy, full or unreachable; nothing was written.</exception>
    public async Task<bool> BeginAuditAsync(CancellationToken cancellationToken)
    {
        ReceiptSigner signer = _signer ?? throw new InvalidOperationException("The storage was not opened.");
        return await WriteAsync(
            async (connection, transaction) =>
            {
                IReadOnlyList<AuditRecord> records = await AuditRecordsAsync(connection, transaction).ConfigureAwait(false);
                AuditRecord[] former = [.. records.Where(record => record.Number is null)];
                if (former.Length == 0 || records.Any(record => record.Action == AuditActions.ChainBegun))
                {
                    return false;
                }

                StoredContent[] contents = [AuditChain.Former(former),
                    .. await ContentsAsync(connection, transaction).ConfigureAwait(false)];
                string count = FormattableString.Invariant($"{former.Length}");
                await AuditAsync(connection, transaction, AuditActions.ChainBegun, count, contents).ConfigureAwait(false);
                if (await SpentAsync(connection, transaction).ConfigureAwait(false) is { Count: > 0 } sum)
                {
                    await SealSpentAsync(connection, transaction, sum, signer).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private protected Task<int> AuditAsync(DbConnection connection, DbTransaction transaction, string action, string detail) =>
        AuditAsync(connection, transaction, action, detail, []);

    // The record of an action, written in the same commit. No one else appends meanwhile, because the writer lock is held.
    private async Task<int> AuditAsync(
        DbConnection connection, DbTransaction transaction, string action, string detail, IReadOnlyCollection<StoredContent> contents,
        IEnumerable<string>? before = null, ReceiptSigner? signer = null)
    {
        AuditRecord record = AuditChain.Follow(
            NewRecord(action, detail) with { Makes = AuditChain.MakesOf(contents, before) },
            await AuditEndAsync(connection, transaction).ConfigureAwait(false),
            signer ?? await AuditSignerAsync(connection, transaction, action).ConfigureAwait(false));
        return await InsertAsync(connection, transaction, record).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<AuditRecord>> AuditRecordsAsync(DbConnection connection, DbTransaction? transaction) => QueryAsync(
        connection, transaction, "select at, action, detail, actor, number, makes, link, key_id, signature from audit order by audit_id",
        reader => new AuditRecord(Whole(ReadStamp(reader, 0)), reader.GetString(1), reader.GetString(2), Text(reader, 3))
        {
            Number = reader.IsDBNull(4) ? null : reader.GetInt64(4),
            Makes = Text(reader, 5),
            Link = Text(reader, 6),
            KeyId = Text(reader, 7),
            Signature = Text(reader, 8),
        });

    private static async Task<AuditHead> AuditEndAsync(DbConnection connection, DbTransaction transaction)
    {
        IReadOnlyList<AuditHead> last = await QueryAsync(
            connection, transaction, "select number, link from audit where number is not null order by number desc limit 1",
            reader => new AuditHead(reader.GetInt64(0), Text(reader, 1) ?? "")).ConfigureAwait(false);

        // The stored link is not a valid one, so it was modified: the next record does not follow from it, and a
        // verification reports that record.
        return last.Count == 0 ? AuditHead.Empty
            : last[0].Link.Length == 64 && last[0].Link.All(char.IsAsciiHexDigitLower) ? last[0]
            : last[0] with { Link = AuditHead.Empty.Link };
    }

    private async Task<ReceiptSigner?> AuditSignerAsync(DbConnection connection, DbTransaction transaction, string action)
    {
        if (_signer is null && _auditSigner is null && File.Exists(ReceiptKeyPath))
        {
            ReceiptSigner found;
            try
            {
                found = ReceiptKeyFile.Open(ReceiptKeyPath, Options.KeyProtector, Options.ReadOnly);
            }
            catch (SipasException) when (AuditChain.MayBeUnsigned(action))
            {
                // A key that may not be used, for example because others can read it, is treated as missing.
                return null;
            }

            long known = await connection.ExecuteScalarAsync<long>(
                "select count(*) from receipt_key where key_id = @KeyId", new { found.KeyId }, transaction).ConfigureAwait(false);
            if (known > 0)
            {
                _auditSigner = found;
            }
            else
            {
                found.Dispose();
            }
        }

        return (_signer ?? _auditSigner) is { } signer ? signer
            : AuditChain.MayBeUnsigned(action) ? null
            : throw new SipasException(new Problem(ProblemCodes.ReceiptKeyUnreadable, "receipt key", ReceiptKeyPath));
    }

    private async Task ApplySchemaAsync(bool apply, CancellationToken cancellationToken)
    {
        // Before anything is created: an existing key shows that a store existed.
        if (apply && !Options.AllowNewStore && File.Exists(ReceiptKeyPath)
            && (await CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).State == SchemaState.Missing)
        {
            using ReceiptSigner key = ReceiptKeyFile.Open(ReceiptKeyPath, Options.KeyProtector, Options.ReadOnly);
            throw new SipasException(new Problem(ProblemCodes.StoreMissingBesideKey, Place, ReceiptKeyPath));
        }

        int before = apply ? (await CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).Version : 0;
        await PrepareAsync(apply, cancellationToken).ConfigureAwait(false);
        if (apply && await CheckSchemaAsync(cancellationToken).ConfigureAwait(false) is var now && now.Version > before)
        {
            await WriteAsync(
                async (connection, transaction) =>
                {
                    // The account that prepares a schema may have no key: the record is never signed, so that it is the
                    // same in every store.
                    AuditRecord record = AuditChain.Follow(
                        NewRecord(AuditActions.SchemaApplied, FormattableString.Invariant($"{before} → {now.Version}")),
                        await AuditEndAsync(connection, transaction).ConfigureAwait(false), null);
                    return await InsertAsync(connection, transaction, record).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private AuditRecord NewRecord(string action, string detail) =>
        new(Iso8601.CutToMilliseconds(Clock.GetUtcNow().ToUniversalTime()), action, detail, AuditActor.Current);

    private Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, AuditRecord record) => connection.ExecuteAsync(
        """
        insert into audit (at, action, detail, actor, number, makes, link, key_id, signature)
        values (@at, @Action, @Detail, @Actor, @Number, @Makes, @Link, @KeyId, @Signature)
        """,
        new
        {
            at = Stamp(record.At),
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
