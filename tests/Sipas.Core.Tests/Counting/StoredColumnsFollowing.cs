using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>Brings columns up to date on their own.</summary>
internal static class StoredColumnsFollowing
{
    public static Task FollowAsync(
        this StoredColumns columns, IBallotStore store, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new LogFollower(store, [columns]).FollowAsync(columns, progress is null ? null : progress.Report, cancellationToken);
}
