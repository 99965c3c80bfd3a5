namespace Sipas.Ranking;

/// <summary>Numbers of figures that improved, worsened or stayed the same.</summary>
/// <param name="Up">Better.</param>
/// <param name="Down">Worse.</param>
/// <param name="Same">The same.</param>
/// <param name="NotCompared">Without an earlier or a later value.</param>
public readonly record struct ChangeCounts(int Up, int Down, int Same, int NotCompared)
{
    /// <summary>Counts directions; null counts as not compared.</summary>
    /// <param name="directions">The directions.</param>
    public static ChangeCounts Of(IEnumerable<ChangeDirection?> directions)
    {
        ArgumentNullException.ThrowIfNull(directions);
        ILookup<ChangeDirection?, int> counts = directions.ToLookup(direction => direction, _ => 1);
        return new ChangeCounts(counts[ChangeDirection.Up].Count(), counts[ChangeDirection.Down].Count(),
            counts[ChangeDirection.Same].Count(), counts[null].Count());
    }
}
