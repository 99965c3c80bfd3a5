namespace Sipas.Estimation;

/// <summary>
/// Estimates computed together, so that their covariances are known. Differences, composites and rankings require them.
/// </summary>
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

    /// <summary>
    /// Combines estimates from independent samples, for example of organisation units that were sampled separately:
    /// their covariances are 0.
    /// </summary>
    /// <param name="estimates">The estimates with their variances and degrees of freedom.</param>
    /// <returns>
    /// The set. A ratio or combination of exactly 0 or 1 without spread is treated as a share. An estimate without
    /// degrees of freedom has an unknown standard error, whatever its variance, and is not compared. The degrees of
    /// freedom of a difference are the sum of both; a census adds none, because it adds no error.
    /// </returns>
    public static EstimateSet OfIndependent(IReadOnlyList<Estimate> estimates)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        Estimate[] known = [.. estimates.Select(its => its with
        {
            Variance = its.DegreesOfFreedom < 1 && !its.IsCertain ? null : its.Variance,
            IsShare = its.IsShare || its is { HasNoSpread: true, Value: 0 or 1, Kind: StatisticKind.Ratio or StatisticKind.Combination },
        })];
        var influences = new Influence[known.Length];
        for (int i = 0; i < influences.Length; i++)
        {
            influences[i] = new Influence { Sums = new double[known.Length], Active = new bool[known.Length], Noise = 0 };
            influences[i].Sums[i] = Math.Sqrt(known[i].Variance.GetValueOrDefault());
            influences[i].Active[i] = known[i].Variance is not null;
        }

        return new EstimateSet(new IndependentVariance([.. known.Select(its => its.IsCertain ? 0 : its.DegreesOfFreedom)]), known,
            influences);
    }

    /// <summary>The estimates, in the order requested.</summary>
    public IReadOnlyList<Estimate> Estimates => _estimates;

    /// <summary>The variance estimation method.</summary>
    internal VarianceKind VarianceKind => _engine.Kind;

    /// <summary>Gets one estimate.</summary>
    /// <param name="index">Its position, from 0.</param>
    public Estimate this[int index] => _estimates[index];

    /// <summary>Computes the covariance of two estimates, which may be for overlapping domains or the same people.</summary>
    /// <param name="first">Position of the first estimate, from 0.</param>
    /// <param name="second">Position of the second estimate.</param>
    /// <returns>The covariance; the variance when both positions are the same; null when one has no value.</returns>
    public double? Covariance(int first, int second)
    {
        if (first == second)
        {
            return _estimates[first].Variance;
        }

        return _estimates[first].Variance is null || _estimates[second].Variance is null
            ? null
            : _engine.Covariance(_influences[first], _influences[second]);
    }

    /// <summary>Computes the linear combination Σ c θ of the estimates, with the variance c′Vc from their joint linearisation.</summary>
    /// <param name="name">Name of the combination.</param>
    /// <param name="coefficients">One for each estimate; estimates with coefficient 0 are ignored.</param>
    /// <returns>The combination; without a value when a part has none. Its degrees of freedom count the rows of every part.</returns>
    /// <exception cref="ArgumentException">The number of coefficients differs from the number of estimates.</exception>
    public Estimate Combine(string name, ReadOnlySpan<double> coefficients) => Build(name, coefficients).Estimate;

    /// <summary>Computes several linear combinations and the covariances between them.</summary>
    /// <param name="combinations">Names with their coefficients, one for each estimate of this set.</param>
    public EstimateSet Combine(IReadOnlyList<(string Name, double[] Coefficients)> combinations)
    {
        ArgumentNullException.ThrowIfNull(combinations);
        (Estimate Estimate, Influence Influence)[] built = [.. combinations.Select(its => Build(its.Name, its.Coefficients))];
        return new EstimateSet(_engine, [.. built.Select(its => its.Estimate)], [.. built.Select(its => its.Influence)]);
    }

    /// <summary>Computes the difference of two estimates, including their covariance.</summary>
    /// <param name="first">Position of the minuend.</param>
    /// <param name="second">Position of the subtrahend.</param>
    /// <returns>
    /// The difference. A share of 0 or 1, or one that is equal in all primary sampling units, has no spread
    /// (<see cref="Estimate.HasNoSpread"/>). In test and interval, but not in the value, it is replaced by p̃ = (n p +
    /// 1)/(n + 2) with the variance p̃(1 − p̃)/(n + 2), where n is its number of rows; the same applies to a share
    /// closer to 0 or 1 than half a row. For any other estimate without spread the difference has no variance. A census
    /// and a figure fixed by calibration have no sampling error.
    /// </returns>
    /// <remarks>Source of the two added answers: Agresti and Caffo, The American Statistician 54, 2000.</remarks>
    public Estimate Difference(int first, int second)
    {
        if (first == second)
        {
            throw new ArgumentException("An estimate is not compared with itself.", nameof(second));
        }

        (Estimate a, Influence ofA) = ForComparison(first);
        (Estimate b, Influence ofB) = ForComparison(second);
        Estimate difference = new EstimateSet(_engine, [a, b], [ofA, ofB]).Build($"{Label(first)} − {Label(second)}", [1, -1]).Estimate;
        return a.Centre is null && b.Centre is null
            ? difference
            : difference with { Centre = (a.Centre ?? a.Value) - (b.Centre ?? b.Value) };
    }

    /// <summary>Returns a subset of the estimates, with their covariances.</summary>
    /// <param name="positions">Their positions, in the desired order.</param>
    public EstimateSet Select(IEnumerable<int> positions)
    {
        int[] chosen = [.. positions];
        return new EstimateSet(_engine, [.. chosen.Select(i => _estimates[i])], [.. chosen.Select(i => _influences[i])]);
    }

    /// <summary>
    /// Whether two estimates have common primary sampling units. A change between years then includes the covariance of
    /// the overlap.
    /// </summary>
    /// <param name="first">Position of the first estimate, from 0.</param>
    /// <param name="second">Position of the second estimate.</param>
    public bool ShareUnits(int first, int second) => _engine.ShareUnits(_influences[first].Active, _influences[second].Active);

    /// <summary>
    /// Whether two estimates, each based on more than one primary sampling unit, have common strata of one draw but no
    /// common unit. This is correct for groups of units, but an error for years that were drawn separately and have no
    /// periods.
    /// </summary>
    /// <param name="first">Position of the first estimate, from 0.</param>
    /// <param name="second">Position of the second estimate.</param>
    public bool ShareStrataOnly(int first, int second) => _engine.ShareStrataOnly(_influences[first].Active, _influences[second].Active);

    internal bool[] ActiveOf(int index) => _influences[index].Active;

    /// <summary>Returns the estimates with the standard errors used for comparisons: see <see cref="Difference"/>.</summary>
    internal EstimateSet ForComparison()
    {
        (Estimate Estimate, Influence Influence)[] all = [.. Enumerable.Range(0, _estimates.Length).Select(ForComparison)];
        return new EstimateSet(_engine, [.. all.Select(its => its.Estimate)], [.. all.Select(its => its.Influence)]);
    }

    internal static EstimateSet Join(IReadOnlyList<EstimateSet> sets) =>
        new(sets[0]._engine, [.. sets.SelectMany(set => set._estimates)], [.. sets.SelectMany(set => set._influences)]);

    internal EstimateSet With(Func<Estimate, Estimate> change) => new(_engine, [.. _estimates.Select(change)], _influences);

    private (Estimate Estimate, Influence Influence) ForComparison(int index)
    {
        Estimate its = _estimates[index];
        if (its.Centre is not null || !(its.HasNoSpread || IsAtTheEdge(its)))
        {
            return (its, _influences[index]);
        }

        if (!its.IsShare || its.DegreesOfFreedom < 1 || its.RowCount < 1)
        {
            return (its with { Variance = null }, _influences[index]);
        }

        double share = ((its.RowCount * its.Value!.Value) + 1) / (its.RowCount + 2.0);
        double variance = share * (1 - share) / (its.RowCount + 2.0);
        Influence known = _influences[index];
        var influence = new Influence
        {
            Sums = new double[known.Sums.Length],
            Deeper = [.. known.Deeper.Select(_ => SparseSums.None)],
            Own = new SparseSums([index], [Math.Sqrt(variance)]),
            Active = known.Active,
            Noise = known.Noise,
        };
        return (its with { Variance = variance, Centre = share }, influence);
    }

    // Less than half a row away from 0 or 1: the other rows have negligible weights.
    private static bool IsAtTheEdge(Estimate its) =>
        its is { IsShare: true, Value: { } share, Variance: not null, RowCount: > 0, IsCertain: false }
        && its.RowCount * Math.Min(share, 1 - share) < 0.5;

    private string Label(int index) => _estimates[index].Domain is { } domain
        ? $"{_estimates[index].Name} ({domain})"
        : _estimates[index].Name;

    private (Estimate Estimate, Influence Influence) Build(string name, ReadOnlySpan<double> coefficients)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (coefficients.Length != _estimates.Length)
        {
            throw new ArgumentException($"There are {_estimates.Length} estimates and {coefficients.Length} coefficients.",
                nameof(coefficients));
        }

        Influence influence = VarianceEngine.Combine(_influences, coefficients);
        double value = 0;
        bool defined = true;
        bool spread = true;
        long rows = 0;
        long missing = 0;
        double observations = 0;
        bool census = true;
        bool certain = true;
        bool isShare = true;
        double sum = 0;
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
            certain &= part.IsCertain;
            isShare &= part.IsShare && coefficients[i] > 0;
            sum += coefficients[i];
        }

        double variance = defined && spread ? _engine.Variance(influence) : double.NaN;
        int degreesOfFreedom = _engine.CountDegreesOfFreedom(influence.Active);
        var estimate = new Estimate
        {
            Name = name,
            Kind = StatisticKind.Combination,
            IsShare = isShare && sum > 0 && sum <= 1 + 1e-12,
            Value = defined ? value : null,
            Variance = double.IsNaN(variance) || (variance == 0 && degreesOfFreedom < 1 && !certain) ? null : variance,
            DegreesOfFreedom = degreesOfFreedom,
            RowCount = rows,
            ObservationCount = observations,
            MissingCount = missing,
            WeightSum = 0,
            IsCensus = census && defined,
            IsFixedByAdjustment = certain && !census && defined && variance == 0,
        };
        return (estimate, influence);
    }
}
