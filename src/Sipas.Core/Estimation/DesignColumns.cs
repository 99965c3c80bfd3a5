namespace Sipas.Estimation;

/// <summary>
/// A survey design as columns of the data: the sampling units and strata of each stage, and the weights. Rows are
/// respondents.
/// </summary>
/// <remarks>
/// Tiers of government are not part of the design: a stage may be any sampling unit, so a change of tiers changes the
/// columns and not the code.
/// </remarks>
public sealed record DesignColumns
{
    /// <summary>The stages from the first on: 1 or more, each with as many rows as the data.</summary>
    public required IReadOnlyList<DesignStage> Stages { get; init; }

    /// <summary>
    /// Weight of each row: the number of population units it represents, 0 or more. Null when every stage has a
    /// sampling fraction: then w = Π 1/f.
    /// </summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Number of rows; required only when no other column determines it, as for one stage of rows without strata.</summary>
    public int? RowCount { get; init; }

    /// <summary>
    /// Period of each row, for example the year, if the data contain several surveys that were drawn separately; null
    /// for a single draw. Every row has a period.
    /// </summary>
    /// <remarks>
    /// Strata, units and finite populations of the first stage are counted separately for each period. A unit in two
    /// periods of one stratum contributes to their covariance.
    /// </remarks>
    public IReadOnlyList<string>? Periods { get; init; }

    /// <summary>
    /// Whether equal labels in different periods denote the same unit; if false, the periods have no covariance.
    /// Default true. Has no effect without <see cref="Periods"/>.
    /// </summary>
    public bool SameUnits { get; init; } = true;

    /// <summary>Stacks the rows of two years as the periods <c>1</c> and <c>2</c>, to estimate changes between them.</summary>
    /// <param name="first">The earlier rows.</param>
    /// <param name="second">The later rows, with the same stages.</param>
    /// <param name="sameUnits">
    /// Whether equal labels of a stratum and a unit denote the same unit in both: true if some or all units were
    /// retained or labels come from one register; false if labels are reused in each year.
    /// </param>
    /// <returns>The combined columns. Weights and finite populations remain those of each year.</returns>
    /// <exception cref="ArgumentException">The two have different stages or columns, or one of them already has periods.</exception>
    public static DesignColumns Stack(DesignColumns first, DesignColumns second, bool sameUnits = true) =>
        Stack([("1", first), ("2", second)], sameUnits);

    /// <summary>Stacks the rows of several periods with the same units, to estimate changes between them.</summary>
    /// <param name="periods">The name of each period with its columns, all with the same stages; one or more.</param>
    /// <returns>The combined columns, with <see cref="Periods"/>.</returns>
    /// <exception cref="ArgumentException">
    /// There is no period, a name is empty or occurs twice, the periods have different stages or columns, or one of
    /// them already has periods.
    /// </exception>
    public static DesignColumns Stack(IReadOnlyList<(string Period, DesignColumns Columns)> periods) => Stack(periods, sameUnits: true);

    /// <summary>Stacks the rows of several periods, to estimate changes between them.</summary>
    /// <param name="periods">The name of each period with its columns, all with the same stages; one or more.</param>
    /// <param name="sameUnits">Whether equal labels of a stratum and a unit denote the same unit in all periods.</param>
    /// <returns>
    /// The combined columns, with <see cref="Periods"/>. A column that only some periods have causes an error; it is
    /// not dropped.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// There is no period, a name is empty or occurs twice, the periods have different stages or columns, or one of
    /// them already has periods.
    /// </exception>
    public static DesignColumns Stack(IReadOnlyList<(string Period, DesignColumns Columns)> periods, bool sameUnits)
    {
        ArgumentNullException.ThrowIfNull(periods);
        DesignColumns[] all = [.. periods.Select(its => its.Columns)];
        if (all.Length == 0 || Array.Exists(all, its => its is null))
        {
            throw new ArgumentException("Columns of one or more periods are needed.", nameof(periods));
        }

        if (periods.Any(its => string.IsNullOrEmpty(its.Period))
            || periods.Select(its => its.Period).Distinct(StringComparer.Ordinal).Count() < all.Length)
        {
            throw new ArgumentException("Each period needs a name of its own.", nameof(periods));
        }

        if (Array.Exists(all, its => its.Periods is not null))
        {
            throw new ArgumentException("Columns that hold several periods already cannot be put under others.", nameof(periods));
        }

        if (Array.Exists(all, its => its.Stages.Count != all[0].Stages.Count))
        {
            throw new ArgumentException("Files with different numbers of stages cannot be put under one another.", nameof(periods));
        }

        return new DesignColumns
        {
            Stages = [.. Enumerable.Range(0, all[0].Stages.Count).Select(stage => new DesignStage
            {
                Strata = Join(all, its => its.Stages[stage].Strata, $"stage {stage + 1}, strata"),
                Units = Join(all, its => its.Stages[stage].Units, $"stage {stage + 1}, units"),
                PopulationCounts = Join(all, its => its.Stages[stage].PopulationCounts, $"stage {stage + 1}, populationCounts"),
                SamplingFractions = Join(all, its => its.Stages[stage].SamplingFractions, $"stage {stage + 1}, samplingFractions"),
            })],
            Weights = Join(all, its => its.Weights, "weights"),
            Periods = [.. periods.SelectMany(its => Enumerable.Repeat(its.Period, RowsOf(its.Columns)))],
            SameUnits = sameUnits,
        };
    }

    private static int RowsOf(DesignColumns columns) =>
        columns.Weights?.Count
        ?? columns.Stages.SelectMany(its =>
            new int?[] { its.Strata?.Count, its.Units?.Count, its.PopulationCounts?.Count, its.SamplingFractions?.Count })
            .FirstOrDefault(count => count is not null)
        ?? columns.RowCount
        ?? throw new ArgumentException("A period has no column that says how many rows it has.", nameof(columns));

    private static T[]? Join<T>(DesignColumns[] all, Func<DesignColumns, IReadOnlyList<T>?> column, string name)
    {
        IReadOnlyList<T>?[] parts = [.. all.Select(column)];
        if (Array.TrueForAll(parts, part => part is null))
        {
            return null;
        }

        int missing = Array.FindIndex(parts, part => part is null);
        if (missing >= 0)
        {
            throw new ArgumentException($"The column '{name}' of the design is there in one period and missing in another.", nameof(all));
        }

        int wrong = Enumerable.Range(0, all.Length).FirstOrDefault(i => parts[i]!.Count != RowsOf(all[i]), -1);
        return wrong >= 0
            ? throw new ArgumentException($"The column '{name}' has {parts[wrong]!.Count} rows, its period has {RowsOf(all[wrong])}.",
                nameof(all))
            : [.. parts.SelectMany(part => part!)];
    }
}
