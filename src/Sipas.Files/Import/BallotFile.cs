using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Import;

/// <summary>A file of ballots prepared for the intake, each row with its number.</summary>
internal sealed partial class BallotFile
{
    private const string NumberColumn = "ballotNumber";

    private readonly Func<string, string?> _columnOf;

    private BallotFile(
        IReadOnlyList<BallotSubmission> submissions, IReadOnlyList<int> rowNumbers, bool idsAreOfTheFile, Func<string, string?> columnOf,
        IReadOnlyList<BatchProblem>? problems = null)
    {
        Problems = problems ?? [];
        _columnOf = columnOf;
        Submissions = submissions;
        RowNumbers = rowNumbers;
        IdsAreOfTheFile = idsAreOfTheFile;
    }

    /// <summary>The ballots, in the order of the file.</summary>
    public IReadOnlyList<BallotSubmission> Submissions { get; }

    /// <summary>The row of each ballot, as a spreadsheet numbers it.</summary>
    public IReadOnlyList<int> RowNumbers { get; }

    /// <summary>The printed number of each ballot; empty if the file has none.</summary>
    public IReadOnlyList<string> Numbers { get; private init; } = [];

    /// <summary>
    /// Problems of cells, each with the index of its ballot: spreadsheet errors, ambiguous numbers, codes that are not
    /// displayed, numbers that occur twice or have a wrong check digit, rows without an answer. In the order of
    /// <see cref="Submissions"/>.
    /// </summary>
    internal IReadOnlyList<BatchProblem> Problems { get; }

    /// <summary>Whether the ids were derived from the whole file, because it has no ballot numbers.</summary>
    public bool IdsAreOfTheFile { get; }

    /// <summary>Gets the heading of the column to which a problem of a ballot refers.</summary>
    /// <param name="place">The problem's place: an item, a question, or a field of a ballot.</param>
    /// <returns>Null where no column contains it.</returns>
    public string? ColumnOf(string place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return _columnOf(place);
    }

    /// <summary>Whether a file has a column of printed numbers.</summary>
    /// <param name="table">The file.</param>
    /// <param name="map">The columns' contents.</param>
    internal static bool HasNumbers(FileTable table, ColumnMap map)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(map);
        return Optional(table, map.BallotNumber, NumberColumn) >= 0;
    }

    /// <summary>Reads the rows.</summary>
    /// <remarks>
    /// Ids are derived so that the same ballot always gets the same id: from pack, unit and ballot number if the file
    /// has numbers; otherwise from the row's number and a hash over all rows and settings, so that identical answers of
    /// two citizens remain two ballots, and importing the same file again, in whatever format it was saved, adds
    /// nothing.
    /// </remarks>
    /// <param name="table">The file.</param>
    /// <param name="layout">The questionnaire's items.</param>
    /// <param name="map">The columns' contents.</param>
    /// <param name="settings">The settings of the import.</param>
    /// <exception cref="SipasException">Columns are missing.</exception>
    /// <exception cref="ArgumentException">The file has printed numbers, and <see cref="ImportSettings.Numbers"/> is null.</exception>
    internal static BallotFile Read(FileTable table, AnswerLayout layout, ColumnMap map, ImportSettings settings)
    {
        var answers = new AnswerColumns(table, layout, map);
        var values = new ValueColumns(table, layout, map);
        int unit = settings.Unit is null || map.Unit is { Length: > 0 }
            ? table.Require(map.Unit is { Length: > 0 } named ? named : settings.UnitColumn)
            : Optional(table, map.Unit, settings.UnitColumn);
        int number = Optional(table, map.BallotNumber, NumberColumn);
        int completed = Optional(table, map.CompletedAt, "completedAt");
        int procedure = Optional(table, map.Procedure, "procedure");
        int mode = Optional(table, map.Mode, "mode");
        int basis = Optional(table, map.Basis, "basis");
        if (number >= 0 && completed < 0 && settings.Date is null)
        {
            throw new SipasException(new Problem(ProblemCodes.DateMissing, "--date", null, "--date 2026-11-21"));
        }

        if (number >= 0 && settings.Numbers is null)
        {
            throw new ArgumentException("A file with printed numbers needs the key of numbers.", nameof(settings));
        }

        byte[] fileHash = number >= 0 ? [] : Hash(table, settings);
        string day = Iso(settings.Date ?? settings.Today);
        var faults = new List<BatchProblem>();
        var firstRows = new Dictionary<(string Unit, string Number), int>();
        BallotSubmission[] submissions = [.. table.Rows.Select((row, i) =>
        {
            var found = new List<Problem>();
            CheckFields(row, found);
            string time = completed >= 0 && row.Cells[completed].Length > 0 ? Time(row.Cells[completed]) : day;
            var ballot = new BallotSubmission
            {
                Id = (number >= 0
                    ? settings.Numbers!.ToId(settings.Pack, UnitOf(row), row.Cells[number])
                    : BallotNumber.FromName($"{Convert.ToHexString(fileHash)}\n{i}")).ToString("D"),
                Pack = settings.Pack,
                QuestionnaireVersion = settings.QuestionnaireVersion,
                Unit = UnitOf(row),
                Procedure = procedure >= 0 && row.Cells[procedure].Length > 0 ? row.Cells[procedure] : null,
                Mode = mode >= 0 && row.Cells[mode].Length > 0 ? row.Cells[mode] : settings.Mode,
                Basis = basis >= 0 && row.Cells[basis].Length > 0 ? row.Cells[basis] : settings.Basis,
                StartedAt = time,
                CompletedAt = time,
                Answers = answers.Read(row, found),
                Values = values.Read(row, found),
            };
            faults.AddRange(found.Select(problem => new BatchProblem(i, problem)));
            return ballot;
        })];
        return new BallotFile(submissions, [.. table.Rows.Select(row => row.Number)], number < 0, place =>
        {
            int column = place switch
            {
                "unit" => unit,
                "startedAt" or "completedAt" => completed,
                "ballotNumber" => number,
                "procedure" => procedure,
                "mode" => mode,
                "basis" => basis,
                _ => answers.ColumnOf(place) ?? values.ColumnOf(place) ?? -1,
            };
            return column < 0 ? null : table.Columns[column];
        }, faults)
        {
            Numbers = number < 0 ? [] : [.. table.Rows.Select(row => row.Cells[number])],
        };

        void CheckFields(TableRow row, List<Problem> found)
        {
            foreach ((string place, int column) in ((string, int)[])[
                ("unit", unit), ("ballotNumber", number), ("procedure", procedure), ("completedAt", completed), ("mode", mode),
                ("basis", basis)])
            {
                if (column >= 0 && CellReader.FindUnusable(row, column, place) is { } unusable)
                {
                    found.Add(unusable);
                }
                else if (place is "unit" or "ballotNumber" or "procedure" && column >= 0 && row.Cells[column].Length > 0
                    && !CellText.IsCode(row[column]))
                {
                    found.Add(CellReader.NotACode(place, row[column]));
                }
            }

            if (number >= 0)
            {
                CheckNumber(row, row.Cells[number], found);
            }

            if (completed >= 0 && row.Cells[completed].Length > 0 && row[completed].Kind != CellKind.Error && !IsTime(row[completed]))
            {
                found.Add(new Problem(ProblemCodes.CellNotDay, "completedAt", row.Cells[completed], CellText.DayAllowed));
            }

            // A file with a day column needs a day in every row, unless the settings specify one for the empty cells.
            if (completed >= 0 && row.Cells[completed].Length == 0 && settings.Date is null)
            {
                found.Add(new Problem(ProblemCodes.DayCellEmpty, "completedAt", null, CellText.DayAllowed));
            }

            // Numbers entered in advance, or a ballot that was returned blank? Only the author of the file can decide.
            // Answers of a form are always ballots.
            if (table.File.Format != TableFormat.SurveyJs && answers.IsBlank(row) && values.IsBlank(row))
            {
                found.Add(new Problem(
                    ProblemCodes.RowWithoutAnswer, FileTable.RowPlace(row.Number),
                    string.Join(", ", row.Cells.Where(cell => cell.Length > 0).Take(4)),
                    BallotNames.Of(SpecialAnswer.NoAnswer)));
            }
        }

        void CheckNumber(TableRow row, string text, List<Problem> found)
        {
            if (PrintedNumber.IsSlip(text))
            {
                found.Add(new Problem(ProblemCodes.NumberSlip, "ballotNumber", text));
            }

            if (!firstRows.TryAdd((UnitOf(row), text), row.Number))
            {
                found.Add(new Problem(ProblemCodes.BallotNumberTwice, "ballotNumber", text,
                    FileTable.RowPlace(firstRows[(UnitOf(row), text)])));
            }
        }

        string UnitOf(TableRow row) => unit >= 0 && row.Cells[unit].Length > 0 ? row.Cells[unit] : settings.Unit ?? "";
    }

    private static int Optional(FileTable table, string? mapped, string name) => mapped switch
    {
        null => table.Find(name),
        "" => -1,
        _ => table.Require(mapped),
    };

    private static byte[] Hash(FileTable table, ImportSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append([settings.Pack, settings.QuestionnaireVersion, settings.UnitColumn, settings.Mode, settings.Basis,
            settings.Date is { } date ? Iso(date) : "", .. settings.Unit is { } unit ? (string[])[unit] : []]);
        Append(table.Columns);
        foreach (TableRow row in table.Rows)
        {
            Append(row.Cells);
        }

        return hash.GetHashAndReset();

        // Each text is preceded by its length, so that no two lists of texts yield the same bytes.
        void Append(IReadOnlyList<string> texts)
        {
            foreach (string text in texts)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                hash.AppendData(BitConverter.GetBytes(bytes.Length));
                hash.AppendData(bytes);
            }

            hash.AppendData(BitConverter.GetBytes(-1));
        }
    }

    private static string Iso(DateOnly day) => $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00+07:00";

    // Days and local times as officers write them are in Vietnamese time; ISO times with an offset and unreadable texts
    // are passed on unchanged.
    private static bool IsTime(Cell cell) =>
        cell.Kind != CellKind.Number && (Iso8601.TryRead(cell.Text.ToString(), out _) || CellText.TryReadTime(cell.Text, out _));

    private static string Time(string cell) => !Iso8601.TryRead(cell, out _) && CellText.TryReadTime(cell, out DateTime local)
        ? Iso8601.Write(new DateTimeOffset(local, VietnameseTime.Offset))
        : cell;
}
