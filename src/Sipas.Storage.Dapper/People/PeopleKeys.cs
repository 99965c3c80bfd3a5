using System.Data.Common;
using System.Text.Json;
using Dapper;
using Sipas.Problems;
using Sipas.Storage.Dapper.Keys;
using Sipas.Storage.Dapper.Sessions;
using Sipas.Tickets;
using static Sipas.Storage.Dapper.People.PeopleText;

namespace Sipas.Storage.Dapper.People;

/// <summary>The keys of tickets and of sealed rows.</summary>
internal sealed class PeopleKeys(SqlSession session)
{
    /// <summary>Opens the keys; see <see cref="ITicketStore.OpenTicketKeysAsync"/>.</summary>
    public async Task<TicketKeyring?> OpenAsync(bool make, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return make && !session.Options.ReadOnly
            ? await session.WriteAsync(ForWritingAsync, cancellationToken).ConfigureAwait(false)
            : TicketKeyFile.Open(session.Dialect.TicketKeyPath, make: false, session.Options.KeyProtector, session.Options.ReadOnly);
    }

    /// <summary>Opens the keys for a write. A row sealed with a wrong key is lost, and a number hashed with a wrong key yields another
    /// ballot: writes check the key first.</summary>
    public async Task<TicketKeyring> ForWritingAsync(DbConnection connection, DbTransaction transaction)
    {
        byte[]? known = await connection.ExecuteScalarAsync<byte[]?>("select key_mark from people_key", transaction: transaction)
            .ConfigureAwait(false);
        TicketKeyring keys = TicketKeyFile.Open(session.Dialect.TicketKeyPath, make: known is null || session.Options.AllowNewKeys,
            session.Options.KeyProtector)
            ?? throw new SipasException(new Problem(ProblemCodes.TicketKeyMissing, session.Dialect.TicketKeyPath, session.Dialect.Place));
        byte[] mark = keys.KeyMark.ToArray();
        if (known is null || !known.AsSpan().SequenceEqual(mark))
        {
            if (known is not null && !session.Options.AllowNewKeys)
            {
                throw new SipasException(new Problem(ProblemCodes.TicketKeyOther, session.Dialect.TicketKeyPath, session.Dialect.Place));
            }

            await connection.ExecuteAsync(
                session.Dialect.Upsert("insert into people_key (slot, key_mark) values (1, @mark)", "slot", "key_mark"),
                new { mark }, transaction).ConfigureAwait(false);
        }

        return keys;
    }

    /// <summary>The keys for a read, opened only if there is a row to decrypt.</summary>
    public Lazy<TicketKeyring> ForReading() =>
        new(() => TicketKeyFile.Open(session.Dialect.TicketKeyPath, make: false, session.Options.KeyProtector, session.Options.ReadOnly)
            ?? throw new SipasException(new Problem(ProblemCodes.TicketKeyMissing, session.Dialect.TicketKeyPath, session.Dialect.Place)));

    /// <summary>Seals the texts of a row.</summary>
    public static byte[] Seal(TicketKeyring keys, string place, int step, params string?[] texts) =>
        keys.Seal(place, JsonSerializer.Serialize(texts, Readable), step);

    /// <summary>Opens the texts of a row.</summary>
    public string?[] Open(TicketKeyring keys, string place, byte[] block) => keys.Open(place, block) is { } text
        ? JsonSerializer.Deserialize<string?[]>(text)!
        : throw new SipasException(new Problem(ProblemCodes.SealedRowUnreadable, session.Dialect.Place, session.Dialect.TicketKeyPath));
}
