using System.Globalization;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>
/// Estimates with margins of error for the sampled ballots of one questionnaire and period, or the reason why they are
/// unavailable.
/// </summary>
/// <remarks>
/// The point estimates are the published indices; their standard errors are computed by Taylor linearisation, with
/// organisation units as strata and ballots as sampling units. Formulas: docs/method/sampled-margins.md. Source:
/// Särndal, Swensson and Wretman 1992, §5.6.
/// </remarks>
internal sealed class SampledMargins
{
    private const double Noise = 1e-14;
    private readonly Func<string, int?> _positionOf;
    private readonly SortedDictionary<string, FormulaSums[]> _sums;
    private readonly Dictionary<string, SurveyDesignUnit> _units = new(StringComparer.Ordinal);

    private SampledMargins(BallotMoments moments, SortedDictionary<string, FormulaSums[]> sums, SampledSurveyDesign? design,
        Problem? refusal)
    {
        (_positionOf, _sums, Design, Refusal) = (moments.PositionOf, sums, design, refusal);
        foreach (SurveyDesignUnit unit in design?.Units ?? [])
        {
            _units[unit.Unit] = unit;
        }
    }

    /// <summary>The reason why margins are unavailable; null when they are available.</summary>
    public Problem? Refusal { get; }

    /// <summary>The design; null when none is stored.</summary>
    public SampledSurveyDesign? Design { get; }

    /// <summary>The basis of the margins.</summary>
    public MarginBasis Basis => Design is null ? MarginBasis.AssumedSimpleRandom : MarginBasis.StoredDesign;

    /// <summary>Finds the design of the ballots of a year and checks that it covers them.</summary>
    /// <param name="moments">The sums of the ballots.</param>
    /// <param name="designs">All stored designs.</param>
    /// <param name="year">The year; null for all ballots.</param>
    /// <param name="assumeSimpleRandom">
    /// Whether the host allows simple random sampling within organisation units to be assumed where no design is
    /// stored.
    /// </param>
    /// <returns>The margins, or the reason why they are unavailable (<c>EST0510</c> to <c>EST0515</c>).</returns>
    public static SampledMargins Of(BallotMoments moments, IReadOnlyList<SampledSurveyDesign> designs, int? year = null,
        bool assumeSimpleRandom = false)
    {
        ArgumentNullException.ThrowIfNull(moments);
        ArgumentNullException.ThrowIfNull(designs);
        (int from, int to) = year is { } one ? (one * 100, (one * 100) + 99) : (0, int.MaxValue);
        KeyValuePair<int, long>[] months = [.. moments.BallotsByMonth().Where(month => month.Key >= from && month.Key <= to)
            .OrderBy(month => month.Key)];
        if (months.Length == 0)
        {
            return None(new Problem(ProblemCodes.SampledNoBallots));
        }

        SampledSurveyDesign[] fitting = [.. designs.Where(design => design.Pack == moments.Layout.PackId
            && (design.QuestionnaireVersion is null || design.QuestionnaireVersion == moments.Layout.QuestionnaireVersion)
            && months.Any(month => month.Key >= design.FirstMonth && month.Key <= design.LastMonth))];
        if (fitting.Length == 0)
        {
            return assumeSimpleRandom
                ? new SampledMargins(moments, moments.Collect(from, to), null, null)
                : None(new Problem(ProblemCodes.SampledDesignMissing, moments.Layout.PackId));
        }

        if (fitting.Length > 1)
        {
            return None(new Problem(ProblemCodes.SampledDesignSeveral, value: string.Join(", ", fitting.Select(design => design.Name))));
        }

        SortedDictionary<string, FormulaSums[]> sums = moments.Collect(from, to);
        return new SampledMargins(moments, sums, fitting[0], Fault(fitting[0], months, sums));

        SampledMargins None(Problem problem) => new(moments, [], null, problem);
    }

    /// <summary>Gets the published index of a node in one organisation unit, with its standard error.</summary>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="code">Code of the node or item.</param>
    /// <returns>The estimate; null when there are no margins, no such index or no ballots.</returns>
    public Estimate? Unit(string unit, string code)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(code);
        return Refusal is null && _positionOf(code) is { } position && _sums.TryGetValue(unit, out FormulaSums[]? sums)
            ? OfUnit(unit, sums[position])
            : null;
    }

    /// <summary>Gets the index of a node in every organisation unit with sampled ballots, by unit code.</summary>
    /// <param name="code">Code of the node or item.</param>
    public IReadOnlyDictionary<string, Estimate> ByUnit(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Sums(code).ToDictionary(its => its.Key, its => OfUnit(its.Key, its.Value), StringComparer.Ordinal);
    }

    /// <summary>Gets the published index of a node pooled over the ballots of all units, with its standard error.</summary>
    /// <param name="code">Code of the node or item.</param>
    /// <returns>
    /// The estimate; without a variance where a stratum has a single ballot or unit; null when there are no margins or
    /// no such index.
    /// </returns>
    public Estimate? Pooled(string code) => Overall(code, _ => 1);

    /// <summary>
    /// Gets the index of a node over all units, with each ballot weighted by the number of people it represents, N ÷ n
    /// of its unit.
    /// </summary>
    /// <param name="code">Code of the node or item.</param>
    /// <returns>The estimate; null also when the population of a unit with ballots is unknown.</returns>
    /// <remarks>
    /// Units of the design without a ballot are excluded, so it is the index of the units with ballots: see
    /// <see cref="UnitsWithoutBallots"/>.
    /// </remarks>
    public Estimate? Weighted(string code)
    {
        KeyValuePair<string, FormulaSums>[] sums = Sums(code);
        return sums.Length == 0 || sums.Any(its => _units.GetValueOrDefault(its.Key)?.Population is null)
            ? null
            : Overall(code, its => _units[its.Key].Population!.Value / (double)its.Value.BallotCount * UnitWeight(_units[its.Key].Stratum));
    }

    /// <summary>Returns the units of the design without a counted ballot.</summary>
    public IReadOnlyList<string> UnitsWithoutBallots() =>
        Refusal is not null ? [] : [.. _units.Keys.Where(unit => !_sums.ContainsKey(unit))];

    private static Problem? Fault(SampledSurveyDesign design, KeyValuePair<int, long>[] months,
        SortedDictionary<string, FormulaSums[]> units)
    {
        long outside = months.Where(month => month.Key < design.FirstMonth || month.Key > design.LastMonth).Sum(month => month.Value);
        if (outside > 0)
        {
            return new Problem(ProblemCodes.SampledDesignPeriod, design.Name, outside.ToString(CultureInfo.InvariantCulture),
                $"{design.From} – {design.To}");
        }

        Dictionary<string, SurveyDesignUnit> known = design.Units.ToDictionary(unit => unit.Unit, StringComparer.Ordinal);
        if (units.Keys.FirstOrDefault(unit => !known.ContainsKey(unit)) is { } unknown)
        {
            return new Problem(ProblemCodes.SampledDesignUnitMissing, design.Name, unknown);
        }

        (string? above, FormulaSums[]? its) = units.FirstOrDefault(unit => unit.Value[0].BallotCount > known[unit.Key].Population);
        return above is null ? null : new Problem(
            ProblemCodes.SampledDesignTooManyBallots, above, its![0].BallotCount.ToString(CultureInfo.InvariantCulture),
            known[above].Population!.Value.ToString(CultureInfo.InvariantCulture));
    }

    private KeyValuePair<string, FormulaSums>[] Sums(string code) =>
        Refusal is null && _positionOf(code) is { } position
            ? [.. _sums.Select(unit => KeyValuePair.Create(unit.Key, unit.Value[position]))]
            : [];

    private double Fraction(KeyValuePair<string, FormulaSums> unit) =>
        _units.GetValueOrDefault(unit.Key)?.Population is { } population ? (double)unit.Value.BallotCount / population : 0;

    private int DegreesOfFreedom(KeyValuePair<string, FormulaSums> unit) => _units.GetValueOrDefault(unit.Key)?.PrimaryUnits is { } clusters
        ? clusters - 1
        : (int)Math.Min(int.MaxValue, Math.Max(0, unit.Value.AnsweredCount - 1));

    // (1 − f) n/(n − 1) Σ (u − ū)² with u = l′v, times the given design effect; NaN for one ballot from a larger
    // population.
    private double Within(KeyValuePair<string, FormulaSums> unit, double[] l)
    {
        double n = unit.Value.BallotCount;
        double fraction = Fraction(unit);
        return fraction >= 1
            ? 0
            : n < 2
                ? double.NaN
                : (1 - fraction) * (n / (n - 1)) * unit.Value.SumOfSquares(l, centred: true)
                    * (_units.GetValueOrDefault(unit.Key)?.DesignEffect ?? 1);
    }

    private Estimate OfUnit(string unit, FormulaSums sums)
    {
        KeyValuePair<string, FormulaSums> its = new(unit, sums);
        (double? value, double[] l) = Linearise(sums.Formula, [(sums, 1)]);
        double variance = value is null ? double.NaN : Within(its, l);
        return Make(sums.Formula, unit, value, variance, DegreesOfFreedom(its), [(sums, 1)], l, Fraction(its) >= 1);
    }

    private Estimate? Overall(string code, Func<KeyValuePair<string, FormulaSums>, double> weightOf)
    {
        ArgumentNullException.ThrowIfNull(code);
        KeyValuePair<string, FormulaSums>[] units = Sums(code);
        if (units.Length == 0)
        {
            return null;
        }

        (FormulaSums Sums, double Weight)[] parts = [.. units.Select(unit => (unit.Value, weightOf(unit)))];
        (double? value, double[] l) = Linearise(units[0].Value.Formula, parts);
        bool drawn = Design?.Selection == UnitSelection.SampledUnits;
        double variance = drawn ? BetweenUnits(units, parts, l) : 0;
        for (int i = 0; i < units.Length; i++)
        {
            double factor = drawn ? UnitFraction(_units[units[i].Key].Stratum!) : 1;
            variance += factor == 0 ? 0 : factor * parts[i].Weight * parts[i].Weight * Within(units[i], l);
        }

        // If only one sampled unit has answers, the variation between units is unknown, and the variation within it is
        // only one component.
        KeyValuePair<string, FormulaSums>[] answering = [.. units.Where(unit => unit.Value.AnsweredCount > 0)];
        if (drawn && answering.Length == 1 && UnitFraction(_units[answering[0].Key].Stratum!) < 1)
        {
            variance = double.NaN;
        }

        int degrees = drawn
            ? answering.Length - answering.Select(unit => _units[unit.Key].Stratum).Distinct().Count()
            : (int)Math.Min(int.MaxValue, units.Sum(unit => (long)DegreesOfFreedom(unit)));
        bool census = units.All(unit => Fraction(unit) >= 1)
            && (!drawn || Design!.Strata.All(stratum => UnitFraction(stratum.Stratum) >= 1));
        return Make(units[0].Value.Formula, null, value, value is null ? double.NaN : variance, degrees, parts, l, census);
    }

    // Sampled units without ballots count with a sum of 0, as everywhere in this namespace.
    private double BetweenUnits(KeyValuePair<string, FormulaSums>[] units, (FormulaSums Sums, double Weight)[] parts, double[] l)
    {
        double variance = 0;
        foreach (UnitStratum stratum in Design!.Strata)
        {
            int count = Design.Units.Count(unit => unit.Stratum == stratum.Stratum);
            double fraction = UnitFraction(stratum.Stratum);
            if (count == 0 || fraction >= 1)
            {
                continue;
            }

            double[] sums = [.. Enumerable.Range(0, units.Length).Where(i => _units[units[i].Key].Stratum == stratum.Stratum)
                .Select(i => parts[i].Weight * parts[i].Sums.Sum(l))];
            double mean = sums.Sum() / count;
            double squares = sums.Sum(z => (z - mean) * (z - mean)) + ((count - sums.Length) * mean * mean);
            variance += count < 2 ? double.NaN : (1 - fraction) * ((double)count / (count - 1)) * squares;
        }

        return variance;
    }

    private double UnitFraction(string stratum) =>
        (double)Design!.Units.Count(unit => unit.Stratum == stratum) / Design.Strata.Single(known => known.Stratum == stratum).UnitCount;

    private double UnitWeight(string? stratum) => stratum is null ? 1 : 1 / UnitFraction(stratum);

    private static (double? Value, double[] Linear) Linearise(IndexFormula formula, (FormulaSums Sums, double Weight)[] parts)
    {
        double value = 0;
        double[] linear = new double[2 * formula.Terms.Length];
        for (int term = 0; term < formula.Terms.Length; term++)
        {
            double numerator = parts.Sum(part => part.Weight * part.Sums.Numerator(term));
            double denominator = parts.Sum(part => part.Weight * part.Sums.Denominator(term));
            if (denominator == 0 || parts.Sum(part => part.Sums.ValidCount(term)) == 0)
            {
                return (null, linear);
            }

            value += formula.Coefficients[term] * (numerator / denominator);
            linear[2 * term] = formula.Coefficients[term] / denominator;
            linear[(2 * term) + 1] = -(formula.Coefficients[term] / denominator) * (numerator / denominator);
        }

        return (value, linear);
    }

    private static Estimate Make(
        IndexFormula formula, string? unit, double? value, double variance, int degrees, (FormulaSums Sums, double Weight)[] parts,
        double[] l, bool census)
    {
        long rows = parts.Sum(part => part.Sums.AnsweredCount);
        double weights = parts.Sum(part => part.Weight * part.Sums.AnsweredCount);
        variance = Math.Sqrt(variance) <= Noise * Math.Abs(value ?? 0) ? 0 : variance;
        bool single = formula.Terms.Length == 1;
        bool isCensus = census && value is not null;
        if (variance == 0 && degrees < 1 && !isCensus)
        {
            variance = double.NaN;
        }

        // Reference variance of a ratio as in Estimator: (Σw/B)² S²/n with S² = n/(n − 1) Σ w e²/Σw, where l′v = e/B.
        double reference = !single || rows < 2
            ? 0
            : weights / (rows - 1.0) * parts.Sum(part => part.Weight * part.Sums.SumOfSquares(l, centred: false));
        bool spread = single && !double.IsNaN(variance) && Math.Sqrt(reference) > Noise * Math.Abs(value ?? 0);
        return new Estimate
        {
            Name = formula.Code,
            Domain = unit,
            Kind = single ? StatisticKind.Ratio : StatisticKind.Combination,
            IsShare = true,
            Value = value,
            Variance = value is null || double.IsNaN(variance) ? null : variance,
            DegreesOfFreedom = degrees,
            RowCount = rows,
            ObservationCount = parts.Sum(part =>
                Enumerable.Range(0, formula.Terms.Length).Sum(term => (double)part.Sums.Denominator(term))),
            MissingCount = parts.Sum(part => part.Sums.BallotCount) - rows,
            WeightSum = weights,
            DesignEffectWithReplacement = spread ? variance / reference : null,
            DesignEffectWithoutReplacement = spread && weights > rows * (1 + 1e-12)
                ? variance / (reference * (1 - (rows / weights)))
                : null,
            IsCensus = isCensus,
        };
    }
}
