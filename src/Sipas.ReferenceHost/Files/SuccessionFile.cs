using System.Globalization;
using Sipas.Files.Tables;
using Sipas.Units;

namespace Sipas.ReferenceHost.Files;

/// <summary>Successions of organisation units as a table: predecessor, successor, kind and, for a partial succession,
/// share.</summary>
internal static class SuccessionFile
{
    private static readonly string[] Header = ["predecessor", "successor", "kind", "share"];

    public static UnitSuccession[] Read(string file, TableFileOptions? options = null)
    {
        FileTable rows = FileTable.Read(file, options);
        rows.Require("predecessor");
        rows.Require("successor");
        var table = new FigureTable(rows);
        UnitSuccession[] links = [.. table.Rows.Select(row => new UnitSuccession
        {
            PredecessorCode = table.Code(row, "predecessor"),
            SuccessorCode = table.Code(row, "successor"),
            Kind = table.Word(row, "kind", SuccessionKind.Merged),
            Share = table.Share(row, "share") ?? 1,
        })];
        table.ThrowIfFaulty();
        return links;
    }

    public static IEnumerable<string> Lines(IEnumerable<UnitSuccession> links) => links
        .Select(link => CsvOutput
            .Line([link.PredecessorCode, link.SuccessorCode, link.Kind.ToString(), link.Share.ToString(CultureInfo.InvariantCulture)]))
        .Prepend(CsvOutput.Line(Header));
}
