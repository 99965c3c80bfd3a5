using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Packs;

namespace Sipas.Files.Forms;

/// <summary>Writes one questionnaire as SurveyJS JSON.</summary>
internal sealed class SurveyJsWriter : IDisposable
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly MethodPack _pack;
    private readonly Questionnaire _questionnaire;
    private readonly FormNames _names;
    private readonly ConditionText _conditions = new(FormDialect.SurveyJs);
    private readonly Dictionary<string, string> _itemVariables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _options = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named;
    private readonly ILookup<string, AnswerCheck> _hardChecks;
    private readonly MemoryStream _stream = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Input type of an element of the type <c>text</c> that names none.</summary>
    public const string UsualInput = "text";

    /// <summary>Writes a question, by its type.</summary>
    public static readonly IReadOnlyDictionary<string, Action<SurveyJsWriter, Question, Item[]>> Elements =
        new Dictionary<string, Action<SurveyJsWriter, Question, Item[]>>(StringComparer.Ordinal)
        {
            ["radiogroup"] = (writer, question, items) => writer.WriteSingle(question, items),
            ["rating"] = (writer, question, items) => writer.WriteSingle(question, items),
            ["matrix"] = (writer, question, items) => writer.WriteRows(question, items),
            ["checkbox"] = (writer, question, items) => writer.WriteOptions(question, items),
            ["text"] = (writer, question, _) => writer.WriteValue(question),
            ["comment"] = (writer, question, _) => writer.WriteValue(question),
        };

    public SurveyJsWriter(MethodPack pack, Questionnaire questionnaire)
    {
        (_pack, _questionnaire) = (pack, questionnaire);
        _names = new FormNames(questionnaire, xml: false);
        _named = [.. pack.Languages.Select(language => language.Tag)];
        _json = new Utf8JsonWriter(_stream, Readable);
        foreach (Question question in questionnaire.Questions)
        {
            foreach (string item in question.Items)
            {
                bool isOption = question.Traits.HasOptions;
                _itemVariables[item] = isOption
                    ? _names.OfQuestion(question.Code)
                    : IsMatrix(question) ? $"{_names.OfQuestion(question.Code)}.{item}" : _names.OfItem(item);
                if (isOption)
                {
                    _options.Add(item);
                }
            }
        }

        foreach (Item item in questionnaire.Items)
        {
            if (!_itemVariables.TryGetValue(item.Code, out string? variable))
            {
                variable = _itemVariables[item.Code] = _names.OfItem(item.Code);
            }

            _conditions.Add(item.Code, variable, _options.Contains(item.Code));
        }

        // A matrix takes the checks of all its rows, because it is validated as a whole.
        _hardChecks = questionnaire.Checks.Where(check => check.Strictness == CheckStrictness.Hard).ToLookup(check =>
        {
            string last = FormDocument.LastItem(questionnaire, check);
            return questionnaire.Questions.FirstOrDefault(question => question.Items.Contains(last)) is { } question
                && (question.Traits.HasOptions || IsMatrix(question))
                ? _names.OfQuestion(question.Code)
                : _names.OfItem(last);
        });
    }

    public WrittenForm Write()
    {
        _json.WriteStartObject();
        _json.WriteString("locale", "vi");
        Text("title", _questionnaire.Title);
        Text("description", _questionnaire.Introduction);
        _json.WriteStartArray("pages");
        IReadOnlyList<Question>[] runs = [.. FormDocument.Runs(_questionnaire.Questions)];
        if (runs.Length == 0)
        {
            StartPage("items", null);
            foreach (Item item in _questionnaire.Items)
            {
                Choice("radiogroup", "choices", item, item.Text, []);
            }

            EndPage(isLast: true);
        }

        for (int i = 0; i < runs.Length; i++)
        {
            StartPage(_names.Structure(FormNames.Part, FormNouns.Code(runs[i][0].Part)), FormNouns.Part(runs[i][0].Part));
            foreach (Question question in runs[i])
            {
                Write(question);
            }

            EndPage(i == runs.Length - 1);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        return new WrittenForm(Map())
        {
            Content = _stream.ToArray(),
            Losses = PackLosses.Of(_pack, _questionnaire, FormDialect.SurveyJs, FormDocument.WellFormed),
        };
    }

    public void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }

    private ColumnMap Map()
    {
        Dictionary<string, string> items = _itemVariables.Where(pair => !_options.Contains(pair.Key) && pair.Value != pair.Key)
            .ToDictionary(StringComparer.Ordinal);
        Dictionary<string, string> values = _questionnaire.Questions
            .Where(question => !question.IsCoded && _names.OfQuestion(question.Code) != question.Code)
            .ToDictionary(question => question.Code, question => _names.OfQuestion(question.Code), StringComparer.Ordinal);
        Dictionary<string, string> ticks = _questionnaire.Questions.Where(question => question.Traits.HasOptions)
            .ToDictionary(question => question.Code, question => _names.OfQuestion(question.Code), StringComparer.Ordinal);
        return new ColumnMap
        {
            Items = items.Count > 0 ? items : null,
            Values = values.Count > 0 ? values : null,
            Ticks = ticks.Count > 0 ? ticks : null,
        };
    }

    // A matrix has one list of columns and is required as a whole; rows that differ become separate questions in a panel.
    private bool IsMatrix(Question question)
    {
        Item[] items = [.. Items(question)];
        return question.Traits.HasRows && items.Select(item => (item.Scale, item.Required)).Distinct().Count() == 1;
    }

    private IEnumerable<Item> Items(Question question) =>
        question.Items.Select(code => _questionnaire.Items.First(item => item.Code == code));

    private void Write(Question question) => Elements[question.Traits.SurveyJsType](this, question, [.. Items(question)]);

    private void WriteSingle(Question question, Item[] items)
    {
        string type = question.Traits.SurveyJsType;
        bool alone = question.Code == items[0].Code && FormDocument.Same(question.Text, items[0].Text);
        if (!alone)
        {
            StartPanel(FormNames.Question, question);
        }

        Choice(type, type == "rating" ? "rateValues" : "choices", items[0], items[0].Text, alone ? question.ShowWhen : []);
        if (!alone)
        {
            EndPanel();
        }
    }

    private void WriteRows(Question question, Item[] items)
    {
        if (!IsMatrix(question))
        {
            StartPanel(FormNames.Matrix, question);
            foreach (Item item in items)
            {
                Choice("radiogroup", "choices", item, item.Text, []);
            }

            EndPanel();
            return;
        }

        Start(question.Traits.SurveyJsType, _names.OfQuestion(question.Code), question.Text, question.ShowWhen);
        Levels("columns", items[0].Scale);
        _json.WriteStartArray("rows");
        foreach (Item item in items)
        {
            Value(item.Code, item.Text);
        }

        _json.WriteEndArray();
        if (items[0].Required)
        {
            _json.WriteBoolean("isAllRowRequired", true);
        }

        End(_names.OfQuestion(question.Code));
    }

    private void WriteOptions(Question question, Item[] items)
    {
        Start(question.Traits.SurveyJsType, _names.OfQuestion(question.Code), question.Text, question.ShowWhen,
            items.All(item => item.Required));
        _json.WriteStartArray("choices");
        foreach (Item item in items)
        {
            Value(item.Code, item.Text);
        }

        _json.WriteEndArray();
        if (question.MaximumTicks is { } maximum)
        {
            _json.WriteNumber("maxSelectedChoices", maximum);
        }

        End(_names.OfQuestion(question.Code));
    }

    private void WriteValue(Question question)
    {
        QuestionKindTraits kind = question.Traits;
        Start(kind.SurveyJsType, _names.OfQuestion(question.Code), question.Text, question.ShowWhen, question.Required);
        if (kind.SurveyJsInput is not ("" or UsualInput))
        {
            _json.WriteString("inputType", kind.SurveyJsInput);
        }

        WriteLimits(question);
        End(_names.OfQuestion(question.Code));
    }

    private void WriteLimits(Question question)
    {
        if (question.Minimum is { } least)
        {
            _json.WriteNumber("min", least);
        }

        if (question.Maximum is { } greatest)
        {
            _json.WriteNumber("max", greatest);
        }

        if (question.MaximumLength is { } length)
        {
            _json.WriteNumber("maxLength", length);
        }
    }

    private void Choice(string type, string list, Item item, LocalizedText text, IReadOnlyList<AnswerCondition> showWhen)
    {
        Start(type, _names.OfItem(item.Code), text, showWhen, item.Required);
        Levels(list, item.Scale);
        End(_names.OfItem(item.Code));
    }

    private void Levels(string list, string code)
    {
        AnswerScale scale = _pack.FindScale(code)!;
        _json.WriteStartArray(list);
        foreach (ScaleLevel level in scale.Levels)
        {
            _json.WriteStartObject();
            _json.WriteNumber("value", level.Level);
            Text("text", level.Text);
            _json.WriteEndObject();
        }

        foreach (ScaleSpecial special in scale.Special)
        {
            Value(FormDocument.Word(special.Answer), special.Text);
        }

        _json.WriteEndArray();
    }

    private void Value(string value, LocalizedText text)
    {
        _json.WriteStartObject();
        _json.WriteString("value", value);
        Text("text", text);
        _json.WriteEndObject();
    }

    private void StartPage(string name, LocalizedText? title)
    {
        _json.WriteStartObject();
        _json.WriteString("name", name);
        if (title is not null)
        {
            Text("title", title);
        }

        _json.WriteStartArray("elements");
    }

    // Checks are at the end, when all answers are given.
    private void EndPage(bool isLast)
    {
        foreach (AnswerCheck check in isLast ? _questionnaire.Checks : [])
        {
            _json.WriteStartObject();
            _json.WriteString("type", "html");
            _json.WriteString("name", _names.Structure(FormNames.KindOf(check.Strictness), check.Code));
            _json.WriteString("visibleIf", _conditions.Write(check.When));
            Text("html", check.Text, Escaped);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);

    private void StartPanel(string kind, Question question)
    {
        Start("panel", _names.Structure(kind, question.Code), question.Text, question.ShowWhen);
        _json.WriteStartArray("elements");
    }

    private void EndPanel()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void Start(string type, string name, LocalizedText title, IReadOnlyList<AnswerCondition> showWhen, bool required = false)
    {
        _json.WriteStartObject();
        _json.WriteString("type", type);
        _json.WriteString("name", name);
        Text("title", title);
        if (showWhen.Count > 0)
        {
            _json.WriteString("visibleIf", _conditions.Write(showWhen));
        }

        if (required)
        {
            _json.WriteBoolean("isRequired", true);
        }
    }

    private void End(string name)
    {
        AnswerCheck[] checks = [.. _hardChecks[name]];
        if (checks.Length > 0)
        {
            _json.WriteStartArray("validators");
            foreach (AnswerCheck check in checks)
            {
                _json.WriteStartObject();
                _json.WriteString("type", "expression");
                Text("text", check.Text);
                _json.WriteString("expression", _conditions.Forbid(check.When));
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    // The default language of a survey is English, whatever its locale.
    private void Text(string name, LocalizedText text, Func<string, string>? escape = null)
    {
        _json.WriteStartObject(name);
        foreach ((string language, string words) in FormDocument.Languages(text)
            .Where(pair => pair.Language is "vi" or "en" || _named.Contains(pair.Language)))
        {
            string stored = FormDocument.WellFormed(words);
            if (stored.Length > 0)
            {
                _json.WriteString(language == "en" ? "default" : language, escape is null ? stored : escape(stored));
            }
        }

        _json.WriteEndObject();
    }
}
