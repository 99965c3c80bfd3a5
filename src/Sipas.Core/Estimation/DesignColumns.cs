namespace Sipas.Estimation;

/// <summary>A survey design as columns of the data: what was drawn at each stage, and with which weight. Rows are respondents.</summary>
/// <remarks>Tiers of government are not named here: a stage is whatever was drawn, so a change of tiers changes the columns and no code.</remarks>
public sealed record DesignColumns
{
    /// <summary>The stages from the first on: 1 or more, each with as many rows as the data.</summary>
    public required IReadOnlyList<DesignStage> Stages { get; init; }

    /// <summary>Weight of each row: how many population units it stands for, 0 or more. Null when every stage has a sampling fraction: then w = Π 1/f.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Rows of the data; needed only when no other column tells, as for one stage of rows without strata.</summary>
    public int? RowCount { get; init; }

    /// <summary>Puts one file under another, for changes between years: same labels are the same strata and units, so that units visited twice give the covariance.</summary>
    /// <param name="first">The earlier rows.</param>
    /// <param name="second">The later rows, with the same stages.</param>
    /// <returns>The columns of both. Where only one of them has a column of a stage, it is dropped from neither: that is refused.</returns>
    /// <exception cref="ArgumentException">The two have different stages or columns.</exception>
    /// <remarks>Units that were drawn anew and independently must bear other labels than those of the first file. Weights stay each file's own.</remarks>
    public static DesignColumns Stack(DesignColumns first, DesignColumns second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Stages.Count != second.Stages.Count)
        {
            throw new ArgumentException("Files with different numbers of stages cannot be put under one another.", nameof(second));
        }

        return new DesignColumns
        {
            Stages = [.. first.Stages.Zip(second.Stages, (a, b) => new DesignStage
            {
                Strata = Join(a.Strata, b.Strata),
                Units = Join(a.Units, b.Units),
                PopulationCounts = Join(a.PopulationCounts, b.PopulationCounts),
                SamplingFractions = Join(a.SamplingFractions, b.SamplingFractions),
            })],
            Weights = Join(first.Weights, second.Weights),
            RowCount = first.RowCount + second.RowCount,
        };
    }

    private static T[]? Join<T>(IReadOnlyList<T>? first, IReadOnlyList<T>? second)
    {
        if (first is null != second is null)
        {
            throw new ArgumentException("A column of the design is there in one file and missing in the other.");
        }

        return first is null ? null : [.. first, .. second!];
    }
}

/// <summary>One stage of selection as columns.</summary>
public sealed record DesignStage
{
    /// <summary>Stratum of each row at this stage; null for a single stratum.</summary>
    public IReadOnlyList<string>? Strata { get; init; }

    /// <summary>Unit of each row at this stage; null when every row is a unit of its own. Labels of later stages count within their unit of the stage before.</summary>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>Units in the population of the row's stratum, N_h, at least the n_h in the sample; null without a finite population. Constant within a stratum.</summary>
    public IReadOnlyList<double>? PopulationCounts { get; init; }

    /// <summary>Sampling fraction f of the row's stratum, in (0, 1]; null when <see cref="PopulationCounts"/> are given or the population is unknown. Constant within a stratum.</summary>
    public IReadOnlyList<double>? SamplingFractions { get; init; }
}

/// <summary>What becomes of a stratum of which a single unit was drawn. The estimates are the same under every choice; only the variance differs.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(Text.CamelCaseEnumConverter<SingleUnitPolicy>))]
public enum SingleUnitPolicy
{
    /// <summary>The design is refused and the stratum named.</summary>
    Fail,

    /// <summary>The stratum adds nothing to the variance, which is then too small.</summary>
    Remove,

    /// <summary>The unit is taken to have been drawn with certainty: nothing is added.</summary>
    Certainty,

    /// <summary>The unit is compared with the mean of the units of all strata; usually too large.</summary>
    Adjust,

    /// <summary>The stratum is given the mean variance of the others.</summary>
    Average,
}

/// <summary>How a design is read.</summary>
public sealed record DesignOptions
{
    /// <summary>True when unit labels of the first stage start again in each stratum; false (default) makes a unit in two strata an error.</summary>
    public bool UnitLabelsRepeat { get; init; }

    /// <summary>What becomes of strata with a single unit.</summary>
    public SingleUnitPolicy SingleUnit { get; init; }

    /// <summary>First-stage strata that are joined to another for the variance: from stratum to the stratum that takes it. Chains are not followed.</summary>
    public IReadOnlyDictionary<string, string>? CollapseStrata { get; init; }
}
