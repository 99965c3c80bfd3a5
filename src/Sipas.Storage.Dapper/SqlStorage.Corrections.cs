using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Corrections;
using Sipas.Problems;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    // Sequence number of the current version of a ballot; 0 when there is none of that id.
    private async Task<long> CurrentAsync(DbConnection connection, Guid ballotId, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(connection, null, [ballotId], cancellationToken).ConfigureAwait(false))
            .TryGetValue(ballotId, out StoredReceipt? stored))
        {
            return 0;
        }

        long sequence = stored.Sequence;
        while (await connection.ExecuteScalarAsync<long?>("select sequence from ballot_correction where replaced = @sequence",
            new { sequence }).ConfigureAwait(false) is { } next)
        {
            sequence = next;
        }

        return sequence;
    }

    // The reason why a ballot may not replace another one, as the transaction sees it; null when it may, or replaces none.
    private async Task<Problem?> RefusalAsync(DbConnection connection, DbTransaction transaction, PendingBallot draft,
        CancellationToken cancellationToken)
    {
        if (draft.Ballot.Replaces is not { } replaced)
        {
            return null;
        }

        StoredBallot? stored = null;
        if ((await FindAsync(connection, transaction, [replaced], cancellationToken).ConfigureAwait(false))
            .TryGetValue(replaced, out StoredReceipt? found))
        {
            stored = (await QueryAsync(connection, transaction, StoredSql, ReadStoredBallot,
                new { after = found.Sequence - 1, last = found.Sequence }).ConfigureAwait(false))[0];
        }

        return CorrectionRules.Refusal(stored, draft, _closings.Select(row => row.Closing));
    }

    // Records which ballots are replaced; returns for each ballot's number that of the first version.
    private async Task<Dictionary<long, long>> ReplaceAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<BallotRow> rows, CancellationToken cancellationToken)
    {
        var originals = new Dictionary<long, long>();
        BallotRow[] corrections = [.. rows.Where(row => row.Ballot.Replaces is not null)];
        if (corrections.Length == 0)
        {
            return originals;
        }

        Dictionary<Guid, StoredReceipt> stored = await FindAsync(connection, transaction,
            [.. corrections.Select(row => row.Ballot.Replaces!.Value)], cancellationToken).ConfigureAwait(false);
        foreach (BallotRow row in corrections)
        {
            long replaced = stored[row.Ballot.Replaces!.Value].Sequence;
            BallotCorrection correction = row.Draft.Correction!;
            long original = await connection.ExecuteScalarAsync<long?>("select original from ballot_correction where sequence = @replaced",
                new { replaced }, transaction).ConfigureAwait(false) ?? replaced;
            await connection.ExecuteAsync(
                """
                insert into ballot_correction (sequence, replaced, replaced_id, original, reason, brought_by, reviewed_by)
                values (@Sequence, @replaced, @id, @original, @Reason, @BroughtBy, @ReviewedBy)
                """,
                new
                {
                    row.Sequence,
                    replaced,
                    id = IdValue(row.Ballot.Replaces!.Value),
                    original,
                    correction.Reason,
                    correction.BroughtBy,
                    correction.ReviewedBy,
                }, transaction).ConfigureAwait(false);
            await AuditAsync(connection, transaction, AuditActions.BallotCorrected,
                AuditActions.DetailOf(row.Sequence, replaced, correction)).ConfigureAwait(false);
            originals.Add(row.Sequence, original);
        }

        return originals;
    }
}
