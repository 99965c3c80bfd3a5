using System.Runtime.CompilerServices;
using Sipas.Quality;

namespace Sipas.Storage;

/// <summary>
/// The ballots that the last run of the quality rules flagged and no reviewer accepted. Figures without flagged ballots
/// exclude them.
/// </summary>
/// <param name="desk">Store of flags and reviews.</param>
public sealed class QualityFlags(IQualityStore desk) : IBallotFlags
{
    /// <inheritdoc/>
    public Task<long> VersionAsync(CancellationToken cancellationToken) => desk.FlagVersionAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) => desk.ReadNoticesAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<long> ReadFlaggedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var flagged = new FlaggedBallots(
            await desk.ReadFlagsAsync(cancellationToken).ConfigureAwait(false), await desk.ReadReviewsAsync(cancellationToken).ConfigureAwait(false));
        foreach (long sequence in flagged.Set)
        {
            yield return sequence;
        }
    }
}
