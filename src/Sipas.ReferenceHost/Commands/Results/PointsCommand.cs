using System.CommandLine;
using Sipas.Files.Tables;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary><c>sipas points</c>: converts indices to points of the PAR index with a pack's table.</summary>
internal static class PointsCommand
{
    public static Command Create()
    {
        var output = new OutputOptions();
        var pack = new Option<string>("--pack")
        {
            Description = "Id of a shipped pack, or a pack file with the points table",
            Required = true,
        };
        var table = new Option<string?>("--table") { Description = "Code of the points table. Default: the only table of the pack" };
        var figures = new Option<string>("--figures")
        {
            Description = "CSV with the columns unit, percent and optionally self_scored, appraised",
            Required = true,
        };
        var command = new Command("points", "Convert indices to points of the PAR index") { pack, table, figures };
        output.AddTo(command);
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, () =>
        {
            PointsDocument document = PointsReport.Of(
                CommandRunner.FindPack(parsed.GetRequiredValue(pack)), parsed.GetValue(table),
                Read(parsed.GetRequiredValue(figures), reading.Read(parsed)));
            return output.PrintAsync(parsed, document.ToJson, language => [document.ToTable(language)]);
        }));
        return command;
    }

    private static PointsInput[] Read(string file, TableFileOptions options)
    {
        FileTable csv = FileTable.Read(file, options);
        csv.Require("unit");
        csv.Require("percent");
        var table = new FigureTable(csv);
        PointsInput[] inputs = [.. table.Rows.Select(row => new PointsInput(
            table.Code(row, "unit"), table.Percent(row, "percent"), table.Number(row, "self_scored", 0, 1_000),
            table.Number(row, "appraised", 0, 1_000)))];
        table.ThrowIfFaulty();
        return inputs;
    }
}
