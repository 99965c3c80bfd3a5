using System.Runtime.CompilerServices;
using Sipas.Quality;

namespace Sipas.Storage;

/// <summary>The ballots that the last run of the rules of quality flagged and no reviewer accepted: those that figures without flagged ballots leave out.</summary>
/// <param name="desk">Where flags and reviews are kept.</param>
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
