using System.Runtime.CompilerServices;
using Sipas.Counting;

namespace Sipas.Quality;

/// <summary>
/// The ballots that the last run of the quality rules flagged and no reviewer accepted. Figures without flagged ballots
/// exclude them.
/// </summary>
/// <param name="service">Store of flags and reviews.</param>
internal sealed class QualityFlags(IQualityStore service) : IBallotFlags
{
    /// <inheritdoc/>
    public Task<long> VersionAsync(CancellationToken cancellationToken) => service.FlagVersionAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) =>
        service.ReadNoticesAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<long> ReadFlaggedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var flagged = new FlaggedBallots(
            await service.ReadFlagsAsync(cancellationToken).ConfigureAwait(false),
            await service.ReadReviewsAsync(cancellationToken).ConfigureAwait(false));
        foreach (long sequence in flagged.Set)
        {
            yield return sequence;
        }
    }
}
