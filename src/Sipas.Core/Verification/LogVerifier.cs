using Sipas.Ballots;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Verification;

/// <summary>Verifies a whole log by recomputing it: content hashes, server metadata, chains, signatures, corrections, closed
/// surveys with their roots, keys, and the state recorded in an anchor. Streams the ballots: memory grows with the number of
/// units, not of ballots.</summary>
internal static class LogVerifier
{
    private const int PartSize = 2048;

    /// <summary>Verifies a snapshot of a log.</summary>
    /// <param name="source">A store, which does not need to be open, or an export.</param>
    /// <param name="settings">Options of the verification.</param>
    /// <param name="progress">Receives the number of ballots verified so far, every few thousand ballots; optional.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The report. Damage to an export or a database is included in the faults. If damage ends the read, it follows
    /// the faults found before it.</returns>
    /// <exception cref="SipasException">The source cannot be read.</exception>
    public static async Task<VerificationReport> VerifyAsync(
        ILogSource source, VerificationSettings settings, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(settings);
        StoreCondition condition = await source.CheckConditionAsync(cancellationToken).ConfigureAwait(false);
        LogHead head;
        try
        {
            head = await source.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SipasException error) when (IsDamage(error) && source is not ExportedLog)
        {
            return VerificationReport.OfDamage([.. condition.Faults.Union(error.Problems)], condition.Unchecked);
        }

        IReadOnlyCollection<string>? trusted = settings.TrustedKeyIds ?? settings.Anchor?.KeyIds;
        using var keyring = new ReceiptKeyring(head.Keys, trusted);
        using var rings = new ThreadLocal<ReceiptKeyring>(() => new ReceiptKeyring(head.Keys, trusted), trackAllValues: true);
        var check = new LogCheck(settings, keyring, head);
        IReadOnlyList<Problem> damage = [];
        Task following = Task.CompletedTask;
        try
        {
            var part = new List<StoredBallot>(PartSize);
            try
            {
                await foreach (StoredBallot ballot in source.ReadStoredAsync(0, cancellationToken).ConfigureAwait(false))
                {
                    if (ballot.Sequence > head.LastSequence)
                    {
                        break;
                    }

                    // A correction appended after the snapshot is ignored, and so is the fact that it replaced a ballot.
                    part.Add(ballot.ReplacedBy > head.LastSequence ? ballot with { ReplacedBy = null } : ballot);
                    if (part.Count == PartSize)
                    {
                        // The next ballots are read while these are processed. At most two batches are in memory.
                        await following.ConfigureAwait(false);
                        List<StoredBallot> full = part;
                        following = Task.Run(() => Follow(full), cancellationToken);
                        part = new List<StoredBallot>(PartSize);
                    }
                }
            }
            catch (SipasException error) when (source is ExportedLog || IsDamage(error))
            {
                damage = error.Problems;
            }

            await following.ConfigureAwait(false);
            Follow(part);
            return check.Finish(damage, condition);
        }
        finally
        {
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (ReceiptKeyring ring in rings.Values)
            {
                ring.Dispose();
            }
        }

        static bool IsDamage(SipasException error) => error.Problems.All(problem => problem.Code == ProblemCodes.DatabaseDamaged);

        void Follow(List<StoredBallot> ballots)
        {
            // Computations that depend on a single ballot run on all processors; the chains are processed in order.
            var seals = new BallotSeal[ballots.Count];
            Parallel.For(0, ballots.Count, new ParallelOptions { CancellationToken = cancellationToken },
                i => seals[i] = BallotSeal.Of(ballots[i], rings.Value!, settings.Signatures));
            for (int i = 0; i < seals.Length; i++)
            {
                check.Add(ballots[i], seals[i]);
            }

            progress?.Report(new LogProgress(check.BallotCount, head.LastSequence));
        }
    }
}
