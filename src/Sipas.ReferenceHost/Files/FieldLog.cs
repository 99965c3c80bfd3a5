using System.Globalization;
using System.Text;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Files.Frames;
using Sipas.Files.Tables;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.ReferenceHost.Files;

/// <summary>The field log as CSV: day, code, kind and the fields of the kind. Lines are only ever added.</summary>
internal static class FieldLog
{
    private static readonly string[] Columns = ["day", "code", "kind", "team", "disposition", "substitute", "reason", "approver", "ballot"];

    private static readonly Dictionary<string, FieldEventKind> Kinds = Enum.GetValues<FieldEventKind>()
        .ToDictionary(NameOf, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> KindNames => Kinds.Keys;

    public static string NameOf(FieldEventKind kind) =>
        kind.ToString() is var name ? string.Concat(char.ToLowerInvariant(name[0]), name[1..]) : "";

    public static FieldEventKind KindOf(string word) => Kinds[word];

    /// <summary>Opens the ledger of a draw's folder and replays its log; an invalid line is reported with its row.</summary>
    public static FieldLedger Open(string folder, string log)
    {
        var ledger = new FieldLedger(
            SampleListFile.Read(Path.Combine(folder, SampleListFile.Official), ListRole.Official),
            SampleListFile.Read(Path.Combine(folder, SampleListFile.Reserve), ListRole.Reserve));
        if (!File.Exists(log))
        {
            return ledger;
        }

        var frame = new FileFrame(log);
        int[] columns = [.. Columns.Select(name =>
            frame.Columns.ToList().FindIndex(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase)))];
        foreach (string missing in Columns.Take(3).Where((_, i) => columns[i] < 0))
        {
            throw new SipasException(new Problem(ProblemCodes.ColumnMissing, log, missing, string.Join(", ", frame.Columns)));
        }

        foreach (FrameRow row in frame.ReadRows())
        {
            try
            {
                ledger.Apply(Read(row, columns));
            }
            catch (SipasException error)
            {
                throw new SipasException(
                    [.. error.Problems.Select(problem => problem with { Place = $"row {CsvOutput.Show(row.Number)}: {problem.Place}" })],
                    error);
            }
        }

        return ledger;
    }

    public static void Append(string log, FieldEvent happened)
    {
        bool fresh = !File.Exists(log);
        string[] cells =
        [
            happened.Day.ToString("O", CultureInfo.InvariantCulture), happened.Code, NameOf(happened.Kind), happened.Team ?? "",
            happened.Disposition is { } disposition ? Dispositions.NameOf(disposition) : "",
            happened.SubstituteCode ?? "", happened.Reason ?? "", happened.Approver ?? "", happened.BallotNumber ?? "",
        ];

        // New lines use the columns of the existing log.
        IReadOnlyList<string> columns = fresh ? Columns : new FileFrame(log).Columns;
        foreach ((string lost, _) in Columns.Zip(cells)
            .Where(pair => pair.Second.Length > 0 && !columns.Contains(pair.First, StringComparer.OrdinalIgnoreCase)))
        {
            throw new SipasException(new Problem(ProblemCodes.ColumnMissing, log, lost, string.Join(", ", columns)));
        }

        using var writer = new StreamWriter(PrivateFile.Open(log, FileMode.Append), new UTF8Encoding(fresh));
        if (fresh)
        {
            writer.Write(CsvOutput.Line(Columns));
        }

        writer.Write(CsvOutput.Line(
            columns.Select(column => Array.FindIndex(Columns, own => string.Equals(own, column, StringComparison.OrdinalIgnoreCase))
                is >= 0 and var index ? cells[index] : "")));
    }

    private static FieldEvent Read(FrameRow row, int[] columns)
    {
        string day = Cell(0) ?? "";
        string kind = Cell(2) ?? "";
        string? disposition = Cell(4);
        return new FieldEvent
        {
            Day = CellText.TryReadDay(day, out DateOnly read) ? read : throw Malformed("day", day, "2026-11-21"),
            Code = Cell(1) ?? "",
            Kind = Kinds.TryGetValue(kind, out FieldEventKind known) ? known : throw Malformed("kind", kind, string.Join(", ", Kinds.Keys)),
            Team = Cell(3),
            Disposition = disposition is null ? null : Dispositions.TryRead(disposition, out Disposition found)
                ? found
                : throw new SipasException(
                    new Problem(ProblemCodes.DispositionUnknown, "disposition", disposition, string.Join(", ", Dispositions.Words))),
            SubstituteCode = Cell(5),
            Reason = Cell(6),
            Approver = Cell(7),
            BallotNumber = Cell(8),
        };

        string? Cell(int index) => columns[index] >= 0 && row.Cells[columns[index]] is { Length: > 0 } cell
            ? CsvOutput.Unguard(cell)
            : null;

        static SipasException Malformed(string place, string value, string allowed) =>
            new(new Problem(ProblemCodes.FieldEventMalformed, place, value, allowed));
    }
}
