using Sipas.Ballots;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Import;

/// <summary>Finds the columns of a questionnaire's items in a file and reads their cells as answers.</summary>
/// <remarks>
/// A cell contains a level's number, the text of a level or special answer in Vietnamese or English, the wire name of a
/// special answer, a text defined by the map, or nothing: no answer. If the map names a column of ticks, its cell lists
/// the ticked options, and the other options of the question were not ticked.
/// </remarks>
internal sealed class AnswerColumns
{
    private static readonly char[] BetweenTicks = [' ', ',', ';', '\n', '\t'];

    private readonly DecimalMark? _mark;
    private readonly (ItemLayout Item, int Column)[] _columns;
    private readonly (ItemLayout[] Options, int Column)[] _ticks;
    private readonly Dictionary<(string Scale, string Words), RawAnswer> _words = [];
    private readonly AnswerMeanings _meanings;

    /// <summary>Finds the columns.</summary>
    /// <param name="table">The file.</param>
    /// <param name="layout">The questionnaire's items.</param>
    /// <param name="map">The columns' contents, and the meaning of texts.</param>
    /// <exception cref="SipasException">The map names items or columns that do not exist, or no column contains
    /// answers.</exception>
    public AnswerColumns(FileTable table, AnswerLayout layout, ColumnMap map)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(map);
        _mark = map.DecimalMark ?? table.File.DecimalMark;
        var problems = new List<Problem>();
        problems.AddRange((map.Items ?? new Dictionary<string, string>()).Keys
            .Where(code => layout.Find(code) is null)
            .Select(code => new Problem(ProblemCodes.ItemUnknown, code, code)));
        _ticks = [.. FindTicks(table, layout, map, problems)];
        HashSet<int> ticked = [.. _ticks.SelectMany(question => question.Options).Select(option => option.Index)];
        var columns = new List<(ItemLayout, int)>();
        foreach (ItemLayout item in layout.Items.Where(item => !ticked.Contains(item.Index)))
        {
            string? mapped = map.Items?.GetValueOrDefault(item.Item.Code);
            if (mapped is "")
            {
                continue;
            }

            int column = table.Find(mapped ?? item.Item.Code);
            if (column >= 0)
            {
                columns.Add((item, column));
            }
            else if (mapped is not null)
            {
                problems.Add(new Problem(ProblemCodes.ColumnMissing, table.File.HeaderPlace, mapped, string.Join(", ", table.Columns)));
            }
        }

        if (columns.Count + _ticks.Length == 0 && problems.Count == 0)
        {
            problems.Add(new Problem(
                ProblemCodes.ColumnsNoItems, table.File.HeaderPlace, string.Join(", ", table.Columns),
                string.Join(", ", layout.Items.Select(item => item.Item.Code))));
        }

        _meanings = new AnswerMeanings(map, columns.Select(pair => pair.Item1.Scale), problems);
        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }

        _columns = [.. columns];
        ReadScales(layout);
    }

    /// <summary>Gets the column of an item; null when the file does not have it.</summary>
    /// <param name="itemCode">The item's code.</param>
    public int? ColumnOf(string itemCode) => _columns.Where(pair => pair.Item.Item.Code == itemCode).Select(pair => (int?)pair.Column)
        .Concat(_ticks.Where(question => question.Options.Any(option => option.Item.Code == itemCode))
            .Select(question => (int?)question.Column)).FirstOrDefault();

    /// <summary>Reads the answers of a row. An item whose column the file does not have is left out.</summary>
    /// <param name="row">A row of the file.</param>
    /// <param name="problems">
    /// Receives problems of cells (spreadsheet errors, ambiguous numbers), with the item or question as place; answers
    /// that the item does not have are passed on.
    /// </param>
    public IReadOnlyList<RawAnswer> Read(TableRow row, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(problems);
        var answers = new List<RawAnswer>(_columns.Length);
        foreach ((ItemLayout item, int column) in _columns)
        {
            answers.Add(Read(item, row, column, problems));
        }

        foreach ((ItemLayout[] options, int column) in _ticks)
        {
            if (CellReader.FindUnusable(row, column, options[0].Item.Code) is { } unusable)
            {
                problems.Add(unusable);
            }
            else
            {
                answers.AddRange(ReadTicks(options, row.Cells[column]));
            }
        }

        return answers;
    }

    /// <summary>Whether all answer columns of a row are empty.</summary>
    /// <param name="row">A row of the file.</param>
    public bool IsBlank(TableRow row) =>
        Array.TrueForAll(_columns, pair => row.Cells[pair.Column].Length == 0)
        && Array.TrueForAll(_ticks, pair => row.Cells[pair.Column].Length == 0);

    private static IEnumerable<(ItemLayout[] Options, int Column)> FindTicks(
        FileTable table, AnswerLayout layout, ColumnMap map, List<Problem> problems)
    {
        foreach ((string question, string name) in (map.Ticks ?? new Dictionary<string, string>()).Where(pair => pair.Value.Length > 0))
        {
            BallotSetLayout? set = layout.FindSet(BallotSetKind.AnyTicked, question);
            int column = table.Find(name);
            if (set is null)
            {
                problems.Add(new Problem(ProblemCodes.ItemUnknown, question, question));
            }
            else if (column < 0)
            {
                problems.Add(new Problem(ProblemCodes.ColumnMissing, table.File.HeaderPlace, name, string.Join(", ", table.Columns)));
            }
            else
            {
                yield return ([.. set.Items.Select(item => layout.Items[item])], column);
            }
        }
    }

    // A text that is not an option of the question is passed on as an answer to a missing item, and is reported with its row.
    private static IEnumerable<RawAnswer> ReadTicks(ItemLayout[] options, string cell)
    {
        string[] ticked = cell.Split(BetweenTicks, StringSplitOptions.RemoveEmptyEntries);
        foreach (ItemLayout option in options)
        {
            string code = option.Item.Code;
            int level = ticked.Contains(code, StringComparer.Ordinal) ? option.LevelCount : 1;
            yield return ticked.Length == 0
                ? new RawAnswer(code, RawAnswerKind.Text, BallotNames.Of(SpecialAnswer.NoAnswer))
                : new RawAnswer(code, RawAnswerKind.Whole, CsvOutput.Show(level), level);
        }

        foreach (string code in ticked.Distinct(StringComparer.Ordinal).Where(code => options.All(option => option.Item.Code != code)))
        {
            yield return new RawAnswer(code, RawAnswerKind.Whole, "2", 2);
        }
    }

    private RawAnswer Read(ItemLayout item, TableRow row, int column, ICollection<Problem> problems)
    {
        string code = item.Item.Code;
        string text = row.Cells[column];
        string words = CellText.Label(text);
        if (!row.IsMergedAcross(column) && _meanings.Find(item, words, problems) is { } mapped)
        {
            return mapped;
        }

        Cell cell = row[column];
        if (CellReader.FindUnusable(row, column, code) is { } unusable)
        {
            problems.Add(unusable);
            return new RawAnswer(code, RawAnswerKind.Text, BallotNames.Of(SpecialAnswer.NoAnswer));
        }

        if (text.Length == 0)
        {
            return new RawAnswer(code, RawAnswerKind.Text, BallotNames.Of(SpecialAnswer.NoAnswer));
        }

        // A number that is the text of another level, or that the map of its scale does not contain, is ambiguous.
        bool isWords = _words.TryGetValue((item.Scale.Code, words.ToLowerInvariant()), out RawAnswer known);
        if (isWords && known.Kind == RawAnswerKind.Whole && known.Number == 0)
        {
            return new RawAnswer(code, RawAnswerKind.Text, text);
        }

        if (cell.Kind is CellKind.Text or CellKind.Number)
        {
            switch (CellText.ReadWhole(cell, _mark, out long number))
            {
                case CellNumber.Read when _meanings.Find(item, CsvOutput.Show(number), problems) is { } meant:
                    return meant;
                case CellNumber.Read when _meanings.IsClosed(item.Scale)
                    || (isWords && (known.Kind != RawAnswerKind.Whole || known.Number != number)):
                    return new RawAnswer(code, RawAnswerKind.Text, text);
                case CellNumber.Read:
                    return new RawAnswer(code, RawAnswerKind.Whole, CsvOutput.Show(number), number);
                case CellNumber.Ambiguous:
                    problems.Add(CellReader.NotANumber(code, cell, CellNumber.Ambiguous, ""));
                    return new RawAnswer(code, RawAnswerKind.Text, BallotNames.Of(SpecialAnswer.NoAnswer));
                case CellNumber.Malformed when CellText.ReadDecimal(cell, _mark, out _) == CellNumber.Read:
                    return new RawAnswer(code, RawAnswerKind.Fraction, text);
            }
        }

        return isWords ? known with { ItemCode = code } : new RawAnswer(code, RawAnswerKind.Text, text);
    }

    private void ReadScales(AnswerLayout layout)
    {
        foreach (AnswerScale scale in layout.Items.Select(item => item.Scale).Distinct())
        {
            foreach (ScaleLevel level in scale.Levels)
            {
                Add(level.Text, new RawAnswer("", RawAnswerKind.Whole, level.Text.Vi, level.Level));
            }

            foreach (ScaleSpecial special in scale.Special)
            {
                Add(special.Text, new RawAnswer("", RawAnswerKind.Text, BallotNames.Of(special.Answer)));
            }

            // A text shared by two levels has no meaning: level 0 means none.
            void Add(LocalizedText text, RawAnswer answer)
            {
                foreach (string words in (string[])[text.Vi, text.En])
                {
                    (string, string) key = (scale.Code, CellText.Label(words).ToLowerInvariant());
                    bool other = _words.TryGetValue(key, out RawAnswer known)
                        && (known.Kind != answer.Kind || known.Number != answer.Number
                            || (answer.Kind == RawAnswerKind.Text && known.Text != answer.Text));
                    _words[key] = other ? new RawAnswer("", RawAnswerKind.Whole, words, 0) : answer;
                }
            }
        }
    }
}
