using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Common;
using Sipas.Estimation;
using Sipas.Problems;

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
