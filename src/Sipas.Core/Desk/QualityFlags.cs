using System.Runtime.CompilerServices;
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
        if (store is null)
        {
            return 0;
        }

        // Runs are numbered, and reviews are only ever added.
        QualityRun? run = await store.FindLastRunAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BallotReview> reviews = await store.ReadReviewsAsync(cancellationToken).ConfigureAwait(false);
        return ((run?.Number ?? 0) << 32) + reviews.Count;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<long> ReadFlaggedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (store is null)
        {
            yield break;
        }

        var flagged = new FlaggedBallots(
            await store.ReadFlagsAsync(cancellationToken).ConfigureAwait(false), await store.ReadReviewsAsync(cancellationToken).ConfigureAwait(false));
        foreach (long sequence in flagged.Set)
        {
            yield return sequence;
        }
    }
}
