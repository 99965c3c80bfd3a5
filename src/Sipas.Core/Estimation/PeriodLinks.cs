namespace Sipas.Estimation;

/// <summary>The primary sampling units that occur in several periods, for the covariance between the periods.</summary>
internal sealed class PeriodLinks
{
    private PeriodLinks(int[] periodOfStratum, int[] placeOfUnit, int placeCount, Pair[] pairs)
    {
        PeriodOfStratum = periodOfStratum;
        PlaceOfUnit = placeOfUnit;
        PlaceCount = placeCount;
        Pairs = pairs;
    }

    /// <summary>Period of each stratum of the first stage, from 0 in ordinal order of their names.</summary>
    public int[] PeriodOfStratum { get; }

    /// <summary>An index of each unit that does not depend on the period.</summary>
    public int[] PlaceOfUnit { get; }

    public int PlaceCount { get; }

    /// <summary>
    /// Pairs of strata (one stratum in two periods) with at least one common unit; the earlier period first, in the
    /// order of periods and strata.
    /// </summary>
    public Pair[] Pairs { get; }

    /// <param name="strata">Period and name of each stratum, sorted.</param>
    /// <param name="units">Stratum and label of each unit, sorted.</param>
    public static PeriodLinks Of((string Period, string Name)[] strata, (int Stratum, string Given, string Label)[] units)
    {
        string[] periods = [.. strata.Select(stratum => stratum.Period).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        int[] periodOfStratum = [.. strata.Select(stratum => Array.BinarySearch(periods, stratum.Period, StringComparer.Ordinal))];
        var places = new Dictionary<(string Name, string Given, string Label), int>();
        int[] placeOfUnit = new int[units.Length];
        var unitsOfPlace = new List<List<int>>();
        for (int unit = 0; unit < units.Length; unit++)
        {
            (string, string, string) key = (strata[units[unit].Stratum].Name, units[unit].Given, units[unit].Label);
            if (!places.TryGetValue(key, out int place))
            {
                places.Add(key, place = unitsOfPlace.Count);
                unitsOfPlace.Add([]);
            }

            placeOfUnit[unit] = place;
            unitsOfPlace[place].Add(unit);
        }

        var shared = new SortedDictionary<(int First, int Second), List<(int, int)>>();
        foreach (List<int> same in unitsOfPlace.Where(same => same.Count > 1))
        {
            for (int a = 0; a < same.Count; a++)
            {
                for (int b = a + 1; b < same.Count; b++)
                {
                    (int First, int Second) key = (units[same[a]].Stratum, units[same[b]].Stratum);
                    if (!shared.TryGetValue(key, out List<(int, int)>? list))
                    {
                        shared.Add(key, list = []);
                    }

                    list.Add((same[a], same[b]));
                }
            }
        }

        Pair[] pairs = [.. shared.Select(pair =>
        {
            (int First, int Second)[] common = [.. pair.Value.Order()];
            return new Pair(pair.Key.First, pair.Key.Second, [.. common.Select(its => its.First)], [.. common.Select(its => its.Second)]);
        }).OrderBy(pair => periodOfStratum[pair.FirstStratum]).ThenBy(pair => periodOfStratum[pair.SecondStratum])
        .ThenBy(pair => pair.FirstStratum)];
        return new PeriodLinks(periodOfStratum, placeOfUnit, unitsOfPlace.Count, pairs);
    }

    /// <summary>One stratum in two periods with the units that occur in both.</summary>
    /// <param name="FirstStratum">The stratum in the earlier period.</param>
    /// <param name="SecondStratum">The stratum in the later period.</param>
    /// <param name="FirstUnits">The common units, as units of the earlier period.</param>
    /// <param name="SecondUnits">The same units in the same order, as units of the later period.</param>
    public sealed record Pair(int FirstStratum, int SecondStratum, int[] FirstUnits, int[] SecondUnits);
}
