using System.Text.Json;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>Reads SurveyJS JSON.</summary>
internal sealed partial class SurveyJsReader
{
    private readonly DraftForm _form = new(FormDialect.SurveyJs);
    private readonly Dictionary<string, string> _placeOfName = new(StringComparer.Ordinal);
    private string _defaultLanguage = "en";

    private SurveyJsReader()
    {
    }

    public static DraftForm Read(ReadOnlyMemory<byte> json, FormLimits limits)
    {
        if (json.Length > limits.MaximumBytes)
        {
            throw TableFile.Limit("$", "bytes", json.Length, limits.MaximumBytes);
        }

        json = json[^JsonText.Content(json.Span).Length..];
        try
        {
            HashSet<string> keys = Scan(json.Span, limits);
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = limits.MaximumDepth });
            JsonElement root = document.RootElement;
            string? locale = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("locale", out JsonElement named)
                && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            var reader = new SurveyJsReader
            {
                _defaultLanguage = keys.Contains("vi")
                    ? "en"
                    : keys.Contains("en") ? "vi" : locale is "vi" ? "vi" : "en",
            };
            reader.ReadSurvey(root);
            return reader._form;
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.FormUnreadable, error.Path ?? "$", error.Message), error);
        }
    }

    // Size, nesting and duplicate keys are checked before anything is built. Returns the keys that are names of languages.
    private static HashSet<string> Scan(ReadOnlySpan<byte> json, FormLimits limits)
    {
        var languages = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<HashSet<string>?>();
        int values = 0;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = limits.MaximumDepth + 1 });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (reader.CurrentDepth >= limits.MaximumDepth)
                    {
                        throw TableFile.Limit("$", "levels", reader.CurrentDepth + 1, limits.MaximumDepth);
                    }

                    open.Push(reader.TokenType == JsonTokenType.StartObject ? new HashSet<string>(StringComparer.Ordinal) : null);
                    if (reader.TokenType == JsonTokenType.StartObject && ++values > limits.MaximumRows)
                    {
                        throw TableFile.Limit("$", "objects", values, limits.MaximumRows);
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    string key = reader.GetString()!;
                    if (!open.Peek()!.Add(key))
                    {
                        throw new SipasException(
                            new Problem(ProblemCodes.FormKeyTwice, $"byte {FormNouns.Show(reader.TokenStartIndex)}", key));
                    }

                    if (key is "vi" or "en")
                    {
                        languages.Add(key);
                    }

                    break;
            }
        }

        return languages;
    }

    private void ReadSurvey(JsonElement root)
    {
        var survey = new SurveyJsObject(root, "$", _form);
        survey.Take("locale");
        _form.Title = Text(survey, "title");
        _form.Introduction = Text(survey, "description");
        JsonElement pages = survey.Array("pages");
        int count = 0;
        foreach (JsonElement page in Members(pages))
        {
            var read = new SurveyJsObject(page, $"$.pages[{FormNouns.Show(count++)}]", _form);
            TakeGroup(read, null, []);
        }

        foreach (string list in (string[])["elements", "questions"])
        {
            TakeAll(survey.Array(list), $"$.{list}", null, []);
        }

        survey.LoseRest();
        RefuseCycles();
    }

    private void TakeAll(JsonElement elements, string place, QuestionPart? part, IReadOnlyList<(string Text, string Place)> above)
    {
        int count = 0;
        foreach (JsonElement element in Members(elements))
        {
            TakeElement(new SurveyJsObject(element, $"{place}[{FormNouns.Show(count++)}]", _form), part, above);
        }
    }

    // A page or a panel.
    private void TakeGroup(SurveyJsObject group, QuestionPart? part, IReadOnlyList<(string Text, string Place)> above)
    {
        string name = group.String("name") ?? "";
        IReadOnlyList<(string Text, string Place)> conditions = Conditions(group, above);
        DraftText? title = Text(group, "title");
        QuestionPart? own = FormNames.IsOfKind(FormNames.Part, name)
            ? FormNouns.FindPart(FormNames.Decode(FormNames.Part, name, xml: false))
            : null;
        JsonElement elements = group.Array("elements");
        JsonElement[] members = [.. Members(elements)];
        string place = $"{group.Place}.elements";
        bool singles = title is not null && members.Length > 0 && members.All(IsPlainChoice);
        if (singles && FormNames.IsOfKind(FormNames.Matrix, name)
            && members.All(member => member.GetProperty("type").GetString() == "radiogroup"))
        {
            TakePanelMatrix(group, FormNames.Decode(FormNames.Matrix, name, xml: false), title!, members, part, conditions);
        }
        else if (singles && members.Length == 1 && FormNames.IsOfKind(FormNames.Question, name))
        {
            TakeSingle(new SurveyJsObject(members[0], $"{place}[0]", _form), part, conditions,
                (FormNames.Decode(FormNames.Question, name, xml: false), title!));
        }
        else
        {
            bool isOurs = own is not null
                && title?.ByLanguage.All(pair => pair.Key is not ("vi" or "en") || pair.Value == FormNouns.Part(own.Value).In(pair.Key))
                    == true;
            if (!isOurs && title is not null)
            {
                _form.Lose(ProblemCodes.FormGroupFlattened, group.Place, title.ByLanguage.Values.First());
            }

            TakeAll(elements, place, own ?? part, conditions);
        }

        group.LoseRest("type");
    }

    private static bool IsPlainChoice(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out JsonElement type)
        && type.ValueKind == JsonValueKind.String && type.GetString() is "radiogroup" or "dropdown" or "rating"
        && element.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String
        && !element.TryGetProperty("visibleIf", out _);

    private static IReadOnlyList<(string Text, string Place)> Conditions(
        SurveyJsObject element, IReadOnlyList<(string Text, string Place)> above) =>
        element.String("visibleIf") is { Length: > 0 } text ? [.. above, (text, $"{element.Place}.visibleIf")] : above;

    private string Name(SurveyJsObject element)
    {
        string name = element.String("name") is { Length: > 0 } given
            ? given
            : throw new SipasException(new Problem(ProblemCodes.FormNameMissing, element.Place, allowed: "name"));
        return _placeOfName.TryAdd(name, element.Place)
            ? name
            : throw new SipasException(new Problem(ProblemCodes.FormNameTwice, element.Place, name, _placeOfName[name]));
    }

    // A text, or an object of texts by language; "default" is the survey's own. Null when there is none.
    private DraftText? Text(SurveyJsObject element, string name)
    {
        if (element.Take(name) is not { } value)
        {
            return null;
        }

        string place = $"{element.Place}.{name}";
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            texts[_defaultLanguage] = value.ToString();
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty text in value.EnumerateObject())
            {
                string language = text.Name == "default" ? _defaultLanguage : text.Name;
                if (text.Value.ValueKind != JsonValueKind.String
                    || !(PackLanguage.IsTag(language) && texts.TryAdd(language, text.Value.GetString()!)))
                {
                    _form.Lose(ProblemCodes.FormLanguageUnknown, $"{place}.{text.Name}", text.Name, "default, vi, en");
                }
            }
        }
        else
        {
            throw new SipasException(new Problem(ProblemCodes.FormUnreadable, place, value.ValueKind.ToString()));
        }

        foreach (string blank in texts.Where(pair => string.IsNullOrWhiteSpace(pair.Value)).Select(pair => pair.Key).ToArray())
        {
            texts.Remove(blank);
        }

        foreach (string language in texts.Keys)
        {
            _form.Languages.TryAdd(language, language);
        }

        return texts.Count > 0 ? new DraftText(place, texts) : null;
    }

    private DraftText TextOr(SurveyJsObject element, string name, string otherwise)
    {
        if (Text(element, name) is { } text)
        {
            return text;
        }

        _form.Lose(ProblemCodes.FormLabelMissing, $"{element.Place}.{name}", otherwise);
        return DraftText.Of($"{element.Place}.{name}", otherwise);
    }

    private static JsonElement.ArrayEnumerator Members(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : default;

    // A survey may contain names that are not questions; only names of the form can form a cycle.
    private void RefuseCycles()
    {
        var waits = _form.Questions
            .GroupBy(question => question.Items.Count > 0 && !question.Traits.HasOptions
                ? question.Items[0].Variable
                : question.Variable, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        Dictionary<string, string> owner = new(StringComparer.Ordinal);
        foreach ((string name, DraftQuestion question) in waits)
        {
            owner[name] = name;
            foreach (DraftItem item in question.Items)
            {
                owner[item.Variable] = name;
            }
        }

        var state = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (string start in waits.Keys)
        {
            var path = new List<(string Name, Queue<string> Next)>();
            Enter(start);
            while (path.Count > 0)
            {
                (string name, Queue<string> next) = path[^1];
                if (!next.TryDequeue(out string? to))
                {
                    state[name] = true;
                    path.RemoveAt(path.Count - 1);
                }
                else if (state.TryGetValue(to, out bool done) && !done)
                {
                    string circle = string.Join(" → ", path.Select(step => step.Name).SkipWhile(step => step != to).Append(to));
                    throw new SipasException(new Problem(ProblemCodes.FormConditionCycle, waits[name].Place, circle));
                }
                else
                {
                    Enter(to);
                }
            }

            void Enter(string name)
            {
                if (state.TryAdd(name, false))
                {
                    path.Add((name, new Queue<string>(waits[name].Conditions
                        .SelectMany(condition => FormExpressionReader.Names(condition.Text))
                        .Select(used => owner.GetValueOrDefault(used)).OfType<string>().Distinct(StringComparer.Ordinal))));
                }
            }
        }
    }
}
