namespace Sipas.Quality;

/// <summary>Counts of ballots, of low ratings, and of each set of equal answers.</summary>
internal sealed class DayCounts
{
    public long Ballots { get; private set; }

    public long Low { get; private set; }

    /// <summary>Ballot counts by the number assigned to each set of answers.</summary>
    public Dictionary<int, long> Patterns { get; } = [];

    public void Add(bool low, int pattern)
    {
        Ballots++;
        Low += low ? 1 : 0;
        Patterns[pattern] = Patterns.GetValueOrDefault(pattern) + 1;
    }

    /// <summary>Adds or subtracts the counts of another day.</summary>
    public void Merge(DayCounts other, int sign)
    {
        Ballots += sign * other.Ballots;
        Low += sign * other.Low;
        foreach ((int pattern, long ballots) in other.Patterns)
        {
            long sum = Patterns.GetValueOrDefault(pattern) + (sign * ballots);
            if (sum == 0)
            {
                Patterns.Remove(pattern);
            }
            else
            {
                Patterns[pattern] = sum;
            }
        }
    }
}
