using System.Globalization;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Paper;
using Sipas.Problems;

namespace Sipas.Quality;

/// <summary>Runs the quality rules over the log, stores flags, and accepts reviews.</summary>
/// <param name="log">The log with its verification data.</param>
/// <param name="quality">Store of flags and reviews.</param>
/// <param name="paper">Store of paper entries, which name the persons who keyed a ballot.</param>
/// <param name="packs">Provides the low levels of a questionnaire's scales.</param>
internal sealed class BallotReviewService(
    ILogSource log, IQualityStore quality, IPaperStore paper, MethodPackRegistry packs)
{
    /// <summary>Maximum number of characters of a reviewer's comment.</summary>
    public const int MaximumComment = 1_000;

    /// <summary>
    /// Examines the whole log and stores its flags and its notices about channels. No ballot is changed or removed;
    /// replaced ballots are skipped.
    /// </summary>
    /// <param name="rules">The rules.</param>
    /// <param name="cancellationToken">Cancels; nothing is stored in that case.</param>
    /// <returns>The run.</returns>
    /// <exception cref="SipasException">A rule is out of range (<c>QLT0002</c>).</exception>
    public async Task<QualityRun> RunAsync(QualityRules rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RequireValid();
        var checker = new QualityChecker(rules);
        var baseline = new BaselineChecker(rules, packs.FindLayout);
        var flags = new List<BallotFlag>();
        long last = 0;
        await foreach (StoredBallot ballot in log.ReadStoredAsync(0, cancellationToken).ConfigureAwait(false))
        {
            last = ballot.Sequence;
            if (!ballot.IsReplaced)
            {
                flags.AddRange(checker.Check(ballot));
                baseline.Add(ballot);
            }
        }

        return await quality.SaveFlagsAsync(rules.ToJson(), last, checker.BallotCount, flags, baseline.Compare(), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Reads the flags of the last run and the reviews.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<FlaggedBallots> ReadAsync(CancellationToken cancellationToken) => new(
        await quality.ReadFlagsAsync(cancellationToken).ConfigureAwait(false),
        await quality.ReadReviewsAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Reads the notices of the last run: channels of units whose ballots need a check.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) =>
        quality.ReadNoticesAsync(cancellationToken);

    /// <summary>Finds a stored ballot.</summary>
    /// <param name="sequence">Sequence number of the ballot.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The ballot; null when the log has no such number.</returns>
    public async Task<StoredBallot?> FindBallotAsync(long sequence, CancellationToken cancellationToken)
    {
        await foreach (StoredBallot ballot in log.ReadStoredAsync(Math.Max(0, sequence - 1), cancellationToken).ConfigureAwait(false))
        {
            return ballot.Sequence == sequence ? ballot : null;
        }

        return null;
    }

    /// <summary>Returns the verified device of a ballot: an enrolled device, or the device that an officer names.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <returns>Code of the device; null if only the ballot itself names a device, or none is named.</returns>
    public static string? DeviceOf(StoredBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return VerifiedSender.DeviceOf(ballot);
    }

    /// <summary>Adds a review of a flagged ballot. The ballot is not changed; the entry and an audit record are added.</summary>
    /// <param name="sequence">Sequence number of the ballot.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="comment">The reason: required unless the ballot is accepted, up to <see cref="MaximumComment"/> characters.</param>
    /// <param name="reviewer">The reviewer: neither the device that sent the ballot nor a person who keyed it from paper.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Reasons why it was not added: <c>QLT0201</c> to <c>QLT0204</c>; empty when it was.</returns>
    public async Task<IReadOnlyList<Problem>> ReviewAsync(
        long sequence, ReviewDecision decision, string? comment, string? reviewer, CancellationToken cancellationToken)
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

        StoredBallot? ballot = await FindBallotAsync(sequence, cancellationToken).ConfigureAwait(false);
        if (ballot is null || (await ReadAsync(cancellationToken).ConfigureAwait(false)).Find(sequence) is null)
        {
            problems.Add(new Problem(ProblemCodes.BallotNotFlagged, "ballot", sequence.ToString(CultureInfo.InvariantCulture)));
        }
        else if (who.Length > 0 && (await CollectorsAsync(ballot, cancellationToken).ConfigureAwait(false))
            .Any(collector => AuditActor.AreSame(collector, who)))
        {
            problems.Add(new Problem(ProblemCodes.ReviewerIsCollector, "reviewer", who));
        }

        if (problems.Count == 0)
        {
            await quality.AppendReviewAsync(sequence, decision, words, who, cancellationToken).ConfigureAwait(false);
        }

        return problems;
    }

    // The code of a device represents the person who works with it: an interviewer signs in with that code.
    internal async Task<IReadOnlyList<string>> CollectorsAsync(StoredBallot ballot, CancellationToken cancellationToken)
    {
        var collectors = new List<string>();
        if (VerifiedSender.DeviceOf(ballot) is { } device)
        {
            collectors.Add(device);
        }

        if (ballot.Mode == CollectionMode.Paper)
        {
            foreach (PaperBatch batch in (await paper.ReadBatchesAsync(cancellationToken).ConfigureAwait(false))
                .Where(batch => batch.AcceptedAt is not null && batch.PackId == ballot.PackId && batch.UnitCode == ballot.UnitCode))
            {
                collectors.AddRange((await paper.ReadEntriesAsync(batch.Code, cancellationToken).ConfigureAwait(false))
                    .Where(entry => entry.KeyedBy is not null && entry.BallotNumber == ballot.Id.ToString("D"))
                    .Select(entry => entry.KeyedBy!));
            }
        }

        return collectors;
    }
}
