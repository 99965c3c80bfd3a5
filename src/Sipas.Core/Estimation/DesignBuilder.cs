using System.Globalization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Validates the columns of a design and numbers its strata and units.</summary>
internal sealed class DesignBuilder(DesignColumns columns, DesignOptions options)
{
    private const int MaxProblems = 100;
    private readonly List<Problem> _problems = [];

    public (ClusterLevel[] Levels, int VarianceStages, double[] Weights) Build()
    {
        int rows = CountRows();
        var levels = new List<ClusterLevel>();
        for (int stage = 0; stage < columns.Stages.Count; stage++)
        {
            CheckLabels(stage);
            StopAtProblems();
            levels.Add(BuildLevel(stage, rows, levels));
            StopAtProblems();
        }

        double[] weights = columns.Weights is null ? WeightsOfFractions(levels, rows) : CheckWeights(columns.Weights, levels[0]);
        StopAtProblems();
        int varianceStages = 1;
        while (varianceStages < levels.Count && HasPopulation(varianceStages - 1) && HasPopulation(varianceStages))
        {
            varianceStages++;
        }

        if (options.SingleUnit == SingleUnitPolicy.Fail)
        {
            CheckSingleUnits(levels.Take(varianceStages));
            StopAtProblems();
        }

        return ([.. levels], varianceStages, weights);
    }

    private bool HasPopulation(int stage) => columns.Stages[stage].PopulationCounts is not null
        || columns.Stages[stage].SamplingFractions is not null;

    private int CountRows()
    {
        if (columns.Stages.Count == 0)
        {
            throw new SipasException(new Problem(ProblemCodes.DesignEmpty, "stages"));
        }

        int? rows = columns.RowCount ?? columns.Weights?.Count ?? columns.Periods?.Count;
        for (int stage = 0; stage < columns.Stages.Count; stage++)
        {
            DesignStage its = columns.Stages[stage];
            Check($"stage {stage + 1}, strata", its.Strata?.Count);
            Check($"stage {stage + 1}, units", its.Units?.Count);
            Check($"stage {stage + 1}, populationCounts", its.PopulationCounts?.Count);
            Check($"stage {stage + 1}, samplingFractions", its.SamplingFractions?.Count);
            if (its.PopulationCounts is not null && its.SamplingFractions is not null)
            {
                _problems.Add(new Problem(ProblemCodes.DesignPopulationTwice, $"stage {stage + 1}"));
            }
        }

        Check("weights", columns.Weights?.Count);
        Check("periods", columns.Periods?.Count);
        StopAtProblems();
        return rows is > 0 ? rows.Value : throw new SipasException(new Problem(ProblemCodes.DesignEmpty, "rows"));

        void Check(string place, int? count)
        {
            rows ??= count;
            if (count is { } known && known != rows)
            {
                Add(ProblemCodes.DesignColumnLength, place, Show(known), Show(rows!.Value));
            }
        }
    }

    private void CheckLabels(int stage)
    {
        for (int row = 0; stage == 0 && columns.Periods is not null && row < columns.Periods.Count; row++)
        {
            if (string.IsNullOrEmpty(columns.Periods[row]))
            {
                Add(ProblemCodes.DesignPeriodMissing, Place(row));
            }
        }

        DesignStage its = columns.Stages[stage];
        for (int row = 0; its.Strata is not null && row < its.Strata.Count; row++)
        {
            if (string.IsNullOrEmpty(its.Strata[row]))
            {
                Add(ProblemCodes.DesignStratumMissing, Place(row), Show(stage + 1));
            }
        }

        for (int row = 0; its.Units is not null && row < its.Units.Count; row++)
        {
            if (string.IsNullOrEmpty(its.Units[row]))
            {
                Add(ProblemCodes.DesignUnitMissing, Place(row), Show(stage + 1));
            }
        }
    }

    private ClusterLevel BuildLevel(int stage, int rows, List<ClusterLevel> above)
    {
        DesignStage its = columns.Stages[stage];
        int[]? parents = stage == 0 ? null : above[^1].UnitOfRow;
        var strata = new Dictionary<StratumKey, int>();
        var units = new Dictionary<UnitKey, int>();
        var homes = new Dictionary<StratumKey, int>();
        var stratumKeys = new List<StratumKey>();
        var unitKeys = new List<UnitKey>();
        int[] unitOfRow = new int[rows];
        bool mayRepeat = stage == 0 && options.UnitLabelsRepeat;
        for (int row = 0; row < rows; row++)
        {
            string given = its.Strata?[row] ?? "";
            string name = stage == 0 && options.CollapseStrata is not null ? options.CollapseStrata.GetValueOrDefault(given, given) : given;
            var key = new StratumKey(parents?[row] ?? 0, stage == 0 ? columns.Periods?[row] ?? "" : "", name);
            if (!strata.TryGetValue(key, out int stratum))
            {
                strata.Add(key, stratum = stratumKeys.Count);
                stratumKeys.Add(key);
            }

            if (its.Units is null)
            {
                unitOfRow[row] = unitKeys.Count;
                unitKeys.Add(new UnitKey(stratum, "", ""));
                continue;
            }

            string label = its.Units[row];
            // Units of collapsed strata stay distinct: labels that repeat in each stratum still refer to the original
            // stratum.
            var unitKey = new UnitKey(stratum, mayRepeat ? given : "", label);
            if (!units.TryGetValue(unitKey, out int unit))
            {
                units.Add(unitKey, unit = unitKeys.Count);
                unitKeys.Add(unitKey);
                StratumKey home = key with { Name = label };
                if (!mayRepeat && !homes.TryAdd(home, stratum))
                {
                    Add(ProblemCodes.DesignUnitInTwoStrata, label, $"{stratumKeys[homes[home]].Name}, {name}");
                }
            }

            unitOfRow[row] = unit;
        }

        StopAtProblems();
        return Number(stage, its, above, stratumKeys, unitKeys, unitOfRow);
    }

    private ClusterLevel Number(
        int stage, DesignStage its, List<ClusterLevel> above, List<StratumKey> stratumKeys, List<UnitKey> unitKeys, int[] unitOfRow)
    {
        int[] stratumOrder = [.. Enumerable.Range(0, stratumKeys.Count)
            .OrderBy(s => stratumKeys[s].Parent).ThenBy(s => stratumKeys[s].Period, StringComparer.Ordinal)
            .ThenBy(s => stratumKeys[s].Name, StringComparer.Ordinal)];
        int[] stratumRank = Invert(stratumOrder);
        int[] unitOrder = [.. Enumerable.Range(0, unitKeys.Count)
            .OrderBy(u => stratumRank[unitKeys[u].Stratum]).ThenBy(u => unitKeys[u].Given, StringComparer.Ordinal)
            .ThenBy(u => unitKeys[u].Label, StringComparer.Ordinal)];
        int[] unitRank = Invert(unitOrder);
        int[] stratumOfUnit = [.. unitOrder.Select(u => stratumRank[unitKeys[u].Stratum])];
        int[] start = new int[stratumOrder.Length + 1];
        foreach (int stratum in stratumOfUnit)
        {
            start[stratum + 1]++;
        }

        for (int s = 0; s < stratumOrder.Length; s++)
        {
            start[s + 1] += start[s];
        }

        for (int row = 0; row < unitOfRow.Length; row++)
        {
            unitOfRow[row] = unitRank[unitOfRow[row]];
        }

        string[] names = [.. stratumOrder.Select(s => NameOf(stage, above, stratumKeys[s]))];
        int[] parents = [.. stratumOrder.Select(s => stratumKeys[s].Parent)];
        double[] fraction = Fractions(stage, its, unitOfRow, stratumOfUnit, start, names);
        return new ClusterLevel
        {
            UnitOfRow = unitOfRow,
            StratumStart = start,
            StratumOfUnit = stratumOfUnit,
            StratumNames = names,
            UnitNames = [.. unitOrder.Select(u => unitKeys[u].Label)],
            ParentOfStratum = parents,
            Fraction = fraction,
            Links = stage > 0 || columns.Periods is null ? null : PeriodLinks.Of(
                [.. stratumOrder.Select(s => (stratumKeys[s].Period, stratumKeys[s].Name))],
                columns.SameUnits && its.Units is not null
                    ? [.. unitOrder.Select(u => (stratumRank[unitKeys[u].Stratum], unitKeys[u].Given, unitKeys[u].Label))]
                    : [.. unitOrder.Select((u, i) => (stratumRank[unitKeys[u].Stratum], i.ToString(CultureInfo.InvariantCulture), ""))]),
            FractionAbove = [.. parents.Select(parent => stage == 0 ? 1 : FractionDownTo(above[^1], above[^1].StratumOfUnit[parent]))],
        };
    }

    private static double FractionDownTo(ClusterLevel level, int stratum) => level.FractionAbove[stratum] * level.Fraction[stratum];

    // A first-stage stratum that results from collapsing several strata has the sampling fraction Σ n / Σ N.
    private double[] Fractions(int stage, DesignStage its, int[] unitOfRow, int[] stratumOfUnit, int[] start, string[] names)
    {
        double[] fraction = new double[names.Length];
        IReadOnlyList<double>? given = its.PopulationCounts ?? its.SamplingFractions;
        if (given is null)
        {
            return fraction;
        }

        bool counts = its.PopulationCounts is not null;
        var parts = new Dictionary<(int Stratum, string Given), (double Value, HashSet<int> Units)>();
        for (int row = 0; row < unitOfRow.Length; row++)
        {
            int stratum = stratumOfUnit[unitOfRow[row]];
            string name = stage == 0 && options.CollapseStrata is not null ? its.Strata?[row] ?? "" : "";
            double value = given[row];
            if (!double.IsFinite(value) || value <= 0)
            {
                Add(counts ? ProblemCodes.DesignPopulationMalformed : ProblemCodes.DesignFractionRange, names[stratum], Show(value),
                    Place(row));
            }
            else if (!counts && value > 1)
            {
                Add(ProblemCodes.DesignFractionRange, names[stratum], Show(value), Place(row));
            }
            else if (!parts.TryGetValue((stratum, name), out (double Value, HashSet<int> Units) part))
            {
                parts.Add((stratum, name), (value, [unitOfRow[row]]));
            }
            else
            {
                part.Units.Add(unitOfRow[row]);
                if (part.Value != value)
                {
                    Add(ProblemCodes.DesignPopulationVaries, names[stratum], Show(value), Show(part.Value));
                }
            }
        }

        StopAtProblems();
        ILookup<int, (double Value, HashSet<int> Units)> partsOf = parts
            .OrderBy(pair => pair.Key.Given, StringComparer.Ordinal)
            .ToLookup(pair => pair.Key.Stratum, pair => pair.Value);
        for (int stratum = 0; stratum < names.Length; stratum++)
        {
            int units = start[stratum + 1] - start[stratum];
            (double Value, HashSet<int> Units)[] joined = [.. partsOf[stratum]];
            foreach ((double value, HashSet<int> inPart) in joined)
            {
                if (counts && inPart.Count > value)
                {
                    Add(ProblemCodes.DesignSampleAbovePopulation, names[stratum], Show(inPart.Count), Show(value));
                }
            }

            fraction[stratum] = joined.Length == 1
                ? counts ? units / joined[0].Value : joined[0].Value
                : units / joined.Sum(part => counts ? part.Value : part.Units.Count / part.Value);
        }

        return fraction;
    }

    private double[] CheckWeights(IReadOnlyList<double> given, ClusterLevel first)
    {
        double[] weights = [.. given];
        double largest = 0;
        for (int row = 0; row < weights.Length; row++)
        {
            string stratum = first.StratumNames[first.StratumOfUnit[first.UnitOfRow[row]]];
            largest = Math.Max(largest, weights[row]);
            if (double.IsNaN(weights[row]))
            {
                Add(ProblemCodes.DesignWeightMissing, Place(row), null, stratum);
            }
            else if (weights[row] < 0 || double.IsInfinity(weights[row]))
            {
                Add(ProblemCodes.DesignWeightMalformed, Place(row), Show(weights[row]), stratum);
            }
        }

        if (_problems.Count == 0 && largest == 0)
        {
            Add(ProblemCodes.DesignWeightsZero, "weights");
        }

        return weights;
    }

    private double[] WeightsOfFractions(List<ClusterLevel> levels, int rows)
    {
        if (Enumerable.Range(0, levels.Count).Any(stage => !HasPopulation(stage)))
        {
            throw new SipasException(new Problem(ProblemCodes.DesignNoWeights, "weights"));
        }

        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            weights[row] = 1;
            foreach (ClusterLevel level in levels)
            {
                weights[row] /= level.Fraction[level.StratumOfUnit[level.UnitOfRow[row]]];
            }
        }

        return weights;
    }

    private void CheckSingleUnits(IEnumerable<ClusterLevel> levels)
    {
        foreach (ClusterLevel level in levels)
        {
            for (int stratum = 0; stratum < level.StratumCount; stratum++)
            {
                if (level.UnitsIn(stratum) == 1 && level.Fraction[stratum] < 1)
                {
                    Add(ProblemCodes.DesignSingleUnit, level.StratumNames[stratum], level.UnitNames[level.StratumStart[stratum]]);
                }
            }
        }
    }

    // For messages only: strata are identified by their keys, because a label may contain the separator.
    private static string NameOf(int stage, List<ClusterLevel> above, StratumKey key) =>
        stage == 0 ? key.Period.Length == 0 ? key.Name : LabelPath.Join(key.Period, key.Name)
        : key.Name.Length == 0 ? above[^1].UnitNames[key.Parent] : LabelPath.Join(above[^1].UnitNames[key.Parent], key.Name);

    private static int[] Invert(int[] order)
    {
        int[] rank = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            rank[order[i]] = i;
        }

        return rank;
    }

    private static string Place(int row) => string.Create(CultureInfo.InvariantCulture, $"row {row + 1}");

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void Add(string code, string place, string? value = null, string? allowed = null)
    {
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(new Problem(code, place, value, allowed));
        }
    }

    private void StopAtProblems()
    {
        if (_problems.Count > 0)
        {
            throw new SipasException(_problems);
        }
    }

    private readonly record struct StratumKey(int Parent, string Period, string Name);

    private readonly record struct UnitKey(int Stratum, string Given, string Label);
}
