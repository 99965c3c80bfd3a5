namespace Sipas.Estimation;

/// <summary>Estimates made together, so that their covariances are known: differences, composites and rankings need them.</summary>
public sealed class EstimateSet
{
    private readonly VarianceEngine _engine;
    private readonly Influence[] _influences;
    private readonly Estimate[] _estimates;

    internal EstimateSet(VarianceEngine engine, Estimate[] estimates, Influence[] influences)
    {
        _engine = engine;
        _estimates = estimates;
        _influences = influences;
    }

    /// <summary>Puts together estimates of samples that were drawn independently, for example of units in each of which people were drawn: their covariances are 0.</summary>
    /// <param name="estimates">The estimates with their variances and degrees of freedom.</param>
    /// <returns>The set. A share that is exactly 0 or 1 and no census shows no spread; it is compared with the variance p̃(1 − p̃)/(n + 2), p̃ = (n p + 1)/(n + 2).</returns>
    /// <remarks>Degrees of freedom of a difference are the sum of both. Source of the two answers that are added: Agresti and Caffo, The American Statistician 54, 2000.</remarks>
    public static EstimateSet OfIndependent(IReadOnlyList<Estimate> estimates)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        Estimate[] spread = [.. estimates.Select(WithSpread)];
        var influences = new Influence[spread.Length];
        for (int i = 0; i < spread.Length; i++)
        {
            influences[i] = new Influence { Sums = new double[spread.Length], Active = new bool[spread.Length], Noise = 0 };
            influences[i].Sums[i] = Math.Sqrt(spread[i].Variance.GetValueOrDefault());
            influences[i].Active[i] = spread[i].Variance is not null;
        }

        return new EstimateSet(new IndependentVariance([.. spread.Select(its => its.DegreesOfFreedom)]), spread, influences);
    }

    /// <summary>The estimates, in the order they were asked for.</summary>
    public IReadOnlyList<Estimate> Estimates => _estimates;

    /// <summary>How the variances were made.</summary>
    public VarianceKind VarianceKind => _engine.Kind;

    /// <summary>One estimate.</summary>
    /// <param name="index">Its position, from 0.</param>
    public Estimate this[int index] => _estimates[index];

    /// <summary>Covariance of two estimates, which may concern overlapping domains or the same people.</summary>
    /// <param name="first">Position of one, from 0.</param>
    /// <param name="second">Position of the other.</param>
    /// <returns>The covariance; the variance when both are the same; null when one has no value.</returns>
    public double? Covariance(int first, int second)
    {
        if (first == second)
        {
            return _estimates[first].Variance;
        }

        return _estimates[first].Variance is null || _estimates[second].Variance is null ? null : _engine.Covariance(_influences[first], _influences[second]);
    }

    /// <summary>The linear combination Σ c θ of the estimates, with the variance c′Vc from their joint linearisation.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="coefficients">One for each estimate; those with 0 take no part.</param>
    /// <returns>The combination; without value when a part has none. Its degrees of freedom count the rows of every part.</returns>
    /// <exception cref="ArgumentException">There is not one coefficient for each estimate.</exception>
    public Estimate Combine(string name, ReadOnlySpan<double> coefficients) => Build(name, coefficients).Estimate;

    /// <summary>Several linear combinations, with the covariances between them.</summary>
    /// <param name="combinations">Names with their coefficients, one for each estimate of this set.</param>
    public EstimateSet Combine(IReadOnlyList<(string Name, double[] Coefficients)> combinations)
    {
        ArgumentNullException.ThrowIfNull(combinations);
        (Estimate Estimate, Influence Influence)[] built = [.. combinations.Select(its => Build(its.Name, its.Coefficients))];
        return new EstimateSet(_engine, [.. built.Select(its => its.Estimate)], [.. built.Select(its => its.Influence)]);
    }

    /// <summary>The difference of two estimates with its covariance taken into account.</summary>
    /// <param name="first">Position of the estimate that is diminished.</param>
    /// <param name="second">Position of the one that is taken away.</param>
    public Estimate Difference(int first, int second)
    {
        double[] coefficients = new double[_estimates.Length];
        coefficients[first] += 1;
        coefficients[second] -= 1;
        return Combine($"{Label(first)} − {Label(second)}", coefficients);
    }

    /// <summary>Some of the estimates, with their covariances.</summary>
    /// <param name="positions">Their positions, in the order wanted.</param>
    public EstimateSet Select(IEnumerable<int> positions)
    {
        int[] chosen = [.. positions];
        return new EstimateSet(_engine, [.. chosen.Select(i => _estimates[i])], [.. chosen.Select(i => _influences[i])]);
    }

    /// <summary>Whether two estimates share units of the first stage: a change between years is then judged with its overlap.</summary>
    /// <param name="first">Position of one, from 0.</param>
    /// <param name="second">Position of the other.</param>
    public bool ShareUnits(int first, int second) => _engine.ShareUnits(_influences[first].Active, _influences[second].Active);

    /// <summary>Whether two estimates lie in common strata of one draw but share no unit: right for groups of units, wrong for years that were drawn separately and have no periods.</summary>
    /// <param name="first">Position of one, from 0.</param>
    /// <param name="second">Position of the other.</param>
    public bool ShareStrataOnly(int first, int second) => _engine.ShareStrataOnly(_influences[first].Active, _influences[second].Active);

    internal bool[] ActiveOf(int index) => _influences[index].Active;

    private static Estimate WithSpread(Estimate estimate)
    {
        if (estimate is not { Variance: 0, IsCensus: false, Value: 0 or 1, RowCount: > 1 })
        {
            return estimate;
        }

        double share = ((estimate.RowCount * estimate.Value.Value) + 1) / (estimate.RowCount + 2.0);
        return estimate with { Variance = share * (1 - share) / (estimate.RowCount + 2.0) };
    }

    private string Label(int index) => _estimates[index].Domain is { } domain ? $"{_estimates[index].Name} ({domain})" : _estimates[index].Name;

    private (Estimate Estimate, Influence Influence) Build(string name, ReadOnlySpan<double> coefficients)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (coefficients.Length != _estimates.Length)
        {
            throw new ArgumentException($"There are {_estimates.Length} estimates and {coefficients.Length} coefficients.", nameof(coefficients));
        }

        Influence influence = VarianceEngine.Combine(_influences, coefficients);
        double value = 0;
        bool defined = true;
        bool spread = true;
        long rows = 0;
        long missing = 0;
        double observations = 0;
        bool census = true;
        for (int i = 0; i < coefficients.Length; i++)
        {
            if (coefficients[i] == 0)
            {
                continue;
            }

            Estimate part = _estimates[i];
            defined &= part.Value is not null;
            spread &= part.Variance is not null;
            value += coefficients[i] * part.Value.GetValueOrDefault();
            rows = Math.Max(rows, part.RowCount);
            missing = Math.Max(missing, part.MissingCount);
            observations += part.ObservationCount;
            census &= part.IsCensus;
        }

        double variance = defined && spread ? _engine.Variance(influence) : double.NaN;
        var estimate = new Estimate
        {
            Name = name,
            Kind = StatisticKind.Combination,
            Value = defined ? value : null,
            Variance = double.IsNaN(variance) ? null : variance,
            DegreesOfFreedom = _engine.CountDegreesOfFreedom(influence.Active),
            RowCount = rows,
            ObservationCount = observations,
            MissingCount = missing,
            WeightSum = 0,
            IsCensus = census && defined,
        };
        return (estimate, influence);
    }
}
