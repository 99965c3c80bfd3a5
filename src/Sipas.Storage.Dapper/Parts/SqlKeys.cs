using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Dapper.Keys;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>The receipt key: its file, its record in the store, and its rotation.</summary>
internal sealed class SqlKeys(SqlSession session) : IDisposable
{
    // An append may still sign with a key that was just replaced.
    private readonly List<ReceiptSigner> _retired = [];
    private ReceiptSigner? _signer;
    private bool _isNew;

    // The key of a storage that was not opened, for operations that still need it.
    private ReceiptSigner? _auditSigner;

    /// <summary>The key of an open store.</summary>
    /// <exception cref="InvalidOperationException">The storage was not opened.</exception>
    public ReceiptSigner Signer => _signer ?? throw new InvalidOperationException("The storage was not opened.");

    private string KeyPath => session.Dialect.ReceiptKeyPath;

    /// <summary>Whether there is a key file.</summary>
    public bool HasFile => File.Exists(KeyPath);

    /// <summary>Reads the keys that the store has recorded, oldest first.</summary>
    public static Task<IReadOnlyList<ReceiptKey>> ReadAsync(DbConnection connection, DbTransaction? transaction) => QueryAsync(
        connection, transaction, "select key_id, public_key, vouched_by, vouch from receipt_key order by created_at, key_id",
        reader => new ReceiptKey(reader.GetString(0), reader.GetFieldValue<byte[]>(1), TextOrNull(reader, 2),
            reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3)));

    /// <summary>Opens the key file; it must exist.</summary>
    /// <exception cref="SipasException">The file is missing or damaged (<c>STO0007</c>).</exception>
    public ReceiptSigner OpenFile() => HasFile
        ? ReceiptKeyFile.Open(KeyPath, session.Options.KeyProtector, session.Options.ReadOnly)
        : throw new SipasException(new Problem(ProblemCodes.ReceiptKeyUnreadable, "receipt key", KeyPath));

    /// <summary>Finds or creates the key within the transaction that opens the store, and records it.</summary>
    /// <returns>The key to activate with <see cref="Activate"/> after the commit; null when it is active.</returns>
    public async Task<OpenedKey?> OpenAsync(DbConnection connection, DbTransaction transaction, SqlAudit audit)
    {
        if (_signer is not null)
        {
            return null;
        }

        IReadOnlyList<ReceiptKey> known = await ReadAsync(connection, transaction).ConfigureAwait(false);
        var opened = OpenedKey.Of(KeyPath, session.Dialect.Place, known, session.Options);
        _isNew = await AddAsync(connection, transaction, opened.Signer, opened.Voucher, audit).ConfigureAwait(false) && known.Count > 0;
        return opened;
    }

    /// <summary>Signs with a key from now on.</summary>
    public void Activate(OpenedKey opened)
    {
        if (opened.Waits)
        {
            OpenedKey.Take(KeyPath);
        }

        opened.Voucher?.Dispose();
        _signer = opened.Signer;
    }

    /// <summary>Replaces the key with a new one, for which it vouches; see <c>SqlStorage.RotateReceiptKeyAsync</c>.</summary>
    /// <returns>Id of the new key.</returns>
    public async Task<string> RotateAsync(SqlAudit audit, CancellationToken cancellationToken)
    {
        ReceiptSigner former = Signer;
        if (_isNew)
        {
            return former.KeyId;
        }

        ReceiptSigner next = ReceiptKeyFile.Open(KeyPath + ".next", session.Options.KeyProtector);
        await session.WriteAsync((connection, transaction) => AddAsync(connection, transaction, next, former, audit), cancellationToken)
            .ConfigureAwait(false);

        // After the commit: if the process stops here, the next rotation completes this one with the key at PATH.next.
        ReceiptKeyFile.Replace(KeyPath, former.KeyId);
        _signer = next;
        _retired.Add(former);
        return next.KeyId;
    }

    /// <summary>Finds the key that signs an audit record; null when there is none and the record may be unsigned.</summary>
    /// <exception cref="SipasException">There is no key, and the action must be signed.</exception>
    public async Task<ReceiptSigner?> FindForAuditAsync(DbConnection connection, DbTransaction transaction, string action)
    {
        if (_signer is null && _auditSigner is null && HasFile)
        {
            ReceiptSigner found;
            try
            {
                found = OpenFile();
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
            : throw new SipasException(new Problem(ProblemCodes.ReceiptKeyUnreadable, "receipt key", KeyPath));
    }

    public void Dispose()
    {
        _signer?.Dispose();
        _auditSigner?.Dispose();
        _retired.ForEach(signer => signer.Dispose());
    }

    // Adds a key that the store has not recorded; returns whether it was added.
    private async Task<bool> AddAsync(
        DbConnection connection, DbTransaction transaction, ReceiptSigner key, ReceiptSigner? voucher, SqlAudit audit)
    {
        if (await connection.ExecuteScalarAsync<long>("select count(*) from receipt_key where key_id = @KeyId", new { key.KeyId },
            transaction).ConfigureAwait(false) > 0)
        {
            return false;
        }

        await connection.ExecuteAsync(
            "insert into receipt_key (key_id, public_key, created_at, vouched_by, vouch) values (@KeyId, @PublicKey, @CreatedAt, "
            + "@VouchedBy, @Vouch)",
            new
            {
                key.KeyId,
                key.PublicKey,
                CreatedAt = session.Now,
                VouchedBy = voucher?.KeyId,
                Vouch = voucher?.Sign(ReceiptKey.VouchedBytes(voucher.KeyId, key.PublicKey)),
            },
            transaction).ConfigureAwait(false);
        await (voucher is null
            ? audit.RecordAsync(connection, transaction, AuditActions.KeyAdded, key.KeyId, [], signer: key)
            : audit.RecordAsync(connection, transaction, AuditActions.KeyRotated, $"{voucher.KeyId} {key.KeyId}", [], signer: voucher))
            .ConfigureAwait(false);
        return true;
    }
}
