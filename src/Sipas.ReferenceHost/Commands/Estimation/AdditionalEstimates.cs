using System.CommandLine;
using System.Globalization;
using Sipas.Estimation;
using Sipas.Files.Tables;
using Sipas.Problems;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands.Estimation;

/// <summary>Further estimates of <c>sipas estimate</c>: quantiles, tests of independence, reliability of a scale,
/// importance and performance, kiosks.</summary>
internal sealed class AdditionalEstimates
{
    private readonly Option<string[]> _quantile = EstimateCommand.Columns("--quantile", "Columns whose quantiles are estimated");
    private readonly TypedOptions<double> _probability =
        Typed.NumberList("--probability", "Probabilities of the quantiles, each in (0, 1)", 0.5);
    private readonly Option<QuantileRule> _rule = new(
        "--quantile-rule")
    {
        Description = "math: smallest value that reaches the probability; school: midpoint if the probability is reached exactly",
    };
    private readonly Option<string[]> _table = EstimateCommand.Columns(
        "--table", "Pairs of columns to test for independence, written ROWS/COLUMNS");
    private readonly Option<string[]> _alpha = EstimateCommand.Columns(
        "--alpha", "Columns of a scale whose reliability is estimated: two or more");
    private readonly Option<bool> _weighted =
        new("--alpha-weighted") { Description = "Weight the rows of --alpha. Default: unweighted, because alpha describes the sample" };
    private readonly Option<string?> _importance = new(
        "--importance")
    {
        Description = "Column of the overall item; the importance of --items is their correlation with it",
    };
    private readonly Option<string[]> _items = EstimateCommand.Columns("--items", "Columns of the items of --importance");
    private readonly Option<string?> _kiosk =
        new("--kiosk")
        {
            Description = "CSV of kiosk counts with the columns satisfied, valid and optionally unit, field, month, transactions",
        };
    private readonly Option<string?> _beside =
        new("--compare-with") { Description = "Name of the estimate to compare with the kiosks, by the labels of --by if these are units" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_quantile, _probability, _rule, _table, _alpha, _weighted, _importance, _items, _kiosk,
            _beside])
        {
            command.Add(option);
        }
    }

    public bool IsAsked(ParseResult parsed) =>
        parsed.GetValue(_quantile)!.Length > 0 || parsed.GetValue(_table)!.Length > 0 || parsed.GetValue(_alpha)!.Length > 0
        || parsed.GetValue(_importance) is not null || parsed.GetValue(_kiosk) is not null;

    public EstimateDocument AddTo(EstimateDocument document, ParseResult parsed, AdditionalEstimatesData data) => document with
    {
        Quantiles = Quantiles(parsed, data),
        Tables = Tables(parsed, data),
        Scale = Scale(parsed, data),
        ImportancePerformance = Importance(parsed, data),
        Kiosk = Kiosk(parsed, data),
    };

    private List<QuantileFigure>? Quantiles(ParseResult parsed, AdditionalEstimatesData data)
    {
        double[] probabilities = _probability.Of(parsed);
        if (probabilities.FirstOrDefault(p => !(p > 0 && p < 1), 0.5) is var wrong and not 0.5)
        {
            throw OutOfRange("--probability", wrong.ToString(CultureInfo.InvariantCulture), "0 < p < 1");
        }

        string[] columns = parsed.GetValue(_quantile)!;
        QuantileRule rule = parsed.GetValue(_rule);
        return columns.Length == 0 ? null : [.. from column in columns
                                                let numbers = data.Columns.Numbers(column)
                                                from domain in data.Domains()
                                                from probability in probabilities
                                                select QuantileFigure.Of(column, domain?.Name, rule,
                                                    Sipas.Estimation.Quantiles.Estimate(data.Design, numbers, probability, domain, rule,
                                                        data.Level))];
    }

    private List<TableFigure>? Tables(ParseResult parsed, AdditionalEstimatesData data)
    {
        string[] pairs = parsed.GetValue(_table)!;
        return pairs.Length == 0 ? null : [.. pairs.Select(pair => pair.Split('/') is [var rows, var columns]
            ? new TableFigure(rows, columns, TableTest.Independence(data.Design, data.Columns.Known(rows), data.Columns.Known(columns)))
            : throw OutOfRange("--table", pair, "ROWS/COLUMNS"))];
    }

    private ScaleReliability? Scale(ParseResult parsed, AdditionalEstimatesData data)
    {
        string[] columns = parsed.GetValue(_alpha)!;
        return columns.Length == 0
            ? null
            : ScaleReliability.Of([.. columns.Select(column => (column, data.Columns.Numbers(column)))],
                parsed.GetValue(_weighted) ? data.Design.Weights.ToArray() : null);
    }

    private ImportancePerformance? Importance(ParseResult parsed, AdditionalEstimatesData data)
    {
        if (parsed.GetValue(_importance) is not { } overall)
        {
            return null;
        }

        string[] items = parsed.GetValue(_items)!;
        return items.Length == 0
            ? throw OutOfRange("--items", "", "COLUMN …")
            : ImportancePerformance.Derive([.. items.Select(item => (item, data.Columns.Numbers(item)))],
                data.Columns.Numbers(overall), data.Design.Weights);
    }

    private List<KioskCoverageFigure>? Kiosk(ParseResult parsed, AdditionalEstimatesData data)
    {
        if (parsed.GetValue(_kiosk) is not { } file)
        {
            return null;
        }

        string? beside = parsed.GetValue(_beside);
        if (beside is not null && data.Estimates.All(estimate => estimate.Name != beside))
        {
            throw OutOfRange("--compare-with", beside, string.Join(", ", data.Estimates.Select(estimate => estimate.Name).Distinct()));
        }

        (string? Unit, KioskCell Cell)[] cells = ReadCells(file);
        IEnumerable<(string? Unit, KioskCell[] Cells)> groups = cells.Where(its => its.Unit is not null)
            .GroupBy(its => its.Unit, StringComparer.Ordinal)
            .Select(unit => (unit.Key, unit.Select(its => its.Cell).ToArray()));
        return [.. groups.Prepend((null, [.. cells.Select(its => its.Cell)])).Select(group => KioskCoverageFigure.Of(
            group.Unit, KioskCoverage.Of(group.Cells),
            beside is null ? null : data.Estimates.FirstOrDefault(estimate => estimate.Name == beside && estimate.Domain == group.Unit)))];
    }

    private static (string? Unit, KioskCell Cell)[] ReadCells(string file)
    {
        var csv = FileTable.Read(file);
        csv.Require("satisfied");
        csv.Require("valid");
        var table = new FigureTable(csv);
        var problems = new List<Problem>();
        (string? Unit, KioskCell Cell)[] cells = [.. table.Rows.Select(row =>
        {
            long satisfied = table.Whole(row, "satisfied", 0, long.MaxValue) ?? 0;
            long valid = table.Whole(row, "valid", 0, long.MaxValue) ?? 0;
            if (satisfied > valid)
            {
                problems.Add(new Problem(ProblemCodes.CellMalformed, $"{FileTable.RowPlace(row.Number)}, satisfied",
                    satisfied.ToString(CultureInfo.InvariantCulture), $"0–{valid.ToString(CultureInfo.InvariantCulture)}"));
                satisfied = valid;
            }

            string name = string.Join(" ",
                new[] { table.Optional(row, "field"), table.Optional(row, "month") }.Where(part => part is not null));
            return (table.OptionalCode(row, "unit"),
                new KioskCell(name, satisfied, valid, table.Whole(row, "transactions", 0, long.MaxValue)));
        })];
        foreach (Problem problem in problems)
        {
            table.Cells.Add(problem);
        }

        table.ThrowIfFaulty();
        return cells;
    }

    private static SipasException OutOfRange(string option, string value, string allowed) =>
        new(new Problem(ProblemCodes.OptionOutOfRange, option, value, allowed));
}
