using System.Globalization;

namespace Sipas.Sampling;

/// <summary>The statistical test that every selector passes: over 40,000 draws each unit and each pair comes within
/// five standard errors as often as it should.</summary>
internal static class InclusionTest
{
    public const int Draws = 40_000;

    /// <summary>What comes too often or too seldom; empty when the selector is right.</summary>
    /// <param name="joint">Probabilities of units on the diagonal, of pairs beside it.</param>
    /// <param name="draw">Draws one sample: different positions.</param>
    public static IReadOnlyList<string> Failures(double[,] joint, Func<long[]> draw)
    {
        int units = joint.GetLength(0);
        long[,] counts = new long[units, units];
        var failures = new List<string>();
        for (int i = 0; i < Draws; i++)
        {
            long[] drawn = draw();
            if (drawn.Distinct().Count() != drawn.Length)
            {
                failures.Add("a unit was drawn twice");
                return failures;
            }

            foreach (long a in drawn)
            {
                foreach (long b in drawn)
                {
                    counts[a, b]++;
                }
            }
        }

        for (int a = 0; a < units; a++)
        {
            for (int b = a; b < units; b++)
            {
                double expected = joint[a, b];
                double tolerance = (5 * Math.Sqrt(Draws * Math.Max(0, expected * (1 - expected)))) + 1e-6;
                if (Math.Abs(counts[a, b] - (Draws * expected)) > tolerance)
                {
                    failures.Add(string.Create(CultureInfo.InvariantCulture,
                        $"({a}, {b}): {counts[a, b]} instead of {Draws * expected:0} ± {tolerance:0}"));
                }
            }
        }

        return failures;
    }

    /// <summary>Joint probabilities of a method with finitely many equally likely outcomes.</summary>
    public static double[,] OfOutcomes(int units, IReadOnlyCollection<long[]> outcomes)
    {
        double[,] joint = new double[units, units];
        foreach (long[] outcome in outcomes)
        {
            foreach (long a in outcome)
            {
                foreach (long b in outcome)
                {
                    joint[a, b] += 1.0 / outcomes.Count;
                }
            }
        }

        return joint;
    }

    /// <summary>Joint probabilities of a simple random sample.</summary>
    public static double[,] OfSimpleRandom(int units, int count) =>
        Of(units, (a, b) => a == b ? (double)count / units : (double)count * (count - 1) / ((double)units * (units - 1)));

    public static double[,] Of(int units, Func<int, int, double> probability)
    {
        double[,] joint = new double[units, units];
        for (int a = 0; a < units; a++)
        {
            for (int b = 0; b < units; b++)
            {
                joint[a, b] = probability(a, b);
            }
        }

        return joint;
    }
}
