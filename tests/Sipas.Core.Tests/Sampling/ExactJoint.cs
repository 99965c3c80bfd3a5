namespace Sipas.Sampling;

/// <summary>Joint inclusion probabilities of the unequal selectors by enumeration or numerical integration, without
/// asking the selectors.</summary>
internal static class ExactJoint
{
    /// <summary>Sampford: every set S has a chance proportional to (Σ over S of 1 − π) × Π over S of π/(1 − π).</summary>
    public static double[,] Sampford(double[] shares)
    {
        int count = (int)Math.Round(shares.Sum());
        double[,] joint = new double[shares.Length, shares.Length];
        double whole = 0;
        for (int mask = 0; mask < 1 << shares.Length; mask++)
        {
            int[] set = [.. Enumerable.Range(0, shares.Length).Where(i => (mask >> i & 1) == 1)];
            if (set.Length == count)
            {
                double chance = set.Sum(i => 1 - shares[i]) * set.Aggregate(1.0, (product, i) => product * shares[i] / (1 - shares[i]));
                whole += chance;
                Add(joint, set, chance);
            }
        }

        return Scale(joint, 1 / whole);
    }

    /// <summary>Brewer: all orders of n steps, with the chance of each.</summary>
    public static double[,] Brewer(double[] shares)
    {
        int count = (int)Math.Round(shares.Sum());
        double[,] joint = new double[shares.Length, shares.Length];
        Walk([], 1);
        return joint;

        void Walk(int[] taken, double chance)
        {
            if (taken.Length == count)
            {
                Add(joint, taken, chance);
                return;
            }

            double room = count - taken.Sum(i => shares[i]);
            int left = count - taken.Length;
            int[] open = [.. Enumerable.Range(0, shares.Length).Except(taken)];
            double[] weights = [.. open.Select(i => shares[i] * (room - shares[i]) / (room - (left * shares[i])))];
            double sum = left == 1 ? open.Sum(i => shares[i]) : weights.Sum();
            for (int k = 0; k < open.Length; k++)
            {
                Walk([.. taken, open[k]], chance * (left == 1 ? shares[open[k]] : weights[k]) / sum);
            }
        }
    }

    /// <summary>Pareto: integrates over the rank of the unit (or the later of the two) that fewer than the rest of the
    /// sample lie below it.</summary>
    public static double[,] Pareto(double[] shares, int count)
    {
        const int Steps = 4000;
        double[] odds = [.. shares.Select(share => share / (1 - share))];
        return InclusionTest.Of(shares.Length, (a, b) =>
        {
            double sum = 0;
            for (int step = 0; step < Steps; step++)
            {
                double x = (step + 0.5) / Steps;
                double t = x / (1 - x);
                double width = 1 / ((1 - x) * (1 - x) * Steps);
                int others = a == b ? count - 1 : count - 2;
                if (others < 0)
                {
                    return 0;
                }

                double below = AtMost([.. Enumerable.Range(0, shares.Length).Where(i => i != a && i != b).Select(i => Below(odds[i], t))],
                    others);
                sum += width * below * (a == b
                    ? Density(odds[a], t)
                    : (Density(odds[a], t) * Below(odds[b], t)) + (Density(odds[b], t) * Below(odds[a], t)));
            }

            return sum;
        });

        static double Below(double odds, double t) => odds * t / (1 + (odds * t));
        static double Density(double odds, double t) => odds / ((1 + (odds * t)) * (1 + (odds * t)));
    }

    /// <summary>Sets certain units beside those that chance decides.</summary>
    public static double[,] WithCertain(double[] all, double[,] chance)
    {
        int[] open = [.. Enumerable.Range(0, all.Length).Where(i => all[i] is > 0 and < 1)];
        return InclusionTest.Of(all.Length, (a, b) => (Array.IndexOf(open, a), Array.IndexOf(open, b)) switch
        {
            ( >= 0 and int i, >= 0 and int j) => chance[i, j],
            ( >= 0 and int i, _) => chance[i, i] * all[b],
            (_, >= 0 and int j) => all[a] * chance[j, j],
            _ => all[a] * all[b],
        });
    }

    private static double AtMost(double[] chances, int maximum)
    {
        double[] counts = new double[chances.Length + 1];
        counts[0] = 1;
        for (int i = 0; i < chances.Length; i++)
        {
            for (int k = i + 1; k > 0; k--)
            {
                counts[k] = (counts[k] * (1 - chances[i])) + (counts[k - 1] * chances[i]);
            }

            counts[0] *= 1 - chances[i];
        }

        return counts.Take(maximum + 1).Sum();
    }

    private static void Add(double[,] joint, int[] set, double chance)
    {
        foreach (int a in set)
        {
            foreach (int b in set)
            {
                joint[a, b] += chance;
            }
        }
    }

    private static double[,] Scale(double[,] joint, double factor) => InclusionTest.Of(joint.GetLength(0), (a, b) => joint[a, b] * factor);
}
