using Sipas.Problems;

namespace Sipas.Packs;

/// <content>Verification of node rules, ranking, bands, points tables and targets.</content>
public static partial class MethodPackVerifier
{
    private static void CheckRules(MethodPack pack, List<Problem> faults)
    {
        ILookup<string, Item> items = pack.Questionnaires.SelectMany(questionnaire => questionnaire.Items)
            .ToLookup(item => item.Code, StringComparer.Ordinal);
        foreach (IndexNode node in pack.Index.SelfAndDescendants())
        {
            string place = $"index[{node.Code}]";
            AggregationRule rule = node.RuleUnder(pack.Rules);
            CheckWeights(node, rule, place, faults);
            if (rule == AggregationRule.GeneralQuestion && (node.GeneralItem is null || !items.Contains(node.GeneralItem)))
            {
                faults.Add(new Problem(ProblemCodes.PackGeneralItem, place, node.GeneralItem));
            }

            if (rule == AggregationRule.Points)
            {
                foreach (string scale in node.AllItems().SelectMany(code => items[code]).Select(item => item.Scale)
                    .Distinct(StringComparer.Ordinal))
                {
                    if (pack.FindScale(scale) is { } known && !HasPoints(known))
                    {
                        faults.Add(new Problem(ProblemCodes.PackScalePoints, place, scale));
                    }
                }
            }

            foreach (string code in node.Items)
            {
                if (items[code].Any(item => pack.FindScale(item.Scale) is { } scale && !scale.Levels.Any(level => level.Satisfied)))
                {
                    faults.Add(new Problem(ProblemCodes.PackNothingSatisfied, place, code));
                }

                if (items.Contains(code))
                {
                    faults.AddRange(pack.Questionnaires.Where(questionnaire => questionnaire.Items.All(item => item.Code != code))
                        .Select(questionnaire => new Problem(ProblemCodes.PackUnasked, $"{place}.items[{code}]",
                            questionnaire.Version)
                        {
                            Severity = ProblemSeverity.Warning,
                        }));
                }
            }
        }
    }

    private static bool HasPoints(AnswerScale scale) =>
        scale.Levels.Count > 0 && scale.Levels[^1].Points > 0 && scale.Levels.All(level => level.Points >= 0)
        && scale.Levels.Zip(scale.Levels.Skip(1)).All(pair => pair.First.Points <= pair.Second.Points);

    private static void CheckWeights(IndexNode node, AggregationRule rule, string place, List<Problem> faults)
    {
        if (rule != AggregationRule.Weighted)
        {
            if (node.Weights.Count > 0)
            {
                faults.Add(new Problem(ProblemCodes.PackWeightsUnused, place, rule.ToString()) { Severity = ProblemSeverity.Warning });
            }

            return;
        }

        string[] parts = [.. node.Children.Select(child => child.Code), .. node.Items];
        string allowed = string.Join(", ", parts);
        foreach (PartWeight weight in node.Weights.Where((weight, i) =>
            weight.Weight <= 0 || !parts.Contains(weight.Part) || node.Weights.Take(i).Any(earlier => earlier.Part == weight.Part)))
        {
            faults.Add(new Problem(ProblemCodes.PackWeightPart, place, weight.Part, allowed));
        }

        faults.AddRange(parts.Where(part => node.Weights.All(weight => weight.Part != part))
            .Select(part => new Problem(ProblemCodes.PackWeightPart, place, part, allowed)));
        decimal sum = node.Weights.Sum(weight => weight.Weight);
        if (sum != 1)
        {
            faults.Add(new Problem(ProblemCodes.PackWeightsSum, place, Show(sum), "1"));
        }
    }

    private static void CheckTables(MethodPack pack, List<Problem> faults)
    {
        CheckUnique(faults, "bands", pack.Bands.Select(table => table.Code));
        foreach (BandTable table in pack.Bands)
        {
            string place = $"bands[{table.Code}]";
            CheckCode(faults, place, table.Code);
            CheckText(faults, place, table.Text);
            CheckBands(faults, place, table.Bands);
        }

        if (pack.Collection is { MaximumDelayDays: < 1 or > 366 } collection)
        {
            faults.Add(new Problem(ProblemCodes.PackMaximumDelay, "collection.maximumDelayDays", Show(collection.MaximumDelayDays),
                "1–366"));
        }

        if (pack.Ranking is { } ranking)
        {
            if (ranking.MinimumBallots < 0)
            {
                faults.Add(new Problem(ProblemCodes.PackMinimumBallots, "ranking.minimumBallots", Show(ranking.MinimumBallots)));
            }

            BandTable[] percent = [.. pack.Bands.Where(table => table.Measure == BandMeasure.Percent)];
            if (ranking.Groups is not null && percent.All(table => table.Code != ranking.Groups))
            {
                faults.Add(new Problem(ProblemCodes.PackBandsUnknown, "ranking.groups", ranking.Groups,
                    string.Join(", ", percent.Select(table => table.Code))));
            }
        }

        CheckUnique(faults, "pointsTables", pack.PointsTables.Select(table => table.Code));
        foreach (PointsTable table in pack.PointsTables)
        {
            CheckPointsTable(table, $"pointsTables[{table.Code}]", faults);
        }

        CheckUnique(faults, "targets", pack.Targets.Select(target => target.Code));
        foreach (Target target in pack.Targets)
        {
            string place = $"targets[{target.Code}]";
            CheckCode(faults, place, target.Code);
            CheckText(faults, place, target.Text);
            CheckText(faults, $"{place}.source", target.Source);
            if (target.Percent is < 0 or > 100)
            {
                faults.Add(new Problem(ProblemCodes.PackTarget, place, Show(target.Percent), "0–100"));
            }

            if (pack.Index.SelfAndDescendants().All(node => node.Code != target.Node))
            {
                faults.Add(new Problem(ProblemCodes.PackTarget, place, target.Node,
                    string.Join(", ", pack.Index.SelfAndDescendants().Select(node => node.Code))));
            }
        }
    }

    private static void CheckPointsTable(PointsTable table, string place, List<Problem> faults)
    {
        CheckCode(faults, place, table.Code);
        CheckText(faults, place, table.Text);
        if (table.Rounding.Decimals is < 0 or > 4)
        {
            faults.Add(new Problem(ProblemCodes.PackDecimals, $"{place}.rounding.decimals", Show(table.Rounding.Decimals), "0–4"));
        }

        void Fault(string value, string allowed) => faults.Add(new Problem(ProblemCodes.PackPointsTable, place, value, allowed));
        if (table.Maximum <= 0)
        {
            Fault($"maximum = {Show(table.Maximum)}", "maximum > 0");
        }

        if (table.Knots.Count > 0 != (table.Kind == ConversionKind.PiecewiseLinear)
            || table.Bands.Count > 0 != (table.Kind == ConversionKind.Bands))
        {
            Fault($"{table.Kind}: knots = {table.Knots.Count}, bands = {table.Bands.Count}", "knots ↔ piecewiseLinear, bands ↔ bands");
        }

        if (table.Knots.Count == 1)
        {
            Fault("knots = 1", "knots ≥ 2");
        }

        foreach (ConversionKnot knot in table.Knots.Where(knot =>
            knot.Percent is < 0 or > 100 || knot.Points < 0 || knot.Points > table.Maximum))
        {
            Fault($"{Show(knot.Percent)} → {Show(knot.Points)}", $"0–100 → 0–{Show(table.Maximum)}");
        }

        foreach ((ConversionKnot first, ConversionKnot second) in table.Knots.Zip(table.Knots.Skip(1)))
        {
            if (second.Percent <= first.Percent || second.Points < first.Points)
            {
                Fault($"{Show(first.Percent)} → {Show(first.Points)}, {Show(second.Percent)} → {Show(second.Points)}",
                    "percent ↑, points ↗");
            }
        }

        if (table.Bands.Count > 0)
        {
            CheckBands(faults, place, table.Bands);
            foreach (Band band in table.Bands.Where(band => !(band.Points >= 0 && band.Points <= table.Maximum)))
            {
                Fault($"{band.Code}: {(band.Points is { } points ? Show(points) : "–")}", $"0–{Show(table.Maximum)}");
            }
        }
    }

    private static void CheckBands(List<Problem> faults, string place, IReadOnlyList<Band> bands)
    {
        if (bands.Count == 0)
        {
            faults.Add(new Problem(ProblemCodes.PackEmpty, place));
            return;
        }

        CheckUnique(faults, place, bands.Select(band => band.Code));
        foreach (Band band in bands)
        {
            CheckCode(faults, $"{place}.bands[{band.Code}]", band.Code);
            CheckText(faults, $"{place}.bands[{band.Code}]", band.Text);
            if (band.To <= band.From)
            {
                faults.Add(new Problem(ProblemCodes.PackBandReversed, $"{place}.bands[{band.Code}]", Limits(band)));
            }
        }

        Band[] sorted = [.. bands.OrderBy(band => band.From)];
        if (sorted[0].From > 0)
        {
            faults.Add(new Problem(ProblemCodes.PackBandGap, place, $"[0, {Show(sorted[0].From)})"));
        }

        Band highest = sorted[0];
        foreach (Band band in sorted.Skip(1))
        {
            if (highest.To is not { } to || band.From < to)
            {
                faults.Add(new Problem(ProblemCodes.PackBandOverlap, place, $"{band.Code} {Limits(band)}",
                    $"{highest.Code} {Limits(highest)}"));
            }
            else if (band.From > to)
            {
                faults.Add(new Problem(ProblemCodes.PackBandGap, place, $"[{Show(to)}, {Show(band.From)})"));
            }

            highest = highest.To is null || highest.To > band.To ? highest : band;
        }

        if (highest.To is { } top)
        {
            faults.Add(new Problem(ProblemCodes.PackBandGap, place, $"[{Show(top)}, ∞)"));
        }
    }

    private static string Limits(Band band) => $"[{Show(band.From)}, {(band.To is { } to ? Show(to) : "∞")})";
}
