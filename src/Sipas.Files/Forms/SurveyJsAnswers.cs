using System.Text.Json;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>Answers in the format of SurveyJS, one object of <c>survey.data</c> per ballot, as rows of a table.</summary>
/// <remarks>The header has the number 0, so that rows are numbered like their objects.</remarks>
internal sealed class SurveyJsAnswers : IRowSource
{
    private readonly string _name;
    private readonly FileLimits _limits;
    private readonly List<string> _columns = [];
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly List<Dictionary<int, (string Text, bool IsNumber)>> _rows = [];

    private SurveyJsAnswers(string name, FileLimits limits) => (_name, _limits) = (name, limits);

    public static SurveyJsAnswers Read(string name, ReadOnlySpan<byte> json, AnswerLayout layout, ColumnMap map, FileLimits limits)
    {
        var answers = new SurveyJsAnswers(name, limits);
        try
        {
            answers.ReadArray(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Invalid UTF-8 bytes are detected only when a text is read.
            throw new SipasException(
                new Problem(ProblemCodes.AnswersUnreadable, answers._rows.Count == 0 ? "$" : FileTable.RowPlace(answers._rows.Count),
                    error.Message), error);
        }

        answers.Require(layout, map);
        return answers;
    }

    public IEnumerable<TableRow> Read(Action<Problem> report)
    {
        if (_rows.Count == 0)
        {
            yield break;
        }

        yield return new TableRow(0, _columns);
        for (int i = 0; i < _rows.Count; i++)
        {
            Dictionary<int, (string Text, bool IsNumber)> row = _rows[i];
            yield return new TableRow(
                i + 1,
                [.. Enumerable.Range(0, _columns.Count)
                    .Select(column => row.TryGetValue(column, out (string Text, bool IsNumber) cell) ? cell.Text : "")])
            {
                // A JSON number has a decimal point and no thousands separators.
                Origins = row.Values.Any(cell => cell.IsNumber)
                    ? [.. Enumerable.Range(0, _columns.Count).Select(column =>
                        row.TryGetValue(column, out (string Text, bool IsNumber) cell) && cell.IsNumber ? CellOrigin.PlainNumber : null)]
                    : null,
            };
        }
    }

    private void ReadArray(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
        reader.Read();
        Expect(JsonTokenType.StartArray, reader.TokenType, "$");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (_rows.Count == _limits.MaximumRows)
            {
                throw TableFile.Limit(_name, "rows", _rows.Count + 1L, _limits.MaximumRows);
            }

            _rows.Add([]);
            Expect(JsonTokenType.StartObject, reader.TokenType, FileTable.RowPlace(_rows.Count));
            ReadObject(ref reader, "");
        }

        // Data after the array is not valid JSON.
        reader.Read();
    }

    private void ReadObject(ref Utf8JsonReader reader, string prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = prefix + reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && prefix.Length == 0)
            {
                // A matrix: each of its rows is in the column that the map of its form names.
                ReadObject(ref reader, name + ".");
            }
            else
            {
                bool isNumber = reader.TokenType == JsonTokenType.Number;
                Add(name, reader.TokenType == JsonTokenType.StartArray ? ReadList(ref reader, name) : Cell(ref reader, name), isNumber);
            }
        }
    }

    private string ReadList(ref Utf8JsonReader reader, string name)
    {
        var parts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            parts.Add(Cell(ref reader, name));
        }

        return string.Join(' ', parts);
    }

    private string Cell(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.String => VietnameseText.Compose(reader.GetString()!),
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "",
        _ => throw Unreadable($"{FileTable.RowPlace(_rows.Count)}, {name}", reader.TokenType),
    };

    private void Add(string name, string cell, bool isNumber)
    {
        string place = FileTable.RowPlace(_rows.Count);
        if (cell.Length > _limits.MaximumCellCharacters)
        {
            throw TableFile.Limit(place, "characters", cell.Length, _limits.MaximumCellCharacters);
        }

        name = VietnameseText.Compose(name);
        if (!_positions.TryGetValue(name, out int position))
        {
            if (_columns.Count == _limits.MaximumColumns)
            {
                throw TableFile.Limit(place, "columns", _columns.Count + 1L, _limits.MaximumColumns);
            }

            _positions[name] = position = _columns.Count;
            _columns.Add(name);
        }

        if (!_rows[^1].TryAdd(position, (cell, isNumber)))
        {
            throw new SipasException(new Problem(ProblemCodes.ColumnTwice, place, name));
        }
    }

    // A question without any answer occurs in no object: it gets an empty column. But if objects contain unused keys, a
    // name that occurs in none of them is more likely a wrong one.
    private void Require(AnswerLayout layout, ColumnMap map)
    {
        string[] wanted = [.. Wanted(layout, map).Distinct(StringComparer.OrdinalIgnoreCase)];
        var found = new HashSet<string>(_columns, StringComparer.OrdinalIgnoreCase);
        string[] fields = [map.Unit ?? "unit", map.BallotNumber ?? "ballotNumber", map.CompletedAt ?? "completedAt", map.Procedure
            ?? "procedure", map.Mode ?? "mode", map.Basis ?? "basis"];
        string unread = string.Join(", ", _columns.Except(wanted, StringComparer.OrdinalIgnoreCase)
            .Except(fields, StringComparer.OrdinalIgnoreCase));
        string[] missing = [.. wanted.Where(column => !found.Contains(column))];
        if (_rows.Count > 0 && unread.Length > 0 && missing.Length > 0)
        {
            throw new SipasException([.. missing.Select(column => new Problem(ProblemCodes.ColumnMissing, _name, column, unread))]);
        }

        _columns.AddRange(missing);

        // Objects need not name unanswered questions: few bytes could mean any number of cells. In a table each takes a byte.
        long cells = (long)_rows.Count * _columns.Count;
        if (cells > _limits.MaximumFileBytes)
        {
            throw TableFile.Limit(_name, "cells", cells, _limits.MaximumFileBytes);
        }
    }

    private static IEnumerable<string> Wanted(AnswerLayout layout, ColumnMap map)
    {
        IReadOnlyDictionary<string, string> none = new Dictionary<string, string>();
        KeyValuePair<string, string>[] ticks = [.. (map.Ticks ?? none).Where(pair => pair.Value.Length > 0)];
        HashSet<int> ticked = [.. ticks.SelectMany(pair => layout.FindSet(BallotSetKind.AnyTicked, pair.Key)?.Items ?? [])];
        return layout.Items.Where(item => !ticked.Contains(item.Index))
            .Select(item => (map.Items ?? none).GetValueOrDefault(item.Item.Code) ?? item.Item.Code)
            .Concat(ticks.Select(pair => pair.Value))
            .Concat(layout.ValueQuestions.Select(question => (map.Values ?? none).GetValueOrDefault(question.Code) ?? question.Code))
            .Where(column => column.Length > 0)
            .Select(VietnameseText.Compose);
    }

    private static void Expect(JsonTokenType wanted, JsonTokenType found, string place)
    {
        if (found != wanted)
        {
            throw Unreadable(place, found);
        }
    }

    private static SipasException Unreadable(string place, JsonTokenType found) =>
        new(new Problem(ProblemCodes.AnswersUnreadable, place, found.ToString()));
}
