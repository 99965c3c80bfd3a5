using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Log;
using Sipas.Receipts;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    // The marks are arbitrary bytes: only their count and their sum are signed, in one row.
    private async Task SealSpentAsync(DbConnection connection, DbTransaction transaction, List<byte[]> marks)
    {
        if (marks.Count == 0)
        {
            return;
        }

        IReadOnlyList<(long Count, byte[] Sum)> stored = await QueryAsync(
            connection, transaction, "select count, sum from spent_seal where seal_id = 1",
            reader => (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))).ConfigureAwait(false);
        SpentSum sum = stored is [{ Sum.Length: SpentSum.Size } row] ? new SpentSum(row.Count, row.Sum) : new SpentSum();
        foreach (byte[] mark in marks)
        {
            sum.Add(mark);
        }

        await SealSpentAsync(connection, transaction, sum, _signer!).ConfigureAwait(false);
    }

    private static async Task SealSpentAsync(DbConnection connection, DbTransaction transaction, SpentSum sum, ReceiptSigner signer)
    {
        var seal = SpentSeal.Make(sum, await AuditEndAsync(connection, transaction).ConfigureAwait(false), signer);
        await connection.ExecuteAsync(
            """
            insert into spent_seal (seal_id, count, sum, audit_number, audit_link, key_id, signature)
            values (1, @Count, @bytes, @number, @link, @KeyId, @Signature)
            on conflict (seal_id) do update set count = excluded.count, sum = excluded.sum, audit_number = excluded.audit_number,
              audit_link = excluded.audit_link, key_id = excluded.key_id, signature = excluded.signature
            """,
            new { seal.Count, bytes = sum.ToBytes(), number = seal.Audit.Number, link = seal.Audit.Link, seal.KeyId, seal.Signature },
            transaction).ConfigureAwait(false);
    }

    private static async Task<SpentSum> SpentAsync(DbConnection connection, DbTransaction transaction)
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

    private static async Task<SpentTickets> SpentTicketsAsync(DbConnection connection, DbTransaction transaction)
    {
        SpentSum sum = await SpentAsync(connection, transaction).ConfigureAwait(false);
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
