using System.Data.Common;
using Dapper;
using Sipas.Ballots;
using Sipas.Problems;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
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

    private protected Task<int> AuditAsync(DbConnection connection, DbTransaction transaction, string action, string detail) =>
        connection.ExecuteAsync("insert into audit (at, action, detail, actor) values (@at, @action, @detail, @actor)",
            new { at = Stamp(Clock.GetUtcNow()), action, detail, actor = AuditActor.Current }, transaction);

    private Task<IReadOnlyList<AuditRecord>> AuditRecordsAsync(DbConnection connection, DbTransaction? transaction) => QueryAsync(
        connection, transaction, "select at, action, detail, actor from audit order by audit_id",
        reader => new AuditRecord(ReadStamp(reader, 0), reader.GetString(1), reader.GetString(2), Text(reader, 3)));

    private async Task ApplySchemaAsync(bool apply, CancellationToken cancellationToken)
    {
        // Before anything is made: a key that is there already says that a store was.
        if (apply && !Options.BeginAnew && File.Exists(ReceiptKeyPath) && (await CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).State == SchemaState.Missing)
        {
            using ReceiptSigner key = ReceiptKeyFile.Open(ReceiptKeyPath);
            throw new SipasException(new Problem(ProblemCodes.StoreMissingBesideKey, Place, ReceiptKeyPath));
        }

        int before = apply ? (await CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).Version : 0;
        await PrepareAsync(apply, cancellationToken).ConfigureAwait(false);
        if (apply && await CheckSchemaAsync(cancellationToken).ConfigureAwait(false) is var now && now.Version > before)
        {
            await AppendAuditAsync(AuditActions.SchemaApplied, FormattableString.Invariant($"{before} → {now.Version}"), cancellationToken).ConfigureAwait(false);
        }
    }
}
