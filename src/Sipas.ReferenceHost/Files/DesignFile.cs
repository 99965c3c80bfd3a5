using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Estimation;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.ReferenceHost.Files;

/// <summary>A survey design by the names of its columns. Read from <c>design.json</c>; tiers of government have no
/// special names here.</summary>
internal sealed record DesignFile
{
    /// <summary>The stages, from the first.</summary>
    public required IReadOnlyList<DesignFileStage> Stages { get; init; }

    /// <summary>Column of the period, for example the year, if the file contains several draws; null for one.</summary>
    public string? Period { get; init; }

    /// <summary>False when equal labels in different periods are different units.</summary>
    public bool? SameUnits { get; init; }

    /// <summary>Column of the weight; null when every stage has a population.</summary>
    public string? Weight { get; init; }

    /// <summary>True when unit labels start again in each stratum.</summary>
    public bool UnitLabelsRepeat { get; init; }

    /// <summary>The treatment of strata with a single sampling unit.</summary>
    public SingleUnitPolicy SingleUnit { get; init; }

    /// <summary>Strata joined to another for the variance.</summary>
    public IReadOnlyDictionary<string, string>? CollapseStrata { get; init; }

    /// <summary>Texts that are missing values, in addition to the empty cell.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Decimal mark of numbers that are stored as texts; without it ambiguous numbers are errors.</summary>
    [JsonPropertyName("decimal")]
    public DecimalMark? DecimalMark { get; init; }

    /// <summary>Adjustments of the weights, in their order.</summary>
    public IReadOnlyList<DesignFileAdjustment>? Adjustments { get; init; }

    /// <summary>Replicates for the variance; linearisation when left out.</summary>
    public ReplicationMethod? Replication { get; init; }

    /// <summary>Fay's ρ.</summary>
    public double? Fay { get; init; }

    public static DesignFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(JsonText.Checked(File.ReadAllBytes(path)), DesignFileJsonContext.Default.DesignFile)
                ?? throw new SipasException(new Problem(ProblemCodes.DesignFileUnreadable, path, "null"));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.DesignFileUnreadable, path, error.Message), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "design", path), error);
        }
    }

    /// <summary>Creates the design of a file's rows.</summary>
    public SurveyDesign Create(NumberColumns columns)
    {
        if (SameUnits is not null && Period is null)
        {
            throw new SipasException(new Problem(ProblemCodes.DesignFileUnreadable, "sameUnits", "sameUnits → period"));
        }

        SurveyDesign design = SurveyDesign.Create(
            new DesignColumns
            {
                Stages = [.. Stages.Select(stage => new DesignStage
                {
                    Strata = stage.Stratum is null ? null : columns.Labels(stage.Stratum),
                    Units = stage.Unit is null ? null : columns.Codes(stage.Unit),
                    PopulationCounts = stage.PopulationCount is null ? null : columns.Counts(stage.PopulationCount),
                    SamplingFractions = stage.SamplingFraction is null ? null : columns.Shares(stage.SamplingFraction),
                })],
                Weights = Weight is null ? null : columns.Numbers(Weight),
                Periods = Period is null ? null : columns.Labels(Period),
                SameUnits = SameUnits ?? true,
                RowCount = columns.RowCount,
            },
            new DesignOptions { UnitLabelsRepeat = UnitLabelsRepeat, SingleUnit = SingleUnit, CollapseStrata = Collapsed(columns) });
        return (Adjustments ?? []).Aggregate(design, (current, step) => current.Adjust(step.Create(columns)));
    }

    // Strata are joined by their names in the data file.
    private Dictionary<string, string>? Collapsed(NumberColumns columns) =>
        CollapseStrata is null || Stages[0].Stratum is not { } column ? CollapseStrata?.ToDictionary()
        : CollapseStrata.ToDictionary(pair => columns.Name(column, pair.Key), pair => columns.Name(column, pair.Value));

    /// <summary>Computes the estimates, with the variance method that the file specifies.</summary>
    public EstimateSet Estimate(SurveyDesign design, IReadOnlyList<Statistic> statistics) => Replication switch
    {
        null => Estimator.Estimate(design, statistics),
        ReplicationMethod.Jackknife1 => ReplicateEstimator.Estimate(design, statistics, ReplicatePlan.Jackknife1(design)),
        ReplicationMethod.JackknifeN => ReplicateEstimator.Estimate(design, statistics, ReplicatePlan.JackknifeN(design)),
        ReplicationMethod.BalancedHalfSamples => ReplicateEstimator.Estimate(design, statistics, ReplicatePlan.HalfSamples(design)),
        _ => ReplicateEstimator.Estimate(design, statistics, ReplicatePlan.HalfSamples(design, Fay ?? 0.5)),
    };
}

/// <summary>Columns of one stage.</summary>
internal sealed record DesignFileStage
{
    public string? Stratum { get; init; }

    public string? Unit { get; init; }

    public string? PopulationCount { get; init; }

    public string? SamplingFraction { get; init; }
}

/// <summary>Kinds of adjustments.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DesignFileAdjustmentKind>))]
internal enum DesignFileAdjustmentKind
{
    Nonresponse,
    PostStratification,
    Raking,
    Calibration,
    Trimming,
}

/// <summary>One adjustment; its kind determines the members that it needs.</summary>
internal sealed record DesignFileAdjustment
{
    public required DesignFileAdjustmentKind Kind { get; init; }

    /// <summary>Column of the nonresponse class or the cell.</summary>
    public string? Column { get; init; }

    /// <summary>Column of the response status.</summary>
    public string? Status { get; init; }

    /// <summary>The meaning of each status code.</summary>
    public IReadOnlyDictionary<string, ResponseStatus>? Statuses { get; init; }

    /// <summary>Population of each cell.</summary>
    public IReadOnlyDictionary<string, double>? Populations { get; init; }

    public bool Partial { get; init; }

    /// <summary>Margins of raking: column, then population of each label.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>>? Margins { get; init; }

    /// <summary>Totals of calibration columns; the key <c>*</c> is the population.</summary>
    public IReadOnlyDictionary<string, double>? Totals { get; init; }

    public CalibrationFunction Function { get; init; }

    /// <summary>Bounds on the factor: lower, upper.</summary>
    public IReadOnlyList<double>? Bounds { get; init; }

    public double? Cap { get; init; }

    public bool Strict { get; init; }

    public WeightAdjustment Create(NumberColumns columns) => Kind switch
    {
        DesignFileAdjustmentKind.Nonresponse => new NonresponseAdjustment(
            columns.Labels(Need(Column, "column")), columns.Labels(Need(Status, "status")), columns.Named(Need(Status, "status"), Need(Statuses, "statuses"))),
        DesignFileAdjustmentKind.PostStratification =>
            new PostStratification(columns.Labels(Need(Column, "column")), columns.Named(Need(Column, "column"), Need(Populations, "populations")), Partial),
        DesignFileAdjustmentKind.Raking =>
            new Raking([.. Need(Margins, "margins")
                .Select(margin => new RakingMargin(margin.Key, columns.Labels(margin.Key), columns.Named(margin.Key, margin.Value)))]),
        DesignFileAdjustmentKind.Calibration => new Calibration(
            [.. Need(Totals, "totals").Keys.Select(column => column == "*" ? columns.Ones() : columns.Numbers(column))],
            [.. Need(Totals, "totals").Values], Function, Bounds is null ? null : Bounds is [var lower, var upper] ? new Interval(lower, upper) : throw Missing("bounds")),
        _ => new WeightTrimming(Cap is > 0 and { } cap ? cap : throw Missing("cap"), Strict),
    };

    private T Need<T>(T? member, string name)
        where T : class => member ?? throw Missing(name);

    private SipasException Missing(string name) => new(new Problem(ProblemCodes.DesignFileUnreadable, $"adjustments: {Kind}", name));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(DesignFile))]
internal sealed partial class DesignFileJsonContext : JsonSerializerContext;
