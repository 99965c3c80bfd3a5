using System.Text.RegularExpressions;
using Sipas.Packs;

namespace Sipas.Files.Forms;

/// <summary>Form names for the codes of a questionnaire: unique ignoring case, and each can be decoded to its code.</summary>
/// <remarks>
/// A code is used as its name; where XML forbids its first character, <c>_</c> is prefixed (<c>9.1</c> is <c>_9.1</c>).
/// A code whose name is taken, or has the form of an escaped or prefixed name, is prefixed with its kind: <c>item.A</c>,
/// <c>item2.A</c>. Groups, notes and checks always have their kind.
/// </remarks>
internal sealed partial class FormNames
{
    public const string Item = "item";
    public const string Value = "value";
    public const string Ticks = "ticks";
    public const string Matrix = "matrix";
    public const string Part = "part";
    public const string Question = "question";
    public const string Check = "check";
    public const string Rule = "rule";
    public const string Note = "note";
    public const string Scale = "scale";
    public const string Unit = "unit";
    public const string Units = "units";
    public const string Start = "start";
    public const string End = "end";

    // Columns that an import of answers reads by these names.
    private static readonly string[] OfTheImport = [Unit, "procedure", "ballotNumber", "completedAt", "mode", "basis"];

    // Columns that tools for XLSForms add.
    private static readonly string[] OfTheCollector =
    [
        Start, End, "meta", "instanceID", "instanceName", "KEY", "PARENT_KEY", "SubmissionDate", "today", "username", "deviceid",
        "_id", "_uuid", "_submission_time", "_index", "_parent_index", "_tags", "_notes", "_status", "_submitted_by", "__version__",
    ];

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _questions = new(StringComparer.Ordinal);
    private readonly bool _xml;

    /// <summary>Names the items and questions of a questionnaire.</summary>
    public FormNames(Questionnaire questionnaire, bool xml)
    {
        _xml = xml;
        _taken.UnionWith([.. OfTheImport, .. xml ? OfTheCollector : []]);
        var ticks = questionnaire.Questions.Where(question => question.Traits.HasOptions)
            .SelectMany(question => question.Items).ToHashSet(StringComparer.Ordinal);

        // A column with an option's code would be read as the option itself.
        _taken.UnionWith(ticks);
        foreach (Item item in questionnaire.Items.Where(item => !ticks.Contains(item.Code)))
        {
            _items[item.Code] = Name(Item, item.Code);
        }

        foreach (Question question in questionnaire.Questions.OrderBy(question => question.IsCoded))
        {
            _questions[question.Code] = question.Traits switch
            {
                // In JSON only the name shows that bare numbers are item codes and not numbers of choices.
                { HasOptions: true } when !xml && question.Items.Any(option => option.All(char.IsAsciiDigit)) =>
                    WithKind(Ticks, question.Code),
                { HasOptions: true } => Name(Ticks, question.Code),
                { HasRows: true } when !xml => Name(Matrix, question.Code, question.Items),
                { IsCoded: false } => Name(Value, question.Code),
                _ => "",
            };
        }
    }

    /// <summary>Gets the name of an item that is not an option of a multiple choice.</summary>
    public string OfItem(string code) => _items[code];

    /// <summary>Gets the name of a multiple choice, of a question with a value, or of a matrix in JSON.</summary>
    public string OfQuestion(string code) => _questions[code];

    /// <summary>Gets the kind of a check: a soft check warns, a hard check enforces.</summary>
    public static string KindOf(CheckStrictness strictness) => strictness == CheckStrictness.Hard ? Rule : Check;

    /// <summary>Gets the strictness of the check with a name; null for another name.</summary>
    public static CheckStrictness? StrictnessOf(string name) =>
        IsOfKind(Rule, name) ? CheckStrictness.Hard : IsOfKind(Check, name) ? CheckStrictness.Soft : null;

    /// <summary>Gets a name with its kind for a group, note or check.</summary>
    public string Structure(string kind, string code) => WithKind(kind, code);

    /// <summary>Decodes the code from a name of a kind.</summary>
    public static string Decode(string kind, string name, bool xml) =>
        IsOfKind(kind, name)
        ? name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]
        : xml && Escaped().IsMatch(name) ? name[1..] : name;

    /// <summary>Whether a name is prefixed with its kind.</summary>
    public static bool IsOfKind(string kind, string name)
    {
        if (!name.StartsWith(kind, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = name.AsSpan(kind.Length).TrimStart("0123456789");
        return rest.Length > 1 && rest[0] == '.';
    }

    private string Name(string kind, string code, params IReadOnlyList<string> rows)
    {
        string plain = _xml && NeedsEscape().IsMatch(code) ? "_" + code : code;
        return !IsOfKind(kind, code) && Take(plain, rows) ? plain : WithKind(kind, code, rows);
    }

    // Row 1 of a matrix 9 is named 9.1, which may also be the code of another question.
    private bool Take(string name, IReadOnlyList<string> rows)
    {
        string[] all = [name, .. rows.Select(row => $"{name}.{row}")];
        bool isFree = !all.Any(_taken.Contains);
        _taken.UnionWith(isFree ? all : []);
        return isFree;
    }

    private string WithKind(string kind, string code, params IReadOnlyList<string> rows)
    {
        for (int n = 1; ; n++)
        {
            string name = n == 1 ? $"{kind}.{code}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}{n}.{code}");
            if (Take(name, rows))
            {
                return name;
            }
        }
    }

    [GeneratedRegex("^_*[0-9.-]")]
    private static partial Regex NeedsEscape();

    [GeneratedRegex("^_+[0-9.-]")]
    private static partial Regex Escaped();
}
