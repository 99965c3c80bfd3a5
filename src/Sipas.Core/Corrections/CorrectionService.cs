using System.Globalization;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Intake;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Quality;

namespace Sipas.Corrections;

/// <summary>
/// Corrects wrongly keyed ballots from paper and files: a new ballot replaces the stored one, which remains in the log
/// but no longer counts.
/// </summary>
/// <param name="intake">Accepts the ballots.</param>
/// <param name="ballots">The ballot log.</param>
/// <param name="closingStore">The closed surveys.</param>
/// <param name="quality">Provides the collectors of a ballot.</param>
internal sealed class CorrectionService(BallotIntake intake, IBallotStore ballots, IClosingStore closingStore, BallotReviewService quality)
{
    /// <summary>Determines which ballots would be new, which are already stored, and which would correct others. Writes nothing.</summary>
    /// <param name="submissions">
    /// The ballots, all valid (<see cref="BallotIntake.Check(IReadOnlyList{BallotSubmission}, CancellationToken)"/>).
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CorrectionPlan> PlanAsync(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        (List<PendingBallot> drafts, List<BatchProblem> problems) = intake.Drafts(submissions, cancellationToken);
        if (problems.Count > 0)
        {
            throw new SipasException([.. problems.Select(problem => problem.Problem)]);
        }

        IReadOnlyDictionary<Guid, byte[]> stored = await ballots
            .FindContentHashesAsync([.. drafts.Select(draft => draft.Ballot.Id)], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SurveyClosing> closings = await closingStore.ReadClosingsAsync(cancellationToken).ConfigureAwait(false);
        var corrections = new List<PlannedCorrection>();
        var known = new Dictionary<int, Guid>();
        long added = 0;
        for (int i = 0; i < drafts.Count; i++)
        {
            if (!stored.TryGetValue(drafts[i].Ballot.Id, out byte[]? hash))
            {
                added++;
            }
            else if (!drafts[i].ContentHash.AsSpan().SequenceEqual(hash))
            {
                StoredBallot current = (await ballots.FindCurrentAsync(drafts[i].Ballot.Id, cancellationToken).ConfigureAwait(false))!;
                if (current.Replaces is { } replaced
                    && intake.InPlaceOf(drafts[i], replaced, null).ContentHash.AsSpan().SequenceEqual(current.ContentHash.Span))
                {
                    known.Add(i, replaced);
                }
                else
                {
                    corrections.Add(new PlannedCorrection(i, current, Differences(current, drafts[i].Ballot),
                        CorrectionRules.Refusal(current, intake.InPlaceOf(drafts[i], current.Id, null), closings)));
                }
            }
        }

        return new CorrectionPlan(added, drafts.Count - added - corrections.Count, corrections) { Known = known };
    }

    /// <summary>
    /// Submits ballots, all or none, without corrections: a ballot stored with other content is rejected
    /// (<c>BAL0301</c>).
    /// </summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>
    /// The numbers of stored ballots, or every problem with the index of its ballot. Ballots that are already stored as
    /// corrections are recognised.
    /// </returns>
    public async Task<BatchResult> SubmitAllAsync(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        IReadOnlyList<BatchProblem> problems = intake.Check(submissions, cancellationToken);
        return problems.Count > 0
            ? new BatchResult { Appended = 0, AlreadyStored = 0, Problems = problems }
            : await intake.SubmitAllAsync(submissions, Places(await PlanAsync(submissions, cancellationToken).ConfigureAwait(false), null),
                cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits ballots, all or none: new ballots are added, and ballots stored with other content are replaced.</summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="reason">The reason: 1 to <see cref="BallotCorrection.MaximumReason"/> characters.</param>
    /// <param name="broughtBy">The person who submits the ballots.</param>
    /// <param name="reviewer">
    /// The person who compared them with the sheets: neither the submitter (<c>COR0007</c>) nor a person who collected
    /// or keyed one of the ballots (<c>QLT0203</c>).
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The numbers of stored ballots, or every problem with the index of its ballot: 0 for a problem of the whole call.</returns>
    /// <remarks>Both names are typed by one person, and are stored as such (<see cref="BallotCorrection.OneWord"/>).</remarks>
    public Task<BatchResult> SubmitAllAsync(IReadOnlyList<BallotSubmission> submissions, string reason, string broughtBy, string reviewer,
        CancellationToken cancellationToken) =>
        SubmitAllAsync(submissions, reason, broughtBy, reviewer, byAccounts: false, cancellationToken);

    /// <summary>Submits ballots as the other overload does, optionally with two accounts.</summary>
    /// <param name="submissions">The ballots.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="broughtBy">The person who submits the ballots.</param>
    /// <param name="reviewer">The person who compared them with the sheets.</param>
    /// <param name="byAccounts">Whether both are accounts of the host, each acting in its own request.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The numbers of stored ballots, or every problem with the index of its ballot: 0 for a problem of the whole call.</returns>
    public async Task<BatchResult> SubmitAllAsync(
        IReadOnlyList<BallotSubmission> submissions, string reason, string broughtBy, string reviewer, bool byAccounts,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        string words = TextSanitizer.Clean(reason ?? "", keepLines: false);
        (string bringer, string judge) = (TextSanitizer.Clean(broughtBy ?? "", keepLines: false),
            TextSanitizer.Clean(reviewer ?? "", keepLines: false));
        var problems = new List<BatchProblem>();
        if (words.Length is 0 or > BallotCorrection.MaximumReason)
        {
            problems.Add(new BatchProblem(0,
                new Problem(ProblemCodes.CorrectionReason, "reason",
                    allowed: BallotCorrection.MaximumReason.ToString(CultureInfo.InvariantCulture))));
        }

        if (judge.Length is 0 or > AuditActor.MaximumLength || bringer.Length is 0 or > AuditActor.MaximumLength)
        {
            problems.Add(new BatchProblem(0, new Problem(ProblemCodes.ReviewerUnknown, "reviewer")));
        }
        else if (AuditActor.AreSame(bringer, judge))
        {
            problems.Add(new BatchProblem(0, new Problem(ProblemCodes.CorrectionByOne, "reviewer", judge)));
        }

        CorrectionPlan plan = await PlanAsync(submissions, cancellationToken).ConfigureAwait(false);
        foreach (PlannedCorrection planned in plan.Corrections)
        {
            // Corrections are based on the original ballot with this number, so its keyer counts as a collector.
            StoredBallot first = planned.Current with
            {
                Header = planned.Current.Header with { Id = Guid.Parse(submissions[planned.Index].Id!) },
            };
            if ((await quality.CollectorsAsync(first, cancellationToken).ConfigureAwait(false))
                .Any(collector => AuditActor.AreSame(collector, judge)))
            {
                problems.Add(new BatchProblem(planned.Index, new Problem(ProblemCodes.ReviewerIsCollector, "reviewer", judge)));
            }
        }

        // The store itself rejects ballots that may not be replaced, in the same transaction, and records the attempt.
        return problems.Count > 0
            ? new BatchResult { Appended = 0, AlreadyStored = 0, Problems = problems }
            : await intake.SubmitAllAsync(submissions,
                Places(plan, new BallotCorrection(words, bringer, byAccounts ? judge : judge + BallotCorrection.OneWord)),
                cancellationToken).ConfigureAwait(false);
    }

    // A ballot already stored as a correction is submitted as a correction again, so that the store recognises it; its
    // stored reason is retained.
    private static Dictionary<int, (Guid Replaced, BallotCorrection Correction)> Places(CorrectionPlan plan, BallotCorrection? correction)
    {
        var known = new BallotCorrection("", "", "");
        var places = plan.Known.ToDictionary(pair => pair.Key, pair => (pair.Value, known));
        foreach (PlannedCorrection planned in correction is null ? [] : plan.Corrections)
        {
            places.Add(planned.Index, (planned.Current.Id, correction!));
        }

        return places;
    }

    private static List<(string Place, string Stored, string Brought)> Differences(StoredBallot stored, Ballot brought)
    {
        var differences = new List<(string, string, string)>();
        string answers = brought.Layout.ToCharacters(brought.Codes.Span);
        foreach (ItemLayout item in brought.Layout.Items.Where(item =>
            item.Index >= stored.Answers.Length || stored.Answers[item.Index] != answers[item.Index]))
        {
            differences.Add((item.Item.Code, item.Index < stored.Answers.Length ? stored.Answers[item.Index].ToString() : "",
                answers[item.Index].ToString()));
        }

        Add("procedure", stored.ProcedureCode, brought.ProcedureCode);
        Add("completedAt", Iso8601.Write(stored.CompletedAt), Iso8601.Write(brought.CompletedAt));
        Add("unit", stored.UnitCode, brought.UnitCode);
        Add("mode", BallotNames.Of(stored.Mode), BallotNames.Of(brought.Mode));
        Add("basis", BallotNames.Of(stored.Basis), BallotNames.Of(brought.Basis));
        var values = stored.Values.ToDictionary(value => value.QuestionCode, value => value.Value, StringComparer.Ordinal);
        differences.AddRange(brought.Values.Where(value => !values.Remove(value.QuestionCode, out string? old) || old != value.Text)
            .Select(value => (value.QuestionCode, "…", "…")));
        differences.AddRange(values.Keys.Select(code => (code, "…", "")));
        return differences;

        void Add(string place, string? old, string? now)
        {
            if (old != now)
            {
                differences.Add((place, old ?? "", now ?? ""));
            }
        }
    }
}
