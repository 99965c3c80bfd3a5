using System.Runtime.CompilerServices;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Storage;

namespace Sipas.Desk;

/// <summary>Which ballots columns count as flagged: those that figures without flagged ballots leave out, flagged by the last run and not accepted by a reviewer.</summary>
/// <param name="store">Where flags and reviews are kept; null for a storage that keeps none, and so has no flagged ballot.</param>
internal sealed class QualityFlags(IQualityStore? store) : IBallotFlags
{
    /// <inheritdoc/>
    public async Task<long> VersionAsync(CancellationToken cancellationToken)
    {
        if (await FindLastRunAsync(cancellationToken).ConfigureAwait(false) is not { } run)
        {
            return 0;
        }

        // Runs are numbered, and reviews are only ever added.
        IReadOnlyList<BallotReview> reviews = await store!.ReadReviewsAsync(cancellationToken).ConfigureAwait(false);
        return (run.Number << 32) + reviews.Count;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<long> ReadFlaggedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await FindLastRunAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            yield break;
        }

        var flagged = new FlaggedBallots(
            await store!.ReadFlagsAsync(cancellationToken).ConfigureAwait(false), await store.ReadReviewsAsync(cancellationToken).ConfigureAwait(false));
        foreach (long sequence in flagged.Set)
        {
            yield return sequence;
        }
    }

    // A storage that hands on to one without flags says so when it is asked.
    private async Task<QualityRun?> FindLastRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return store is null ? null : await store.FindLastRunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SipasException error) when (error.Problems.All(problem => problem.Code == ProblemCodes.DeskMissing))
        {
            return null;
        }
    }
}
