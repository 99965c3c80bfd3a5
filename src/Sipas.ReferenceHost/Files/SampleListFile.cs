using System.Globalization;
using Sipas.Common;
using Sipas.Files.Frames;
using Sipas.Files.Tables;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.ReferenceHost.Files;

/// <summary>A sample list as CSV. The first columns are those of the draw; further columns of the frame that the
/// officer requested (names, phones) follow them and are not part of the verification.</summary>
internal static class SampleListFile
{
    public const string Official = "official.csv";

    public const string Reserve = "reserve.csv";

    public const string Certificate = "certificate.json";

    private static readonly string[] Own = ["code", "number", "cell", "order", "row", "id", "probability", "weight"];

    // Step and start of the cell, so that a list can be checked manually; verification does not use them, because the
    // certificate contains them too.
    private static readonly string[] Walk = ["step", "start"];

    public static void Write(
        string path, SampleList list, DrawCertificate certificate, IReadOnlyList<string> columns,
        IReadOnlyDictionary<long, string[]> details)
    {
        Dictionary<string, SystematicWalk?> walks = list.Entries.Select(entry => entry.Cell)
            .Distinct().ToDictionary(cell => cell, certificate.WalkOf, StringComparer.Ordinal);
        string[] own = certificate.Systematic.Count == 0 ? Own : [.. Own, .. Walk];
        CsvOutput.WriteNew(path, list.Entries.Select(entry => CsvOutput.Line(
            [
                entry.Code, CsvOutput.Show(entry.Number), entry.Cell, CsvOutput.Show(entry.OrderInCell), CsvOutput.Show(entry.RowNumber),
                entry.UnitId,
                entry.Probability.Value.ToString("R", CultureInfo.InvariantCulture),
                entry.DesignWeight.ToString("R", CultureInfo.InvariantCulture),
                .. own == Own ? [] : new[] { walks[entry.Cell]?.Step ?? "", walks[entry.Cell]?.Start ?? "" },
                .. columns.Count == 0 ? [] : details[entry.RowNumber],
            ])).Prepend(CsvOutput.Line(
                [.. own, .. columns.Select(column =>
                    Own.Concat(Walk).Contains(column, StringComparer.OrdinalIgnoreCase) ? $"frame.{column}" : column)])));
    }

    /// <summary>Reads a list; the probability over all stages is used in place of those of the stages.</summary>
    public static SampleList Read(string path, ListRole role)
    {
        // An empty reserve list contains only a header, which is not an error.
        var frame = new FileFrame(path);
        int[] columns = [.. Own.Select(name =>
            Array.FindIndex([.. frame.Columns], column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase)))];
        return columns.Contains(-1)
            ? throw new SipasException(
                new Problem(ProblemCodes.ColumnMissing, path, Own[Array.IndexOf(columns, -1)], string.Join(", ", frame.Columns)))
            : new SampleList(role, [.. frame.ReadRows().Select(row => Entry(row, columns, role))]);
    }

    private static SampleEntry Entry(FrameRow row, int[] columns, ListRole role)
    {
        return new SampleEntry
        {
            Role = role,
            Number = Whole(1),
            Cell = CsvOutput.Unguard(row.Cells[columns[2]]),
            OrderInCell = Whole(3),
            RowNumber = Whole(4),
            UnitId = CsvOutput.Unguard(row.Cells[columns[5]]),
            StageProbabilities =
            [
                CellText.ReadDouble(new Cell(row.Cells[columns[6]]), DecimalMark.Point, out double share) == CellNumber.Read
                && share is > 0 and <= 1
                    ? new InclusionProbability(share)
                    : throw Malformed(6, "(0, 1]"),
            ],
        };

        long Whole(int index) =>
            CellText.ReadWhole(new Cell(row.Cells[columns[index]]), DecimalMark.Point, out long number) == CellNumber.Read && number >= 0
                ? number
                : throw Malformed(index, "1, 2, 3 …");

        SipasException Malformed(int index, string allowed) =>
            new(new Problem(ProblemCodes.FrameCellMalformed, $"row {CsvOutput.Show(row.Number)}, {Own[index]}", row.Cells[columns[index]],
                allowed));
    }
}
