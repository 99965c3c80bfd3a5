using System.Data.Common;
using System.Text.Json;
using Dapper;
using Sipas.Problems;
using Sipas.Tickets;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlPersonalDataStorage
{
    private protected abstract string TicketKeyPath { get; }

    /// <inheritdoc/>
    /// <exception cref="SipasException">The store has recorded a key and none is found (<c>STO0127</c>) or another one
    /// (<c>TKT0021</c>), or the key file cannot be used.</exception>
    public async Task<TicketKeyring?> OpenTicketKeysAsync(bool make, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return make && !Options.ReadOnly
            ? await WriteAsync(KeysForWritingAsync, cancellationToken).ConfigureAwait(false)
            : TicketKeyFile.Open(TicketKeyPath, make: false, Options.KeyProtector, Options.ReadOnly);
    }

    // A row sealed with a wrong key is lost, and a number hashed with a wrong key yields another ballot: writes check
    // the key first.
    private async Task<TicketKeyring> KeysForWritingAsync(DbConnection connection, DbTransaction transaction)
    {
        byte[]? known = await connection.ExecuteScalarAsync<byte[]?>("select key_mark from people_key", transaction: transaction)
            .ConfigureAwait(false);
        TicketKeyring keys = TicketKeyFile.Open(TicketKeyPath, make: known is null || Options.AllowNewKeys, Options.KeyProtector)
            ?? throw new SipasException(new Problem(ProblemCodes.TicketKeyMissing, TicketKeyPath, Place));
        byte[] mark = keys.KeyMark.ToArray();
        if (known is null || !known.AsSpan().SequenceEqual(mark))
        {
            if (known is not null && !Options.AllowNewKeys)
            {
                throw new SipasException(new Problem(ProblemCodes.TicketKeyOther, TicketKeyPath, Place));
            }

            await connection.ExecuteAsync(
                "insert into people_key (slot, key_mark) values (1, @mark) on conflict (slot) do update set key_mark = excluded.key_mark",
                new { mark }, transaction).ConfigureAwait(false);
        }

        return keys;
    }

    // Opened only if there is a row to decrypt.
    private Lazy<TicketKeyring> KeysForReading() =>
        new(() => TicketKeyFile.Open(TicketKeyPath, make: false, Options.KeyProtector, Options.ReadOnly)
            ?? throw new SipasException(new Problem(ProblemCodes.TicketKeyMissing, TicketKeyPath, Place)));

    private static byte[] Seal(TicketKeyring keys, string place, int step, params string?[] texts) =>
        keys.Seal(place, JsonSerializer.Serialize(texts, Readable), step);

    private string?[] Open(TicketKeyring keys, string place, byte[] block) => keys.Open(place, block) is { } text
        ? JsonSerializer.Deserialize<string?[]>(text)!
        : throw new SipasException(new Problem(ProblemCodes.SealedRowUnreadable, Place, TicketKeyPath));
}
