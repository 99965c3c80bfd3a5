using Sipas.Common;
using Sipas.Packs;

namespace Sipas.Files.Columns;

/// <summary>A field of a questionnaire's ballots for which a file can have a column.</summary>
/// <param name="Role">The content of the column.</param>
/// <param name="Code">The default heading; of an item or question its code. Ticks have none: their columns are always
/// mapped.</param>
/// <param name="Text">Wording of the item or question; null for a field that is not an answer.</param>
internal sealed record ColumnTarget(ColumnRole Role, string Code, LocalizedText? Text)
{
    // Common headings, by their search keys.
    private static readonly Dictionary<ColumnRole, string[]> Headings = new()
    {
        [ColumnRole.Unit] = ["unit", "unit code", "ma don vi", "don vi", "ma co quan", "co quan"],
        [ColumnRole.BallotNumber] = ["ballotnumber", "ballot number", "so phieu", "ma phieu", "ma so phieu"],
        [ColumnRole.CompletedAt] = ["completedat", "completed at", "date", "day", "ngay", "ngay khao sat", "ngay tra loi",
            "ngay dien phieu", "thoi gian", "dau thoi gian"],
        [ColumnRole.Procedure] = ["procedure", "procedure code", "ma thu tuc", "thu tuc"],
        [ColumnRole.Mode] = ["mode", "hinh thuc", "hinh thuc thu thap"],
        [ColumnRole.Basis] = ["basis", "cach chon", "cach chon nguoi tra loi"],
    };

    /// <summary>Gets all fields for which files of a questionnaire can have columns: fields that are not answers, then
    /// items, ticks and values in the questionnaire's order.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="questions">Its questions, for the wording of ticks.</param>
    public static IReadOnlyList<ColumnTarget> Of(AnswerLayout layout, IReadOnlyList<Question> questions)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(questions);
        return
        [
            new(ColumnRole.Unit, "unit", null),
            new(ColumnRole.BallotNumber, "ballotNumber", null),
            new(ColumnRole.CompletedAt, "completedAt", null),
            new(ColumnRole.Procedure, "procedure", null),
            new(ColumnRole.Mode, "mode", null),
            new(ColumnRole.Basis, "basis", null),
            .. layout.Items.Select(item => new ColumnTarget(ColumnRole.Item, item.Item.Code, item.Item.Text)),
            .. layout.BallotSets.Where(set => set.Kind == BallotSetKind.AnyTicked)
            .Select(set => new ColumnTarget(ColumnRole.Ticks, set.Code,
                questions.FirstOrDefault(question => question.Code == set.Code)?.Text)),
            .. layout.ValueQuestions.Select(question => new ColumnTarget(ColumnRole.Value, question.Code, question.Text)),
        ];
    }

    /// <summary>Gets the column that a map names for this field; null if it names none, an empty text if it states that
    /// there is none.</summary>
    /// <param name="map">The map.</param>
    public string? In(ColumnMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Role switch
        {
            ColumnRole.Unit => map.Unit,
            ColumnRole.BallotNumber => map.BallotNumber,
            ColumnRole.CompletedAt => map.CompletedAt,
            ColumnRole.Procedure => map.Procedure,
            ColumnRole.Mode => map.Mode,
            ColumnRole.Basis => map.Basis,
            ColumnRole.Item => map.Items?.GetValueOrDefault(Code),
            ColumnRole.Ticks => map.Ticks?.GetValueOrDefault(Code),
            _ => map.Values?.GetValueOrDefault(Code),
        };
    }

    /// <summary>Gets the column of each target that a map names or that has the default name; targets without one are
    /// left out.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="columns">The header of the file.</param>
    /// <param name="map">The map; columns that it names and the file does not have are left out.</param>
    public static IReadOnlyDictionary<ColumnTarget, string> Known(
        IEnumerable<ColumnTarget> targets, IReadOnlyList<string> columns, ColumnMap map)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(columns);
        var known = new Dictionary<ColumnTarget, string>();
        foreach (ColumnTarget target in targets)
        {
            string? wanted = target.In(map) ?? (target.Role == ColumnRole.Ticks ? null : target.Code);
            if (wanted is { Length: > 0 } && Find(columns, wanted) is { } column)
            {
                known.Add(target, column);
            }
        }

        return known;
    }

    /// <summary>Guesses the columns of a file without a map: by the default name, a common heading (<c>Số phiếu</c>,
    /// <c>Mã đơn vị</c>), an item's code followed by its wording, or its wording. No column is guessed twice.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="columns">The header of the file.</param>
    public static IReadOnlyDictionary<ColumnTarget, string> Guess(IReadOnlyList<ColumnTarget> targets, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(columns);
        var guessed = new Dictionary<ColumnTarget, string>(Known(targets, columns, new ColumnMap()));
        HashSet<string> used = [.. guessed.Values];
        foreach (Func<ColumnTarget, string, bool> fits in (Func<ColumnTarget, string, bool>[])[(target, key) => target.IsNamed(key),
            (target, key) => target.BeginsWithCode(key)])
        {
            foreach (ColumnTarget target in targets.Where(target => !guessed.ContainsKey(target)))
            {
                if (columns.FirstOrDefault(column => column.Length > 0 && !used.Contains(column) && fits(target, Key(column)))
                    is { } column)
                {
                    guessed.Add(target, column);
                    used.Add(column);
                }
            }
        }

        return guessed;
    }

    /// <summary>Creates the map of a selection: it names each column, and states that there is none where a column has
    /// the name of a target without a selected column.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="columns">The header of the file.</param>
    /// <param name="chosen">The column of each target that has one.</param>
    public static ColumnMap ToMap(IReadOnlyList<ColumnTarget> targets, IReadOnlyList<string> columns,
        IReadOnlyDictionary<ColumnTarget, string> chosen)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(chosen);
        return new ColumnMap
        {
            Unit = One(ColumnRole.Unit),
            BallotNumber = One(ColumnRole.BallotNumber),
            CompletedAt = One(ColumnRole.CompletedAt),
            Procedure = One(ColumnRole.Procedure),
            Mode = One(ColumnRole.Mode),
            Basis = One(ColumnRole.Basis),
            Items = AllOf(ColumnRole.Item),
            Ticks = AllOf(ColumnRole.Ticks),
            Values = AllOf(ColumnRole.Value),
        };

        string? One(ColumnRole role) => targets.Where(target => target.Role == role).Select(Said).FirstOrDefault();

        Dictionary<string, string>? AllOf(ColumnRole role)
        {
            var said = targets.Where(target => target.Role == role && Said(target) is not null)
                .ToDictionary(target => target.Code, target => Said(target)!, StringComparer.Ordinal);
            return said.Count == 0 ? null : said;
        }

        string? Said(ColumnTarget target) => chosen.TryGetValue(target, out string? column) ? column
            : target.Role != ColumnRole.Ticks && Find(columns, target.Code) is not null ? ""
            : null;
    }

    private bool IsNamed(string key) => Headings.TryGetValue(Role, out string[]? headings) ? headings.Contains(key, StringComparer.Ordinal)
        : Text is { } text && (key == Key(text.Vi) || key == Key(text.En));

    // "K1. Thái độ", "K1: …", "K1 …"; not "K10 …".
    private bool BeginsWithCode(string key)
    {
        string code = Key(Code);
        return Text is not null && key.StartsWith(code, StringComparison.Ordinal)
            && (key.AsSpan(code.Length) is [' ' or ':' or ')', ..] || key.AsSpan(code.Length).StartsWith(". ", StringComparison.Ordinal));
    }

    private static string Key(string text) => VietnameseText.SearchKey(text.Replace('_', ' ')).TrimEnd(' ', '?', ':', '.', '*');

    private static string? Find(IReadOnlyList<string> columns, string name)
    {
        string key = VietnameseText.Compose(name);
        return key.Length == 0 ? null : columns.FirstOrDefault(column => string.Equals(column, key, StringComparison.OrdinalIgnoreCase));
    }
}
