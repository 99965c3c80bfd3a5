using System.Data.Common;
using Dapper;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Appends ballots: decides, places, signs, writes and answers in one transaction.</summary>
internal sealed class SqlAppend(SqlSession session, SqlQuestionnaires questionnaires, SqlChains chains, SqlReceipts receipts,
    SqlClosings closings, SqlReplacements replacements, SqlSpentTickets spent)
{
    private IReadOnlyList<(long Id, SurveyClosing Closing)> _closings = [];

    /// <summary>Appends ballots; see <see cref="IBallotStore.AppendAsync"/>.</summary>
    public Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. drafts.Select(draft => draft.Ballot.Id).Distinct()];
        return session.WriteAsync(
            connection => session.Dialect.BeginAppendAsync(connection, ids, session.Identity, cancellationToken),
            begun => begun.Transaction,
            (connection, begun) => AppendAsync(connection, begun, drafts, allOrNothing, cancellationToken),
            cancellationToken);
    }

    private async Task<IReadOnlyList<AppendOutcome>> AppendAsync(DbConnection connection, BegunAppend begun,
        IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        AppendPlan plan = await DecideAsync(connection, begun, drafts, cancellationToken).ConfigureAwait(false);
        await RecordConflictsAsync(connection, begun.Transaction, plan.Conflicts).ConfigureAwait(false);
        if (allOrNothing && plan.HasRefused)
        {
            // Only the record of the attempt is committed.
            return [.. drafts.Select((_, i) => plan.OutcomeWithoutReceipt(i))];
        }

        List<BallotRow> rows = await PlaceAsync(connection, begun, [.. plan.Appended.Select(i => drafts[i])]).ConfigureAwait(false);
        (Receipt[] signed, Dictionary<long, long> originals) = rows.Count == 0
            ? ([], [])
            : await WriteAsync(connection, begun.Transaction, rows, cancellationToken).ConfigureAwait(false);
        await spent.SpendAsync(connection, begun.Transaction, plan.Spending).ConfigureAwait(false);
        return await AnswerAsync(connection, begun, drafts, plan,
            [.. rows.Select((row, i) => new AppendOutcome(AppendStatus.Appended, signed[i], row.Sequence)
            {
                Late = row.ClosingId is not null,
                Replaces = originals.GetValueOrDefault(row.Sequence),
            })]).ConfigureAwait(false);
    }

    private async Task<AppendPlan> DecideAsync(
        DbConnection connection, BegunAppend begun, IReadOnlyList<PendingBallot> drafts, CancellationToken cancellationToken)
    {
        if (begun.ClosingCount != _closings.Count)
        {
            _closings = await closings.ReadAsync(connection, begun.Transaction).ConfigureAwait(false);
        }

        var tickets = new HashSet<string>(StringComparer.Ordinal);
        foreach (byte[] ticket in drafts.Select(draft => draft.TicketHash).OfType<byte[]>())
        {
            if (await SqlSpentTickets.IsSpentAsync(connection, begun.Transaction, ticket).ConfigureAwait(false))
            {
                tickets.Add(Convert.ToHexString(ticket));
            }
        }

        var refusals = new Dictionary<PendingBallot, Problem?>(ReferenceEqualityComparer.Instance);
        foreach (PendingBallot draft in drafts.Where(draft =>
            draft.Ballot.Replaces is not null && !begun.Stored.ContainsKey(draft.Ballot.Id)))
        {
            refusals[draft] = await replacements.RefusalAsync(connection, begun.Transaction, draft,
                _closings.Select(row => row.Closing), cancellationToken).ConfigureAwait(false);
        }

        return AppendPlan.Decide(drafts, id => begun.Stored.GetValueOrDefault(id)?.ContentHash,
            ticket => tickets.Contains(Convert.ToHexString(ticket)), draft => refusals.GetValueOrDefault(draft), cancellationToken);
    }

    private Task RecordConflictsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<PendingBallot> conflicts) =>
        conflicts.Count == 0
            ? Task.CompletedTask
            : connection.ExecuteAsync(
                "insert into ballot_conflict (ballot_id, content_hash, received_at) values (@Id, @ContentHash, @ReceivedAt)",
                conflicts.Select(draft => new
                {
                    Id = session.Dialect.IdValue(draft.Ballot.Id),
                    draft.ContentHash,
                    ReceivedAt = session.Dialect.TimeValue(draft.ReceivedAt),
                }),
                transaction);

    private async Task<List<BallotRow>> PlaceAsync(DbConnection connection, BegunAppend begun, PendingBallot[] drafts)
    {
        chains.Begin(begun.LastSequence);
        var rows = new List<BallotRow>(drafts.Length);
        foreach (PendingBallot draft in drafts)
        {
            UnitHead head = await chains.AdvanceAsync(connection, begun.Transaction, draft).ConfigureAwait(false);
            rows.Add(new BallotRow(draft, chains.NextSequence(), questionnaires.IdOf(draft.Ballot.Layout), head, ClosingOf(draft)));
        }

        return rows;
    }

    // Signs and inserts the ballots; a large number is signed while the rows are written.
    private async Task<(Receipt[] Receipts, Dictionary<long, long> Originals)> WriteAsync(
        DbConnection connection, DbTransaction transaction, List<BallotRow> rows, CancellationToken cancellationToken)
    {
        Task<(Receipt[] Receipts, SealRow[] Seals)> signing = rows.Count < session.Dialect.SignAsideFrom
            ? Task.FromResult(receipts.Sign(rows))
            : Task.Run(() => receipts.Sign(rows), CancellationToken.None);
        Receipt[] signed;
        try
        {
            await session.Dialect.InsertBallotsAsync(connection, transaction, rows, SealsAsync(signing), cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            (signed, _) = await signing.ConfigureAwait(false);
        }

        ValueRow[] values = [.. rows.Where(row => row.Draft.Values.Count > 0).SelectMany(ValueRow.Of)];
        if (values.Length > 0)
        {
            await session.Dialect.InsertValuesAsync(connection, transaction, values, cancellationToken).ConfigureAwait(false);
        }

        BallotRow[] late = [.. rows.Where(row => row.ClosingId is not null)];
        if (late.Length > 0)
        {
            await connection.ExecuteAsync("insert into late_ballot (sequence, closing_id) values (@Sequence, @ClosingId)",
                late.Select(row => new { row.Sequence, row.ClosingId }), transaction).ConfigureAwait(false);
        }

        session.NewMark = new LogMark(rows[^1].Sequence, rows[^1].ChainHash);
        return (signed, await replacements.RecordAsync(connection, transaction, rows, cancellationToken).ConfigureAwait(false));
    }

    private async Task<IReadOnlyList<AppendOutcome>> AnswerAsync(
        DbConnection connection, BegunAppend begun, IReadOnlyList<PendingBallot> drafts, AppendPlan plan, AppendOutcome[] appended)
    {
        var outcomes = new AppendOutcome[drafts.Count];
        List<SealRow> seals = [];
        for (int i = 0; i < outcomes.Length; i++)
        {
            AppendStatus status = plan.Statuses[i];
            outcomes[i] = AppendPlan.IsRefused(status) ? plan.OutcomeWithoutReceipt(i)
                : plan.TryFindPlace(drafts[i].Ballot.Id, out int place) ? appended[place] with { Status = status }
                : await StoredAsync(begun.Stored[drafts[i].Ballot.Id]).ConfigureAwait(false);

            async Task<AppendOutcome> StoredAsync(StoredPlace stored) => new(status,
                await receipts.FindAsync(connection, begun.Transaction, stored, seals).ConfigureAwait(false), stored.Sequence);
        }

        return outcomes;
    }

    private static async Task<IReadOnlyList<SealRow>> SealsAsync(Task<(Receipt[] Receipts, SealRow[] Seals)> signing) =>
        (await signing.ConfigureAwait(false)).Seals;

    private long? ClosingOf(PendingBallot draft)
    {
        foreach ((long id, SurveyClosing closing) in _closings)
        {
            Ballot ballot = draft.Ballot;
            if (closing.Scope.Covers(ballot.Layout.PackId, ballot.Layout.QuestionnaireVersion, ballot.Basis, draft.CountedOn))
            {
                return id;
            }
        }

        return null;
    }
}
