using System.Data.Common;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Signs receipts, and computes those of stored ballots.</summary>
internal sealed class SqlReceipts(SqlSession session, SqlKeys keys)
{
    /// <summary>Signs the receipts of an append: one signature for as many receipts as a tree holds.</summary>
    public (Receipt[] Receipts, SealRow[] Seals) Sign(List<BallotRow> rows)
    {
        var receipts = new Receipt[rows.Count];
        var seals = new SealRow[(rows.Count + ReceiptTree.MaximumLeaves - 1) / ReceiptTree.MaximumLeaves];
        for (int part = 0; part < seals.Length; part++)
        {
            int first = part * ReceiptTree.MaximumLeaves;
            List<BallotRow> together = rows.GetRange(first, Math.Min(ReceiptTree.MaximumLeaves, rows.Count - first));
            (ReceiptSeal seal, Receipt[] own) = ReceiptFactory.Make(keys.Signer, [.. together.Select(row => (row.Draft, row.Position))]);
            seals[part] = new SealRow(together[0].Sequence, seal);
            own.CopyTo(receipts, first);
        }

        return (receipts, seals);
    }

    /// <summary>Computes the receipt of a stored ballot.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer; null for a reader.</param>
    /// <param name="stored">The ballot.</param>
    /// <param name="seals">Seals that were read, reused by the next call: resent ballots arrive many at a time.</param>
    public async Task<Receipt> FindAsync(DbConnection connection, DbTransaction? transaction, StoredPlace stored, List<SealRow> seals)
    {
        SealRow? row = seals.FindLast(known =>
            stored.Sequence >= known.FirstSequence && stored.Sequence < known.FirstSequence + known.Seal.Count);
        if (row is null)
        {
            row = await ReadSealAsync(connection, transaction, stored.Sequence).ConfigureAwait(false);
            seals.Add(row);
        }

        return Receipt.Create(stored.ReceiptLeaf(), row.Seal, (int)(stored.Sequence - row.FirstSequence));
    }

    private async Task<SealRow> ReadSealAsync(DbConnection connection, DbTransaction? transaction, long sequence) =>
        await QueryAsync(
            connection, transaction, "select first_sequence, leaves, key_id, signature from receipt_seal where first_sequence <= "
            + "@sequence order by first_sequence desc limit 1",
            reader => new SealRow(reader.GetInt64(0),
                new ReceiptSeal(reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3))),
            new { sequence }).ConfigureAwait(false) is [var row]
        && ReceiptTree.IsWhole(row.Seal.Leaves.Span) && sequence < row.FirstSequence + row.Seal.Count
            ? row
            : throw new SipasException(new Problem(ProblemCodes.DatabaseDamaged, session.Dialect.Place,
                FormattableString.Invariant($"receipt_seal: {sequence}")));
}
