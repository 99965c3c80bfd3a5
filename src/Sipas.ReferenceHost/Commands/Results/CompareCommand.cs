using System.CommandLine;
using System.Globalization;
using Sipas.Files.Tables;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.ReferenceHost.Commands.Units;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;
using Sipas.Units;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary><c>sipas compare</c>: changes from year to year, and across boundary changes with a bridge table.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var output = new OutputOptions();
        var figures = new Option<string>("--figures")
        {
            Description = "CSV with the columns code, year, percent and optionally series, respondents, weight",
            Required = true,
        };
        var overBreak = new Option<bool>("--over-break")
        {
            Description = "Also compute differences over a break in the series; they are labelled",
        };
        var units = new Option<string?>("--units")
        {
            Description = "CSV of the units of both years, as for \"units import\", to compare across changed boundaries",
        };
        var successions = new Option<string?>("--successions")
        {
            Description = "CSV with the columns predecessor, successor, kind and, for a partial succession, share",
        };
        var boundaries = new Option<ComparisonBoundaries>("--boundaries")
        {
            Description = "New or Old",
            DefaultValueFactory = _ => ComparisonBoundaries.New,
        };
        TypedOption<int> decimals = Typed.SmallWhole("--decimals", "Decimals of a figure converted by a bridge table, 0 to 4", 2);
        var command = new Command("compare", "Compare published figures from year to year")
        {
            figures, overBreak, units, successions, boundaries, decimals,
        };
        output.AddTo(command);
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, () =>
        {
            PublishedFigure[] published = ReadFigures(parsed.GetRequiredValue(figures), reading.Read(parsed));
            bool over = parsed.GetValue(overBreak);
            CompareDocument document = parsed.GetValue(units) is { } unitFile
                ? OverBoundaries(published, unitFile, parsed.GetValue(successions), parsed.GetValue(boundaries), decimals.Of(parsed), over)
                : CompareReport.OfYears(published, over);
            return output.PrintAsync(parsed, document.ToJson, document.ToTables);
        }));
        return command;
    }

    private static PublishedFigure[] ReadFigures(string file, TableFileOptions options)
    {
        FileTable csv = FileTable.Read(file, options);
        csv.Require("code");
        csv.Require("year");
        csv.Require("percent");
        var table = new FigureTable(csv);
        PublishedFigure[] figures = [.. table.Rows.Select(row => new PublishedFigure
        {
            Code = table.Code(row, "code"),
            Year = (int)(table.Whole(row, "year", 2000, 2100) ?? 0),
            Percent = table.Percent(row, "percent"),
            Series = table.Label(row, "series") ?? "",
            RespondentGroup = table.Label(row, "respondents"),
            Weight = table.Number(row, "weight", 0.000001m, 1_000_000_000_000m) ?? 1,
        })];
        table.ThrowIfFaulty();
        return figures;
    }

    private static CompareDocument OverBoundaries(PublishedFigure[] figures, string unitFile, string? successionFile,
        ComparisonBoundaries boundaries, int decimals, bool overBreak)
    {
        int[] years = [.. figures.Select(figure => figure.Year).Distinct().Order()];
        if (years.Length != 2)
        {
            throw new SipasException(new Problem(ProblemCodes.QueryValue, "year", string.Join(", ", years), "2"));
        }

        if (decimals is < 0 or > 4)
        {
            throw new SipasException(
                new Problem(ProblemCodes.QueryValue, "--decimals", decimals.ToString(CultureInfo.InvariantCulture), "0–4"));
        }

        var history = new UnitHistory(new UnitDirectory(UnitsCommand.Read(unitFile)),
            successionFile is null ? [] : SuccessionFile.Read(successionFile));
        return CompareReport.OfUnits(
            history, new DateOnly(years[0], 12, 31), new DateOnly(years[1], 12, 31),
            [.. figures.Where(figure => figure.Year == years[0])], [.. figures.Where(figure => figure.Year == years[1])],
            boundaries, new RoundingRule { Decimals = decimals, Midpoint = MidpointRule.AwayFromZero }, overBreak);
    }
}
