using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Corrections;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Ballots that replace others.</summary>
internal sealed class SqlReplacements(SqlSession session, SqlAudit audit, SqlStoredBallots ballots)
{
    /// <summary>Finds the sequence number of the current version of a ballot; 0 when there is none of that id.</summary>
    public async Task<long> CurrentAsync(DbConnection connection, Guid ballotId, CancellationToken cancellationToken)
    {
        if (!(await session.Dialect.FindAsync(connection, null, [ballotId], cancellationToken).ConfigureAwait(false))
            .TryGetValue(ballotId, out StoredPlace? stored))
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

    /// <summary>Finds the reason why a ballot may not replace another one, as the transaction sees it; null when it may, or replaces
    /// none.</summary>
    public async Task<Problem?> RefusalAsync(DbConnection connection, DbTransaction transaction, PendingBallot draft,
        IEnumerable<SurveyClosing> closings, CancellationToken cancellationToken)
    {
        if (draft.Ballot.Replaces is not { } replaced)
        {
            return null;
        }

        IReadOnlyDictionary<Guid, StoredPlace> found = await session.Dialect.FindAsync(connection, transaction, [replaced],
            cancellationToken).ConfigureAwait(false);
        StoredBallot? stored = found.TryGetValue(replaced, out StoredPlace? place)
            ? await ballots.ReadAsync(connection, transaction, place.Sequence).ConfigureAwait(false)
            : null;
        return CorrectionRules.Refusal(stored, draft, closings);
    }

    /// <summary>Records which ballots the inserted rows replace.</summary>
    /// <returns>For the number of each replacing ballot that of the first version.</returns>
    public async Task<Dictionary<long, long>> RecordAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<BallotRow> rows, CancellationToken cancellationToken)
    {
        var originals = new Dictionary<long, long>();
        BallotRow[] corrections = [.. rows.Where(row => row.Ballot.Replaces is not null)];
        if (corrections.Length == 0)
        {
            return originals;
        }

        IReadOnlyDictionary<Guid, StoredPlace> stored = await session.Dialect.FindAsync(connection, transaction,
            [.. corrections.Select(row => row.Ballot.Replaces!.Value)], cancellationToken).ConfigureAwait(false);
        foreach (BallotRow row in corrections)
        {
            originals.Add(row.Sequence, await RecordAsync(connection, transaction, row, stored[row.Ballot.Replaces!.Value].Sequence)
                .ConfigureAwait(false));
        }

        return originals;
    }

    private async Task<long> RecordAsync(DbConnection connection, DbTransaction transaction, BallotRow row, long replaced)
    {
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
                id = session.Dialect.IdValue(row.Ballot.Replaces!.Value),
                original,
                correction.Reason,
                correction.BroughtBy,
                correction.ReviewedBy,
            }, transaction).ConfigureAwait(false);
        await audit.RecordAsync(connection, transaction, AuditActions.BallotCorrected,
            AuditActions.DetailOf(row.Sequence, replaced, correction)).ConfigureAwait(false);
        return original;
    }
}
