using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Log;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>The spent tickets, and the signature over their number.</summary>
internal sealed class SqlSpentTickets(SqlSession session, SqlKeys keys)
{
    /// <summary>Whether the ticket with this hash is spent.</summary>
    public static async Task<bool> IsSpentAsync(DbConnection connection, DbTransaction? transaction, byte[] hash) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from spent_ticket where token_hash = @hash", new { hash }, transaction)
            .ConfigureAwait(false) > 0;

    /// <summary>Records tickets as spent, in the order of their hashes and not of the ballots, and signs the new number.</summary>
    public async Task SpendAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<byte[]> tickets)
    {
        if (tickets.Count > 0)
        {
            await connection.ExecuteAsync("insert into spent_ticket (token_hash) values (@ticket)",
                tickets.OrderBy(Convert.ToHexString, StringComparer.Ordinal).Select(ticket => new { ticket }), transaction)
                .ConfigureAwait(false);
            await SealAsync(connection, transaction, tickets).ConfigureAwait(false);
        }
    }

    // The marks are arbitrary bytes: only their count and their sum are signed, in one row.
    private async Task SealAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<byte[]> marks)
    {
        IReadOnlyList<(long Count, byte[] Sum)> stored = await QueryAsync(
            connection, transaction, "select count, sum from spent_seal where seal_id = 1",
            reader => (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))).ConfigureAwait(false);
        SpentSum sum = stored is [{ Sum.Length: SpentSum.Size } row] ? new SpentSum(row.Count, row.Sum) : new SpentSum();
        foreach (byte[] mark in marks)
        {
            sum.Add(mark);
        }

        await SealAsync(connection, transaction, sum).ConfigureAwait(false);
    }

    /// <summary>Signs the number and the sum of the spent tickets.</summary>
    public async Task SealAsync(DbConnection connection, DbTransaction transaction, SpentSum sum)
    {
        var seal = SpentSeal.Make(sum, await SqlAudit.EndAsync(connection, transaction).ConfigureAwait(false), keys.Signer);
        await connection.ExecuteAsync(
            session.Dialect.Upsert(
                "insert into spent_seal (seal_id, count, sum, audit_number, audit_link, key_id, signature) values (1, @Count, @bytes, "
                + "@number, @link, @KeyId, @Signature)",
                "seal_id", "count", "sum", "audit_number", "audit_link", "key_id", "signature"),
            new { seal.Count, bytes = sum.ToBytes(), number = seal.Audit.Number, link = seal.Audit.Link, seal.KeyId, seal.Signature },
            transaction).ConfigureAwait(false);
    }

    /// <summary>Computes the sum of the spent tickets.</summary>
    public static async Task<SpentSum> SumAsync(DbConnection connection, DbTransaction transaction)
    {
        var sum = new SpentSum();
        DbDataReader reader = await connection.ExecuteReaderAsync("select token_hash from spent_ticket", transaction: transaction)
            .ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                sum.Add(reader.GetFieldValue<byte[]>(0));
            }
        }

        return sum;
    }

    /// <summary>Reads the number and the sum of the spent tickets, and the signature over them.</summary>
    public static async Task<SpentTickets> ReadAsync(DbConnection connection, DbTransaction transaction)
    {
        SpentSum sum = await SumAsync(connection, transaction).ConfigureAwait(false);
        IReadOnlyList<SpentSeal> seals = await QueryAsync(
            connection, transaction, "select count, sum, audit_number, audit_link, key_id, signature from spent_seal where seal_id = 1",
            ReadSeal)
            .ConfigureAwait(false);
        return new SpentTickets(sum.Count, sum.Digest(), seals.Count == 0 ? null : seals[0]);
    }

    private static SpentSeal ReadSeal(DbDataReader reader)
    {
        long count = reader.GetInt64(0);
        byte[] sum = reader.GetFieldValue<byte[]>(1);
        string digest = sum.Length == SpentSum.Size ? new SpentSum(count, sum).Digest() : "";
        return new SpentSeal(count, digest, new AuditHead(reader.GetInt64(2), reader.GetString(3)), reader.GetString(4),
            reader.GetString(5));
    }
}
