namespace Sipas.Ranking;

/// <summary>The lowest and the highest rank number that a unit may have.</summary>
/// <param name="First">1 or more.</param>
/// <param name="Last">At least <paramref name="First"/>.</param>
public readonly record struct RankInterval(int First, int Last);
