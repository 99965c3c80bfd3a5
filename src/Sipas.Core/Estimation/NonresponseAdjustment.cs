using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Nonresponse adjustment: redistributes the weights of nonrespondents to respondents within weighting classes.</summary>
/// <remarks>
/// First the weight of cases of unknown eligibility is redistributed to the cases of known eligibility, f₁ = Σw ÷
/// Σ_known w; then the weight of nonrespondents to the respondents, f₂ = (Σ_resp w + Σ_nonresp w) ÷ Σ_resp w.
/// Ineligible cases are multiplied by f₁ only, so the sum of the weights is unchanged. Rows of nonrespondents remain
/// with weight 0. Linearisation treats the factors as fixed; replication recomputes them.<para/> Source: Lohr,
/// Sampling: Design and Analysis, 3rd ed. 2022, ch. 8.
/// </remarks>
internal sealed class NonresponseAdjustment : WeightAdjustment
{
    private readonly string[] _classes;
    private readonly ResponseStatus[] _statuses;

    /// <summary>Creates the step.</summary>
    /// <param name="classes">Weighting class of each row; response is assumed to be homogeneous within a class.</param>
    /// <param name="statuses">Status of each row.</param>
    /// <exception cref="ArgumentException">
    /// The two columns have different lengths. <see cref="SurveyDesign.Adjust"/> also throws if their length differs
    /// from the design's.
    /// </exception>
    public NonresponseAdjustment(IReadOnlyList<string> classes, IReadOnlyList<ResponseStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(statuses);
        ColumnLength.Require(statuses.Count, classes.Count, nameof(statuses));
        _classes = [.. classes];
        _statuses = [.. statuses];
    }

    /// <summary>Creates the step from status codes.</summary>
    /// <param name="classes">Weighting class of each row.</param>
    /// <param name="codes">Status code of each row.</param>
    /// <param name="map">The status for each code.</param>
    /// <exception cref="SipasException">A code is not in the map (<c>EST0202</c>): no code defaults to respondent.</exception>
    public NonresponseAdjustment(IReadOnlyList<string> classes, IReadOnlyList<string> codes,
        IReadOnlyDictionary<string, ResponseStatus> map)
        : this(classes, Read(codes, map))
    {
    }

    /// <inheritdoc/>
    public override string Name => "nonresponse";

    internal override AppliedAdjustment Apply(double[] weights)
    {
        ThrowIfLength(_classes.Length, weights, "classes");
        ThrowIfLength(_statuses.Length, weights, "statuses");
        var sums = new SortedDictionary<string, ExactSum[]>(StringComparer.Ordinal);
        for (int row = 0; row < weights.Length; row++)
        {
            if (!sums.TryGetValue(_classes[row], out ExactSum[]? its))
            {
                sums.Add(_classes[row], its = [new(), new(), new(), new()]);
            }

            its[(int)_statuses[row]].Add(weights[row]);
        }

        var factors = new Dictionary<string, (double Known, double Answered)>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach ((string name, ExactSum[] its) in sums)
        {
            double[] of = [.. its.Select(sum => sum.ToDouble())];
            double answered = of[(int)ResponseStatus.Respondent];
            double silent = of[(int)ResponseStatus.Nonrespondent];
            double known = answered + silent + of[(int)ResponseStatus.Ineligible];
            if (answered <= 0)
            {
                problems.Add(new Problem(ProblemCodes.ClassWithoutRespondent, name));
                continue;
            }

            factors.Add(name, ((known + of[(int)ResponseStatus.Unknown]) / known, (answered + silent) / answered));
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }

        double[] after = new double[weights.Length];
        for (int row = 0; row < after.Length; row++)
        {
            (double known, double answered) = factors[_classes[row]];
            after[row] = _statuses[row] switch
            {
                ResponseStatus.Respondent => weights[row] * known * answered,
                ResponseStatus.Ineligible => weights[row] * known,
                _ => 0,
            };
        }

        return AppliedAdjustment.Of(this, weights, after, 1, 0, null);
    }

    private static ResponseStatus[] Read(IReadOnlyList<string> codes, IReadOnlyDictionary<string, ResponseStatus> map)
    {
        Problem[] unknown = [.. codes.Where(code => !map.ContainsKey(code)).Distinct().Order(StringComparer.Ordinal)
            .Select(code => new Problem(ProblemCodes.StatusUnmapped, "status", code,
                string.Join(", ", map.Keys.Order(StringComparer.Ordinal))))];
        return unknown.Length > 0 ? throw new SipasException(unknown) : [.. codes.Select(code => map[code])];
    }
}
