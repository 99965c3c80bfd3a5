using System.Reflection;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Every public method of the estimators that takes columns, and of the types behind them, refuses one that is not as
/// long as the data: the methods are found by reflection, so that none is left out.</summary>
public class ColumnLengthTests
{
    private const int Rows = 32;

    private static readonly Sample Data = Sample.Draw(3, strata: 2, units: 2, rows: 8, missing: 0);

    private static readonly SurveyDesign Design = Data.Design();

    // A short column for each parameter that takes one; null where the column is what says the length, and where all
    // lengths are told at once by code (SurveyDesign.Create, below).
    private static readonly Dictionary<string, Action?> Short = new(StringComparer.Ordinal)
    {
        ["Calibration.ctor(columns)"] = () => _ = new Calibration([Data.X, Data.X[1..]], [1.0, 1.0]),
        ["Calibration.ctor(totals)"] = () => _ = new Calibration([Data.X], [1.0, 1.0]),
        ["DesignColumns.Stack(first)"] = () => DesignColumns.Stack(Data.Columns() with { Weights = Data.Weights[1..] }, Data.Columns()),
        ["DesignColumns.Stack(second)"] = () => DesignColumns.Stack(Data.Columns(), Data.Columns() with { Weights = Data.Weights[1..] }),
        ["DesignColumns.Stack(periods)"] = () => DesignColumns.Stack([("1", Data.Columns() with { Weights = Data.Weights[1..] })]),
        ["Estimator.Estimate(statistics)"] = () => Estimator.Estimate(Design, [Statistic.Mean("y", Data.Y.AsMemory(1))]),
        ["Estimator.Estimate(statistic)"] = () =>
        Estimator.Estimate(Design, Statistic.Mean("y", Data.Y) with { Domain = Domain(Rows - 1) }),
        ["EstimateSet.Combine(coefficients)"] = () => Estimator.Estimate(Design, [Statistic.Mean("y", Data.Y)]).Combine("c", [1, 1]),
        ["EstimateSet.Combine(combinations)"] = () => Estimator.Estimate(Design, [Statistic.Mean("y", Data.Y)]).Combine([("c", [1, 1])]),
        ["ImportancePerformance.Derive(items)"] = () => ImportancePerformance.Derive([("y", Data.Y[1..])], Data.X, Data.Weights),
        ["ImportancePerformance.Derive(overall)"] = () => ImportancePerformance.Derive([("y", Data.Y)], Data.X[1..], Data.Weights),
        ["ImportancePerformance.Derive(weights)"] = () => ImportancePerformance.Derive([("y", Data.Y)], Data.X, Data.Weights.AsSpan(1)),
        ["IndexStatistic.ctor(Coefficients)"] = null,
        ["Indicator.AtLeast(levels)"] = null,
        ["Indicator.Pool(items)"] = () => Indicator.Pool([Data.X, Data.X[1..]]),
        ["NonresponseAdjustment.ctor(classes)"] = () =>
        _ = new NonresponseAdjustment(Data.Groups[1..], [.. Data.Groups.Select(_ => ResponseStatus.Respondent)]),
        ["NonresponseAdjustment.ctor(statuses)"] = () => _ = new NonresponseAdjustment(Data.Groups, [ResponseStatus.Respondent]),
        ["NonresponseAdjustment.ctor(codes)"] = () =>
        _ = new NonresponseAdjustment(Data.Groups, ["1"], new Dictionary<string, ResponseStatus> { ["1"] = ResponseStatus.Respondent }),
        ["PairwiseComparisons.Adjust(values)"] = null,
        ["PostStratification.ctor(cells)"] = () =>
        Design.Adjust(new PostStratification(Data.Groups[1..], new Dictionary<string, double> { ["G0"] = 1, ["G1"] = 1, ["G2"] = 1 })),
        ["Quantiles.Estimate(values)"] = () => Quantiles.Estimate(Design, Data.Y[1..], 0.5),
        ["Quantiles.Estimate(domain)"] = () => Quantiles.Estimate(Design, Data.Y, 0.5, Domain(Rows + 1)),
        ["Raking.ctor(margins)"] = () =>
        _ = new Raking([new RakingMargin("a", Data.Groups, Populations), new RakingMargin("b", Data.Groups[1..], Populations)]),
        ["RakingMargin.ctor(Labels)"] = () => Design.Adjust(new Raking([new RakingMargin("a", Data.Groups[1..], Populations)])),
        ["ReplicateEstimator.Estimate(statistics)"] = () =>
        ReplicateEstimator.Estimate(Design, [Statistic.Mean("y", Data.Y.AsMemory(1))], ReplicatePlan.JackknifeN(Design)),
        ["ReplicateEstimator.Estimate(plan)"] = () =>
        ReplicateEstimator.Estimate(Design, [Statistic.Mean("y", Data.Y)], ReplicatePlan.JackknifeN(Sample.Draw(3, units: 3).Design())),
        ["RowSet.By(labels)"] = null,
        ["RowSet.Intersect(other)"] = () => Domain(Rows).Intersect(Domain(Rows - 1)),
        ["RowSet.Where(mask)"] = null,
        ["ScaleReliability.Of(items)"] = () => ScaleReliability.Of([("x", Data.X), ("y", Data.Y[1..])]),
        ["ScaleReliability.Of(weights)"] = () => ScaleReliability.Of([("x", Data.X), ("y", Data.Y)], Data.Weights[1..]),
        ["Statistic.Mean(values)"] = null,
        ["Statistic.Mean(domain)"] = () => Statistic.Mean("y", Data.Y, Domain(Rows - 1)),
        ["Statistic.Ratio(numerator)"] = () => Statistic.Ratio("r", Data.Y.AsMemory(1), Data.X),
        ["Statistic.Ratio(denominator)"] = () => Statistic.Ratio("r", Data.Y, Data.X.AsMemory(1)),
        ["Statistic.Ratio(domain)"] = () => Statistic.Ratio("r", Data.Y, Data.X, Domain(Rows - 1)),
        ["Statistic.Share(indicator)"] = null,
        ["Statistic.Share(domain)"] = () => Statistic.Share("s", Indicator.AtLeast(Data.X, 4), Domain(Rows + 1)),
        ["Statistic.Total(values)"] = null,
        ["Statistic.Total(domain)"] = () => Statistic.Total("y", Data.Y, Domain(1)),
        ["SurveyDesign.Adjust(adjustment)"] = () => Design.Adjust(new NonresponseAdjustment(["a"], [ResponseStatus.Respondent])),
        ["SurveyDesign.AdjustForNonresponse(classes)"] = () => Design.AdjustForNonresponse(Data.Groups[1..], [.. Data.X.Select(_ => true)]),
        ["SurveyDesign.AdjustForNonresponse(responded)"] = () => Design.AdjustForNonresponse(Data.Groups, [true]),
        ["SurveyDesign.Calibrate(columns)"] = () => Design.Calibrate([Data.X[1..]], [1.0]),
        ["SurveyDesign.Calibrate(totals)"] = () => Design.Calibrate([Data.X], [1.0, 1.0]),
        ["SurveyDesign.Create(columns)"] = null,
        ["SurveyDesign.PostStratify(cells)"] = () => Design.PostStratify(Data.Groups[1..], Populations),
        ["SurveyDesign.Rake(margins)"] = () => Design.Rake([("a", Data.Groups[1..], Populations)]),
        ["SurveyDesign.WeightingEffect(domain)"] = () => Design.WeightingEffect(Domain(Rows - 1)),
        ["TableTest.Independence(rows)"] = () => TableTest.Independence(Design, Data.Groups[1..], Data.Strata),
        ["TableTest.Independence(columns)"] = () => TableTest.Independence(Design, Data.Groups, Data.Strata[1..]),
        ["TableTest.Independence(domain)"] = () => TableTest.Independence(Design, Data.Groups, Data.Strata, Domain(Rows + 3)),
    };

    // Types of the package itself with public members that take columns.
    private static readonly Type[] Inner =
    [
        typeof(Calibration), typeof(ImportancePerformance), typeof(IndexStatistic), typeof(Indicator), typeof(NonresponseAdjustment),
        typeof(PairwiseComparisons), typeof(PostStratification), typeof(Quantiles), typeof(Raking), typeof(RakingMargin),
        typeof(ReplicateEstimator), typeof(ScaleReliability), typeof(TableTest),
    ];

    private static Dictionary<string, double> Populations => new() { ["G0"] = 100, ["G1"] = 100, ["G2"] = 100 };

    [Fact]
    public void F4_EveryPublicParameterThatTakesColumns_IsInTheTable()
    {
        string[] found = [.. Parameters().Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(Short.Keys.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void F4_ShortColumns_AreRefusedWithParameterLengthAndExpectation()
    {
        foreach ((string name, Action? call) in Short)
        {
            if (call is not null)
            {
                ArgumentException error = Assert.ThrowsAny<ArgumentException>(call);
                Assert.False(string.IsNullOrEmpty(error.ParamName), name);
                Assert.True(System.Text.RegularExpressions.Regex.Count(error.Message, "[0-9]+") >= 2
                    || name == "ReplicateEstimator.Estimate(plan)", $"{name}: {error.Message}");
            }
        }
    }

    [Fact]
    public void F4_ColumnsOfADesign_AreRefusedTogetherWithTheirPlaces()
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            SurveyDesign.Create(Data.Columns() with { Weights = Data.Weights[1..], Periods = ["1"] }));
        Assert.All(error.Problems, problem => Assert.Equal("EST0102", problem.Code));
        Assert.Contains(error.Problems, problem => problem.Place == "periods" && problem.Value == "1");
    }

    [Fact]
    public void F4_DomainOfShorterData_IsNoDomainOfLongerData()
    {
        RowSet men = RowSet.Where("m", [true, false, true]);
        Assert.Equal(3, men.RowCount);
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            Estimator.Estimate(Design, [Statistic.Mean("y", Data.Y) with { Domain = men }]));
        Assert.Contains("'m' is of data of 3 rows; 32 are expected", error.Message, StringComparison.Ordinal);
    }

    private static RowSet Domain(int rows) => RowSet.Where("d", [.. Enumerable.Repeat(true, rows)]);

    private static IEnumerable<string> Parameters()
    {
        foreach (Type type in typeof(Estimator).Assembly.GetExportedTypes().Where(type => type.Namespace == "Sipas.Estimation")
            .Union(Inner))
        {
            IEnumerable<MethodBase> members = type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance
                | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsSpecialName && method.Name is not ("Equals" or "Deconstruct" or "PrintMembers" or "<Clone>$"))
                .Cast<MethodBase>().Concat(type.GetConstructors());
            if (type == typeof(SurveyDesign))
            {
                members = members.Append(type.GetMethod(nameof(SurveyDesign.Adjust), BindingFlags.NonPublic | BindingFlags.Instance)!);
            }

            foreach (MethodBase member in members)
            {
                foreach (ParameterInfo parameter in member.GetParameters().Where(parameter => IsColumn(parameter.ParameterType)))
                {
                    yield return $"{type.Name}.{(member.IsConstructor ? "ctor" : member.Name)}({parameter.Name})";
                }
            }
        }
    }

    private static bool IsColumn(Type type) =>
        type == typeof(RowSet) || type == typeof(Statistic) || type == typeof(ReplicatePlan) || (type == typeof(DesignColumns))
        || typeof(WeightAdjustment).IsAssignableFrom(type)
        || type == typeof(double[]) || type == typeof(ReadOnlySpan<double>) || type == typeof(ReadOnlySpan<bool>)
        || type == typeof(ReadOnlyMemory<double>)
        || type == typeof(IReadOnlyList<double>) || type == typeof(IReadOnlyList<string>) || type == typeof(IReadOnlyList<double[]>)
        || type == typeof(IReadOnlyList<ResponseStatus>) || type == typeof(IReadOnlyList<bool>)
        || type == typeof(IReadOnlyList<(string, IReadOnlyList<string>, IReadOnlyDictionary<string, double>)>)
        || type == typeof(IReadOnlyList<(string, double[])>) || type == typeof(IReadOnlyList<Statistic>)
        || type == typeof(IReadOnlyList<RakingMargin>) || type == typeof(IReadOnlyList<(string, DesignColumns)>);
}
