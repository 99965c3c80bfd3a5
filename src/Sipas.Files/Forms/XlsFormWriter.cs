using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Packs;

namespace Sipas.Files.Forms;

/// <summary>Writes one questionnaire as an XLSForm.</summary>
internal sealed class XlsFormWriter
{
    private readonly MethodPack _pack;
    private readonly Questionnaire _questionnaire;
    private readonly XlsFormOptions _options;
    private readonly FormNames _names;
    private readonly ConditionText _conditions = new(FormDialect.XlsForm);
    private readonly IReadOnlyList<(string Tag, string Header)> _languages;
    private readonly ILookup<string, AnswerCheck> _hardChecks;
    private readonly Dictionary<string, string> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tickColumns = new(StringComparer.Ordinal);
    private readonly string[] _columns;
    private readonly List<Dictionary<string, string>> _survey = [];

    /// <summary>Adds a question, by its type.</summary>
    public static readonly IReadOnlyDictionary<string, Action<XlsFormWriter, Question, Item[]>> Rows =
        new Dictionary<string, Action<XlsFormWriter, Question, Item[]>>(StringComparer.Ordinal)
        {
            ["select_one"] = (writer, question, items) => writer.AddSingle(question, items),
            ["begin_group"] = (writer, question, items) => writer.AddRows(question, items),
            ["select_multiple"] = (writer, question, items) => writer.AddOptions(question, items),
            ["decimal"] = (writer, question, _) => writer.AddValue(question),
            ["text"] = (writer, question, _) => writer.AddValue(question),
            ["date"] = (writer, question, _) => writer.AddValue(question),
        };

    public XlsFormWriter(MethodPack pack, Questionnaire questionnaire, XlsFormOptions options)
    {
        (_pack, _questionnaire, _options) = (pack, questionnaire, options);
        _names = new FormNames(questionnaire, xml: true);
        _languages = [("vi", "Tiếng Việt (vi)"), ("en", "English (en)"),
            .. pack.Languages.Select(language => (language.Tag, $"{Stored(language.Name)} ({language.Tag})"))];
        _columns =
        [
            "type", "name", .. _languages.Select(language => $"label::{language.Header}"), "required", "relevant", "constraint",
            .. _languages.Select(language => $"constraint_message::{language.Header}"), "appearance",
        ];
        foreach (Question question in questionnaire.Questions.Where(question => question.Traits.HasOptions))
        {
            foreach (string option in question.Items)
            {
                _conditions.Add(option, _names.OfQuestion(question.Code), isOption: true);
                _tickColumns[option] = _names.OfQuestion(question.Code);
            }
        }

        foreach (Item item in questionnaire.Items.Where(item => !_tickColumns.ContainsKey(item.Code)))
        {
            _conditions.Add(item.Code, _names.OfItem(item.Code), isOption: false);
        }

        _hardChecks = questionnaire.Checks.Where(check => check.Strictness == CheckStrictness.Hard).ToLookup(check =>
        {
            string last = FormDocument.LastItem(questionnaire, check);
            return _tickColumns.GetValueOrDefault(last) ?? _names.OfItem(last);
        });
    }

    /// <summary>Converts a text for a cell: trimmed and normalized, and never a reference to an answer.</summary>
    public static string Stored(string text) => VietnameseText.Compose(FormDocument.WellFormed(text))
        .Replace("${", "$ {", StringComparison.Ordinal);

    public WrittenForm Write()
    {
        List<IReadOnlyList<TableCell>> choices = [.. Choices()];
        WriteSurvey();
        using var stream = new MemoryStream();
        XlsxOutput.Write(stream,
        [
            new XlsxSheet("survey", _columns,
                _survey.Select(row => (IReadOnlyList<TableCell>)[.. _columns
                    .Select(column => TableCell.Of(row.GetValueOrDefault(column)))])),
            new XlsxSheet("choices", ["list_name", "name", .. _languages.Select(language => $"label::{language.Header}"), "satisfied",
                "points", "scale"], choices),
            new XlsxSheet("settings", ["form_title", "form_id", "version", "default_language"], [[
                TableCell.Of(Stored(_questionnaire.Title.Vi)), TableCell.Of(_pack.Id), TableCell.Of(_questionnaire.Version),
                TableCell.Of(_languages[0].Header)]]),
        ]);
        return new WrittenForm(Map())
        {
            Content = stream.ToArray(),
            Losses = PackLosses.Of(_pack, _questionnaire, FormDialect.XlsForm, Stored),
        };
    }

    private ColumnMap Map()
    {
        Dictionary<string, string> items = _questionnaire.Items
            .Where(item => !_tickColumns.ContainsKey(item.Code) && _names.OfItem(item.Code) != item.Code)
            .ToDictionary(item => item.Code, item => _names.OfItem(item.Code), StringComparer.Ordinal);
        Dictionary<string, string> values = _questionnaire.Questions
            .Where(question => !question.IsCoded && _names.OfQuestion(question.Code) != question.Code)
            .ToDictionary(question => question.Code, question => _names.OfQuestion(question.Code), StringComparer.Ordinal);
        Dictionary<string, string> ticks = _questionnaire.Questions.Where(question => question.Traits.HasOptions)
            .ToDictionary(question => question.Code, question => _names.OfQuestion(question.Code), StringComparer.Ordinal);
        return new ColumnMap
        {
            Unit = FormNames.Unit,
            BallotNumber = _options.Collector == FormCollector.Kobo ? "_uuid" : "KEY",
            CompletedAt = FormNames.End,
            Items = items.Count > 0 ? items : null,
            Values = values.Count > 0 ? values : null,
            Ticks = ticks.Count > 0 ? ticks : null,
        };
    }

    private void WriteSurvey()
    {
        Add("start", FormNames.Start);
        Add("end", FormNames.End);
        if (_options.Units.Count > 0)
        {
            Add($"select_one {FormNames.Units}", FormNames.Unit, FormNouns.UnitQuestion)["required"] = "yes";
        }
        else
        {
            Dictionary<string, string> unit = Add("text", FormNames.Unit, FormNouns.UnitQuestion);
            unit["required"] = "yes";
            unit["constraint"] = $"regex(., '^[A-Za-z0-9._-]{{1,{FormNouns.Show(CodeText.MaximumLength)}}}$')";
            Label(unit, "constraint_message", FormNouns.UnitRule);
        }

        Add("note", _names.Structure(FormNames.Note, "title"), _questionnaire.Title);
        Add("note", _names.Structure(FormNames.Note, "introduction"), _questionnaire.Introduction);
        if (_questionnaire.Questions.Count == 0)
        {
            foreach (Item item in _questionnaire.Items)
            {
                Constrain(AddItem(item, item.Text), _names.OfItem(item.Code), []);
            }
        }

        foreach (IReadOnlyList<Question> run in FormDocument.Runs(_questionnaire.Questions))
        {
            Add("begin_group", _names.Structure(FormNames.Part, FormNouns.Code(run[0].Part)), FormNouns.Part(run[0].Part));
            foreach (Question question in run)
            {
                AddQuestion(question);
            }

            Add("end_group", "");
        }

        foreach (AnswerCheck check in _questionnaire.Checks)
        {
            Add("note", _names.Structure(FormNames.KindOf(check.Strictness), check.Code), check.Text)["relevant"] =
                _conditions.Write(check.When);
        }
    }

    private void AddQuestion(Question question) => Rows[question.Traits.XlsFormType](
        this, question, [.. question.Items.Select(code => _questionnaire.Items.First(item => item.Code == code))]);

    private string Relevant(Question question) => question.ShowWhen.Count > 0 ? _conditions.Write(question.ShowWhen) : "";

    private void AddSingle(Question question, Item[] items)
    {
        bool alone = question.Code == items[0].Code && FormDocument.Same(question.Text, items[0].Text);
        Dictionary<string, string> outer = [];
        if (!alone)
        {
            outer = Add("begin_group", _names.Structure(FormNames.Question, question.Code), question.Text);
        }

        Dictionary<string, string> row = AddItem(items[0], items[0].Text);
        row["appearance"] = question.Traits.XlsFormAppearance;
        (alone ? row : outer)["relevant"] = Relevant(question);
        Constrain(row, _names.OfItem(items[0].Code), []);
        if (!alone)
        {
            Add("end_group", "");
        }
    }

    private void AddRows(Question question, Item[] items)
    {
        Dictionary<string, string> group = Add("begin_group", _names.Structure(FormNames.Matrix, question.Code), question.Text);
        group["relevant"] = Relevant(question);
        group["appearance"] = question.Traits.XlsFormAppearance;
        foreach (Item item in items)
        {
            Constrain(AddItem(item, item.Text), _names.OfItem(item.Code), []);
        }

        Add("end_group", "");
    }

    private void AddOptions(Question question, Item[] items)
    {
        string name = _names.OfQuestion(question.Code);
        Dictionary<string, string> ticks = Add($"select_multiple {TickList(question)}", name, question.Text);
        ticks["relevant"] = Relevant(question);
        ticks["required"] = items.All(item => item.Required) ? "yes" : "";
        Constrain(ticks, name, question.MaximumTicks is { } maximum ? [$"count-selected(.) <= {FormNouns.Show(maximum)}"] : [],
            question);
    }

    private void AddValue(Question question)
    {
        string name = _names.OfQuestion(question.Code);
        Dictionary<string, string> row = Add(question.Traits.XlsFormType, name, question.Text);
        row["required"] = question.Required ? "yes" : "";
        row["appearance"] = question.Traits.XlsFormAppearance;
        string?[] limits =
        [
            question.Minimum is { } least ? $". >= {FormNouns.Show(least)}" : null,
            question.Maximum is { } maximum ? $". <= {FormNouns.Show(maximum)}" : null,
            question.MaximumLength is { } length ? $"string-length(.) <= {FormNouns.Show(length)}" : null,
        ];
        Constrain(row, name, [.. limits.OfType<string>()], question);
        row["relevant"] = Relevant(question);
    }

    private Dictionary<string, string> AddItem(Item item, LocalizedText text)
    {
        Dictionary<string, string> row = Add($"select_one {List(item.Scale)}", _names.OfItem(item.Code), text);
        row["required"] = item.Required ? "yes" : "";
        return row;
    }

    // The question's own limits, and the hard checks whose last item it is.
    private void Constrain(Dictionary<string, string> row, string name, IReadOnlyList<string> limits, Question? question = null)
    {
        AnswerCheck[] checks = [.. _hardChecks[name]];
        LocalizedText? limit = limits.Count > 0
            ? FormNouns.Limit(question!.MaximumTicks, question.Minimum, question.Maximum, question.MaximumLength)
            : null;
        row["constraint"] = string.Join(" and ", limits.Concat(checks.Select(check => _conditions.Forbid(check.When, name))));
        if (FormNouns.Join(checks.Select(check => check.Text).Prepend(limit!).OfType<LocalizedText>()) is { } message)
        {
            Label(row, "constraint_message", message);
        }
    }

    private Dictionary<string, string> Add(string type, string name, LocalizedText? text = null)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal) { ["type"] = type, ["name"] = name };
        _survey.Add(row);
        if (text is not null)
        {
            Label(row, "label", text);
        }

        return row;
    }

    private void Label(Dictionary<string, string> row, string column, LocalizedText text)
    {
        foreach ((string language, string words) in FormDocument.Languages(text))
        {
            if (_languages.FirstOrDefault(known => known.Tag == language).Header is { } header)
            {
                row[$"{column}::{header}"] = Stored(words);
            }
        }
    }

    private string List(string scale) => _lists[scale];

    private string TickList(Question question) => _lists[$"\n{question.Code}"];

    // Lists are named by the codes of their scales; options of a multiple choice have a separate list.
    private IEnumerable<IReadOnlyList<TableCell>> Choices()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { FormNames.Units };
        HashSet<string> used = [.. _questionnaire.Items.Select(item => item.Scale)];
        foreach (AnswerScale scale in _pack.Scales.Where(scale => used.Contains(scale.Code)))
        {
            string list = Free(FormNames.IsOfKind(FormNames.Ticks, scale.Code) || FormNames.IsOfKind(FormNames.Scale, scale.Code)
                || scale.Code == FormNames.Units ? FormNames.Scale : "", scale.Code);
            _lists[scale.Code] = list;
            foreach (ScaleLevel level in scale.Levels)
            {
                yield return Choice(list, FormNouns.Show(level.Level), level.Text, level.Satisfied ? "yes" : "no",
                    level.Points is { } points ? FormNouns.Show(points) : "", "");
            }

            foreach (ScaleSpecial special in scale.Special)
            {
                yield return Choice(list, FormDocument.Word(special.Answer), special.Text, "", "", "");
            }
        }

        foreach (Question question in _questionnaire.Questions.Where(question => question.Traits.HasOptions))
        {
            string list = Free(FormNames.Ticks, question.Code);
            _lists[$"\n{question.Code}"] = list;
            foreach (Item option in question.Items.Select(code => _questionnaire.Items.First(item => item.Code == code)))
            {
                yield return Choice(list, option.Code, option.Text, "", "", option.Scale);
            }
        }

        foreach (FormUnit unit in _options.Units)
        {
            yield return Choice(FormNames.Units, unit.Code, unit.Name, "", "", "");
        }

        string Free(string kind, string code)
        {
            for (int n = 1; ; n++)
            {
                string name = kind.Length == 0 ? code : $"{kind}{(n == 1 ? "" : FormNouns.Show(n))}.{code}";
                if (taken.Add(name))
                {
                    return name;
                }
            }
        }
    }

    private IReadOnlyList<TableCell> Choice(string list, string name, LocalizedText text, string satisfied, string points, string scale)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        Label(labels, "label", text);
        return
        [
            TableCell.Of(list), TableCell.Of(name),
            .. _languages.Select(language => TableCell.Of(labels.GetValueOrDefault($"label::{language.Header}"))),
            TableCell.Of(satisfied), TableCell.Of(points), TableCell.Of(scale),
        ];
    }
}
