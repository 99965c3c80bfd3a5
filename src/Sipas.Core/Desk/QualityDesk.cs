using System.Globalization;
using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Questionnaires;
using Sipas.Storage;

namespace Sipas.Desk;

/// <summary>Runs the rules of quality over the log, keeps what they flag, takes reviews, and counts what figures without flagged ballots leave out.</summary>
/// <param name="storage">The log.</param>
/// <param name="desk">Where flags and reviews are kept.</param>
/// <param name="packs">Says what the scales of a questionnaire call low.</param>
public sealed class QualityDesk(ISipasStorage storage, IDeskStorage desk, MethodPackRegistry packs)
{
    /// <summary>Characters of a reviewer's words at most.</summary>
    public const int MaximumComment = 1_000;

    /// <summary>Goes through the whole log and keeps its flags and its notices of channels. No ballot is changed or removed; one whose place another took is passed over.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="cancellationToken">Cancels; nothing is kept then.</param>
    /// <returns>The run.</returns>
    /// <exception cref="SipasException">A rule is outside its range (<c>QLT0002</c>).</exception>
    public async Task<QualityRun> RunAsync(QualityRules rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RequireValid();
        var checker = new QualityChecker(rules);
        var baseline = new BaselineChecker(rules, packs.FindLayout);
        var flags = new List<BallotFlag>();
        long last = 0;
        await foreach (KeptBallot ballot in storage.ReadKeptAsync(0, cancellationToken).ConfigureAwait(false))
        {
            last = ballot.Sequence;
            if (!ballot.IsReplaced)
            {
                flags.AddRange(checker.Check(ballot));
                baseline.Add(ballot);
            }
        }

        return await desk.SaveFlagsAsync(rules.ToJson(), last, checker.BallotCount, flags, baseline.Compare(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The flags of the last run with what reviewers said.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<FlaggedBallots> ReadAsync(CancellationToken cancellationToken) => new(
        await desk.ReadFlagsAsync(cancellationToken).ConfigureAwait(false), await desk.ReadReviewsAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The notices of the last run: channels of units whose ballots somebody should look at.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) => desk.ReadNoticesAsync(cancellationToken);

    /// <summary>A ballot as it is kept.</summary>
    /// <param name="sequence">Its number in the log.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The ballot; null when the log has no such number.</returns>
    public async Task<KeptBallot?> FindBallotAsync(long sequence, CancellationToken cancellationToken)
    {
        await foreach (KeptBallot ballot in storage.ReadKeptAsync(Math.Max(0, sequence - 1), cancellationToken).ConfigureAwait(false))
        {
            return ballot.Sequence == sequence ? ballot : null;
        }

        return null;
    }

    /// <summary>The device that a credential proves to have collected a ballot: an enrolled one, or the one that an officer names.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <returns>Its code; null where only the ballot itself names a device, or none.</returns>
    public static string? DeviceOf(KeptBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return VerifiedSender.DeviceOf(ballot);
    }

    /// <summary>Takes a reviewer's word on a flagged ballot. The ballot stays as it is; the entry and a record of audit are added.</summary>
    /// <param name="sequence">The ballot's number in the log.</param>
    /// <param name="decision">What is said.</param>
    /// <param name="comment">Why: needed unless the ballot is accepted, up to <see cref="MaximumComment"/> characters.</param>
    /// <param name="reviewer">Who: neither the device the ballot came from nor anybody who keyed it from paper.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Why it was not taken: <c>QLT0201</c> to <c>QLT0204</c>; empty when it was.</returns>
    public async Task<IReadOnlyList<Problem>> ReviewAsync(long sequence, ReviewDecision decision, string? comment, string? reviewer, CancellationToken cancellationToken)
    {
        string words = (comment ?? "").Trim();
        string who = (reviewer ?? "").Trim();
        var problems = new List<Problem>();
        if (who.Length == 0 || who.Length > AuditActor.MaximumLength)
        {
            problems.Add(new Problem(ProblemCodes.ReviewerUnknown, "reviewer"));
        }

        if (words.Length > MaximumComment || (words.Length == 0 && decision != ReviewDecision.Accept))
        {
            problems.Add(new Problem(ProblemCodes.ReviewComment, "comment", words, MaximumComment.ToString(CultureInfo.InvariantCulture)));
        }

        KeptBallot? ballot = await FindBallotAsync(sequence, cancellationToken).ConfigureAwait(false);
        if (ballot is null || (await ReadAsync(cancellationToken).ConfigureAwait(false)).Find(sequence) is null)
        {
            problems.Add(new Problem(ProblemCodes.BallotNotFlagged, "ballot", sequence.ToString(CultureInfo.InvariantCulture)));
        }
        else if (who.Length > 0 && (await CollectorsAsync(ballot, cancellationToken).ConfigureAwait(false)).Any(collector => AuditActor.AreSame(collector, who)))
        {
            problems.Add(new Problem(ProblemCodes.ReviewerIsCollector, "reviewer", who));
        }

        if (problems.Count == 0)
        {
            await desk.AppendReviewAsync(sequence, decision, words, who, cancellationToken).ConfigureAwait(false);
        }

        return problems;
    }

    /// <summary>Counts the ballots that figures without flagged ballots leave out.</summary>
    /// <param name="flagged">The flags and reviews.</param>
    /// <param name="state">The packs.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Counts of exactly those ballots of the log that count and are set aside. What remains is the difference, code by code.</returns>
    public Task<LiveCube> CountSetAsideAsync(FlaggedBallots flagged, SurveyState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flagged);
        ArgumentNullException.ThrowIfNull(state);
        return FlaggedCounts.CountAsync(storage, state.Packs, flagged.Set, cancellationToken);
    }

    // A device's code stands for whoever works with it: an interviewer signs in with theirs.
    internal async Task<IReadOnlyList<string>> CollectorsAsync(KeptBallot ballot, CancellationToken cancellationToken)
    {
        var collectors = new List<string>();
        if (VerifiedSender.DeviceOf(ballot) is { } device)
        {
            collectors.Add(device);
        }

        if (ballot.Mode == CollectionMode.Paper)
        {
            foreach (Paper.PaperBatch batch in (await desk.ReadBatchesAsync(cancellationToken).ConfigureAwait(false))
                .Where(batch => batch.AcceptedAt is not null && batch.PackId == ballot.PackId && batch.UnitCode == ballot.UnitCode))
            {
                collectors.AddRange((await desk.ReadEntriesAsync(batch.Code, cancellationToken).ConfigureAwait(false))
                    .Where(entry => entry.KeyedBy is not null && entry.BallotNumber == ballot.Id.ToString("D"))
                    .Select(entry => entry.KeyedBy!));
            }
        }

        return collectors;
    }
}
