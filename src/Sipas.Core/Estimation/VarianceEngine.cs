namespace Sipas.Estimation;

/// <summary>Computes variances and covariances from influences.</summary>
internal abstract class VarianceEngine
{
    public abstract VarianceKind Kind { get; }

    public double Covariance(Influence a, Influence b)
    {
        double covariance = CovarianceOfUnits(a, b);
        for (int i = 0; i < a.Own.Units.Length; i++)
        {
            int other = Array.BinarySearch(b.Own.Units, a.Own.Units[i]);
            covariance += other < 0 ? 0 : a.Own.Sums[i] * b.Own.Sums[other];
        }

        return covariance;
    }

    protected abstract double CovarianceOfUnits(Influence a, Influence b);

    /// <summary>Computes the degrees of freedom of an estimate based on some primary sampling units.</summary>
    public abstract int CountDegreesOfFreedom(bool[] active);

    /// <summary>Whether two sets of units have a common unit, within a period or across periods.</summary>
    public virtual bool ShareUnits(bool[] first, bool[] second) => first.Zip(second).Any(pair => pair.First && pair.Second);

    /// <summary>Whether two sets of units have a common stratum of one draw but no common unit.</summary>
    public virtual bool ShareStrataOnly(bool[] first, bool[] second) => false;

    public double Variance(Influence influence)
    {
        double variance = Math.Max(0, Covariance(influence, influence));
        return Math.Sqrt(variance) <= influence.Noise ? 0 : variance;
    }

    public static Influence Combine(IReadOnlyList<Influence> parts, ReadOnlySpan<double> coefficients)
    {
        double[] sums = new double[parts[0].Sums.Length];
        bool[] active = new bool[parts[0].Active.Length];
        double noise = 0;
        for (int p = 0; p < parts.Count; p++)
        {
            if (coefficients[p] == 0)
            {
                continue;
            }

            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += coefficients[p] * parts[p].Sums[i];
            }

            for (int i = 0; i < active.Length; i++)
            {
                active[i] |= parts[p].Active[i];
            }

            noise = Math.Max(noise, Math.Abs(coefficients[p]) * parts[p].Noise);
        }

        return new Influence
        {
            Sums = sums,
            Active = active,
            Noise = noise,
            Deeper = CombineDeeper(parts, coefficients),
            Own = Combine(parts, coefficients, part => part.Own),
        };
    }

    private static SparseSums[] CombineDeeper(IReadOnlyList<Influence> parts, ReadOnlySpan<double> coefficients)
    {
        var levels = new SparseSums[parts[0].Deeper.Length];
        for (int level = 0; level < levels.Length; level++)
        {
            int at = level;
            levels[level] = Combine(parts, coefficients, part => part.Deeper[at]);
        }

        return levels;
    }

    private static SparseSums Combine(IReadOnlyList<Influence> parts, ReadOnlySpan<double> coefficients, Func<Influence, SparseSums> sumsOf)
    {
        var sums = new SortedDictionary<int, double>();
        for (int p = 0; p < parts.Count; p++)
        {
            SparseSums its = sumsOf(parts[p]);
            for (int i = 0; coefficients[p] != 0 && i < its.Units.Length; i++)
            {
                sums[its.Units[i]] = sums.GetValueOrDefault(its.Units[i]) + (coefficients[p] * its.Sums[i]);
            }
        }

        return sums.Count == 0 ? SparseSums.None : new SparseSums([.. sums.Keys], [.. sums.Values]);
    }
}
