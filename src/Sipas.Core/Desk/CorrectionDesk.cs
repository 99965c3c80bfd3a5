using System.Globalization;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.Desk;

/// <summary>Effect of a file of numbered ballots on the stored ballots.</summary>
/// <param name="New">Number of ballots that are not stored yet.</param>
/// <param name="Same">Number of ballots that are, or were once, stored with the same content.</param>
/// <param name="Corrections">Ballots that are stored with other content.</param>
public sealed record CorrectionPlan(long New, long Same, IReadOnlyList<PlannedCorrection> Corrections)
{
    /// <summary>For unchanged ballots that are stored as corrections: id of the corrected ballot by position.</summary>
    internal IReadOnlyDictionary<int, Guid> Known { get; init; } = new Dictionary<int, Guid>();
}

/// <summary>A submitted ballot that is stored with other content.</summary>
/// <param name="Index">Position in the submitted list, from 0.</param>
/// <param name="Standing">The current version of the ballot: the original with this number, or its last correction.</param>
/// <param name="Differences">
/// Differences: the item or field, the stored and the submitted value. For numbers, texts and dates only the fact that
/// they differ.
/// </param>
/// <param name="Refusal">Reason why it may not be corrected; null when it may.</param>
public sealed record PlannedCorrection(int Index, KeptBallot Standing, IReadOnlyList<(string Place, string Kept, string Brought)> Differences, Problem? Refusal);

/// <summary>
/// Corrects wrongly keyed ballots from paper and files: a new ballot replaces the stored one, which remains in the log
/// but no longer counts.
/// </summary>
/// <param name="intake">Accepts the ballots.</param>
/// <param name="storage">The log.</param>
/// <param name="quality">Provides the collectors of a ballot.</param>
public sealed class CorrectionDesk(BallotIntake intake, ISipasStorage storage, QualityDesk quality)
{
    /// <summary>Determines which ballots would be new, which are already stored, and which would correct others. Writes nothing.</summary>
    /// <param name="submissions">
    /// The ballots, all valid (<see cref="BallotIntake.Check(IReadOnlyList{BallotSubmission}, CancellationToken)"/>).
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CorrectionPlan> PlanAsync(IReadOnlyList<BallotSubmission> submissions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        (List<BallotDraft> drafts, List<BatchProblem> problems) = intake.Drafts(submissions, cancellationToken);
        if (problems.Count > 0)
        {
            throw new SipasException([.. problems.Select(problem => problem.Problem)]);
        }

        IReadOnlyDictionary<Guid, byte[]> kept = await storage.FindContentHashesAsync([.. drafts.Select(draft => draft.Ballot.Id)], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SurveyClosing> closings = await storage.ReadClosingsAsync(cancellationToken).ConfigureAwait(false);
        var corrections = new List<PlannedCorrection>();
        var known = new Dictionary<int, Guid>();
        long added = 0;
        for (int i = 0; i < drafts.Count; i++)
        {
            if (!kept.TryGetValue(drafts[i].Ballot.Id, out byte[]? hash))
            {
                added++;
            }
            else if (!drafts[i].ContentHash.AsSpan().SequenceEqual(hash))
            {
                KeptBallot standing = (await storage.FindStandingAsync(drafts[i].Ballot.Id, cancellationToken).ConfigureAwait(false))!;
                if (standing.Replaces is { } replaced && intake.InPlaceOf(drafts[i], replaced, null).ContentHash.AsSpan().SequenceEqual(standing.ContentHash.Span))
                {
                    known.Add(i, replaced);
                }
                else
                {
                    corrections.Add(new PlannedCorrection(i, standing, Differences(standing, drafts[i].Ballot), CorrectionRules.Refusal(standing, intake.InPlaceOf(drafts[i], standing.Id, null), closings)));
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
            ? new BatchResult { Appended = 0, AlreadyKept = 0, Problems = problems }
            : await intake.SubmitAllAsync(submissions, Places(await PlanAsync(submissions, cancellationToken).ConfigureAwait(false), null), cancellationToken).ConfigureAwait(false);
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
    public Task<BatchResult> SubmitAllAsync(IReadOnlyList<BallotSubmission> submissions, string reason, string broughtBy, string reviewer, CancellationToken cancellationToken) =>
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
        IReadOnlyList<BallotSubmission> submissions, string reason, string broughtBy, string reviewer, bool byAccounts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        string words = FreeText.Clean(reason ?? "", keepLines: false);
        (string bringer, string judge) = (FreeText.Clean(broughtBy ?? "", keepLines: false), FreeText.Clean(reviewer ?? "", keepLines: false));
        var problems = new List<BatchProblem>();
        if (words.Length is 0 or > BallotCorrection.MaximumReason)
        {
            problems.Add(new BatchProblem(0, new Problem(ProblemCodes.CorrectionReason, "reason", allowed: BallotCorrection.MaximumReason.ToString(CultureInfo.InvariantCulture))));
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
            KeptBallot first = planned.Standing with { Id = Guid.Parse(submissions[planned.Index].Id!) };
            if ((await quality.CollectorsAsync(first, cancellationToken).ConfigureAwait(false)).Any(collector => AuditActor.AreSame(collector, judge)))
            {
                problems.Add(new BatchProblem(planned.Index, new Problem(ProblemCodes.ReviewerIsCollector, "reviewer", judge)));
            }
        }

        // The store itself rejects ballots that may not be replaced, in the same transaction, and records the attempt.
        return problems.Count > 0
            ? new BatchResult { Appended = 0, AlreadyKept = 0, Problems = problems }
            : await intake.SubmitAllAsync(submissions, Places(plan, new BallotCorrection(words, bringer, byAccounts ? judge : judge + BallotCorrection.OneWord)), cancellationToken).ConfigureAwait(false);
    }

    // A ballot already stored as a correction is submitted as a correction again, so that the store recognises it; its
    // stored reason is retained.
    private static Dictionary<int, (Guid Replaced, BallotCorrection Correction)> Places(CorrectionPlan plan, BallotCorrection? correction)
    {
        var known = new BallotCorrection("", "", "");
        var places = plan.Known.ToDictionary(pair => pair.Key, pair => (pair.Value, known));
        foreach (PlannedCorrection planned in correction is null ? [] : plan.Corrections)
        {
            places.Add(planned.Index, (planned.Standing.Id, correction!));
        }

        return places;
    }

    private static List<(string Place, string Kept, string Brought)> Differences(KeptBallot kept, Ballot brought)
    {
        var differences = new List<(string, string, string)>();
        string answers = brought.Layout.ToCharacters(brought.Codes.Span);
        foreach (ItemLayout item in brought.Layout.Items.Where(item => item.Index >= kept.Answers.Length || kept.Answers[item.Index] != answers[item.Index]))
        {
            differences.Add((item.Item.Code, item.Index < kept.Answers.Length ? kept.Answers[item.Index].ToString() : "", answers[item.Index].ToString()));
        }

        Add("procedure", kept.ProcedureCode, brought.ProcedureCode);
        Add("completedAt", IsoTime.Write(kept.CompletedAt), IsoTime.Write(brought.CompletedAt));
        Add("unit", kept.UnitCode, brought.UnitCode);
        Add("mode", BallotWords.Of(kept.Mode), BallotWords.Of(brought.Mode));
        Add("basis", BallotWords.Of(kept.Basis), BallotWords.Of(brought.Basis));
        var values = kept.Values.ToDictionary(value => value.QuestionCode, value => value.Value, StringComparer.Ordinal);
        differences.AddRange(brought.Values.Where(value => !values.Remove(value.QuestionCode, out string? old) || old != value.Text).Select(value => (value.QuestionCode, "…", "…")));
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
