using System.Text.Json;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <content>Converts elements to questions.</content>
internal sealed partial class SurveyJsReader
{
    // The number of values of a rating that names none.
    private const int UsualRates = 5;

    private static readonly string[] Repeats = ["paneldynamic", "matrixdynamic"];

    private void TakeElement(SurveyJsObject element, QuestionPart? part, IReadOnlyList<(string Text, string Place)> above)
    {
        string type = element.String("type")
            ?? throw new SipasException(new Problem(ProblemCodes.FormNameMissing, element.Place, allowed: "type"));
        switch (type)
        {
            case "panel":
                TakeGroup(element, part, above);
                break;
            case "radiogroup" or "dropdown" or "rating" or "boolean":
                TakeSingle(element, part, Conditions(element, above), null);
                break;
            case "checkbox" or "tagbox":
                TakeMultiple(element, part, Conditions(element, above));
                break;
            case "matrix":
                TakeMatrix(element, part, Conditions(element, above));
                break;
            case var _ when KindsOf(type).Any(kind => !kind.IsCoded):
                TakeValue(element, type, part, Conditions(element, above));
                break;
            case "html" when element.String("name") is { } name && FormNames.StrictnessOf(name) is { } strictness
                && Text(element, "html") is { } words:
                _form.Checks.Add(new DraftCheck(
                    FormNames.Decode(FormNames.KindOf(strictness), Name(element), xml: false),
                    strictness,
                    words with
                    {
                        ByLanguage = words.ByLanguage.ToDictionary(pair => pair.Key, pair => PlainText(pair.Value),
                            StringComparer.Ordinal),
                    },
                    element.String("visibleIf") ?? "",
                    $"{element.Place}.visibleIf"));
                element.LoseRest();
                break;
            default:
                _form.Lose(Repeats.Contains(type) ? ProblemCodes.FormRepeat : ProblemCodes.FormTypeUnsupported, element.Place,
                    $"{type} {Name(element)}");
                break;
        }
    }

    private static string PlainText(string html) => html.Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    private void TakeSingle(SurveyJsObject element, QuestionPart? part, IReadOnlyList<(string Text, string Place)> conditions,
        (string Code, DraftText Text)? outer)
    {
        string type = element.String("type")!;
        string name = Name(element);
        DraftText text = TextOr(element, "title", name);
        DraftScale? scale = type switch
        {
            "boolean" => TrueAndFalse(element),
            "rating" => Rates(element),
            _ => Choices(element, "choices"),
        };
        bool required = element.IsTrue("isRequired");
        var question = new DraftQuestion(
            outer?.Code ?? FormNames.Decode(FormNames.Item, name, xml: false),
            KindsOf(type).FirstOrDefault()?.Kind ?? QuestionKind.SingleChoice, outer?.Text ?? text, element.Place)
        {
            Part = part,
            Conditions = conditions,
            Items = [new DraftItem(name, FormNames.Decode(FormNames.Item, name, xml: false), text, scale, required, element.Place)],
        };
        Validate(element, question, name);
        element.LoseRest();
        _form.Questions.Add(question);
    }

    private void TakePanelMatrix(SurveyJsObject panel, string code, DraftText text, JsonElement[] members, QuestionPart? part,
        IReadOnlyList<(string Text, string Place)> conditions)
    {
        var items = new List<DraftItem>();
        var question = new DraftQuestion(code, QuestionKind.Matrix, text, panel.Place)
        {
            Part = part,
            Conditions = conditions,
            Items = items,
        };
        for (int i = 0; i < members.Length; i++)
        {
            var element = new SurveyJsObject(members[i], $"{panel.Place}.elements[{FormNouns.Show(i)}]", _form);
            element.Take("type");
            string name = Name(element);
            items.Add(new DraftItem(name, FormNames.Decode(FormNames.Item, name, xml: false), TextOr(element, "title", name),
                Choices(element, "choices"), element.IsTrue("isRequired"), element.Place));
            Validate(element, question, name);
            element.LoseRest();
        }

        _form.Questions.Add(question);
    }

    private void TakeMatrix(SurveyJsObject element, QuestionPart? part, IReadOnlyList<(string Text, string Place)> conditions)
    {
        string name = Name(element);
        DraftText text = TextOr(element, "title", name);
        DraftScale columns = Choices(element, "columns");
        bool required = element.IsTrue("isAllRowRequired") | element.IsTrue("eachRowRequired");
        string code = FormNames.Decode(FormNames.Matrix, name, xml: false);
        var items = new List<DraftItem>();
        foreach (DraftChoice row in Values(element, "rows"))
        {
            items.Add(new DraftItem($"{name}.{row.Value}", row.Value, row.Text, columns, required, row.Place));
        }

        var question = new DraftQuestion(code, QuestionKind.Matrix, text, element.Place)
        {
            Part = part,
            Conditions = conditions,
            Items = items,
        };
        Validate(element, question, name);
        element.LoseRest();
        if (items.Count == 0)
        {
            _form.Lose(ProblemCodes.FormTypeUnsupported, element.Place, $"matrix {name}");
            return;
        }

        _form.Questions.Add(question);
    }

    private void TakeMultiple(SurveyJsObject element, QuestionPart? part, IReadOnlyList<(string Text, string Place)> conditions)
    {
        string name = Name(element);
        string code = FormNames.Decode(FormNames.Ticks, name, xml: false);
        DraftText text = TextOr(element, "title", name);
        bool required = element.IsTrue("isRequired");
        DraftChoice[] choices = [.. Values(element, "choices")];

        // Numbers of choices restart in every question; texts and codes do not.
        bool bare = !FormNames.IsOfKind(FormNames.Ticks, name) && choices.Any(choice => choice.Value.All(char.IsAsciiDigit));
        var question = new DraftQuestion(code, QuestionKind.MultipleChoice, text, element.Place)
        {
            Variable = name,
            Part = part,
            Conditions = conditions,
            MaximumTicks = element.Count("maxSelectedChoices"),
            Items = [.. choices.Select(choice =>
                new DraftItem(name, bare ? $"{code}.{choice.Value}" : choice.Value, choice.Text, null, required,
                    choice.Place) { Option = choice.Value })],
        };
        if (question.MaximumTicks > choices.Length)
        {
            question.MaximumTicks = null;
        }

        Validate(element, question, name);
        element.LoseRest();
        _form.Questions.Add(question);
    }

    private void TakeValue(SurveyJsObject element, string type, QuestionPart? part, IReadOnlyList<(string Text, string Place)> conditions)
    {
        string name = Name(element);
        bool hasInput = KindsOf(type).Any(kind => kind.SurveyJsInput.Length > 0);
        string input = hasInput ? element.String("inputType") ?? SurveyJsWriter.UsualInput : "";
        QuestionKindTraits? kind = KindsOf(type).FirstOrDefault(kind => kind.SurveyJsInput == input);
        if (kind is null)
        {
            _form.Lose(ProblemCodes.FormTypeUnsupported, element.Place, $"{type} ({input}) {name}");
            return;
        }

        var question = new DraftQuestion(FormNames.Decode(FormNames.Value, name, xml: false), kind.Kind, TextOr(element, "title", name),
            element.Place)
        {
            Variable = name,
            Part = part,
            Conditions = conditions,
            Required = element.IsTrue("isRequired"),
            Minimum = kind.Limits == QuestionLimits.Range ? element.Number("min") : null,
            Maximum = kind.Limits == QuestionLimits.Range ? element.Number("max") : null,
            MaximumLength = kind.Limits == QuestionLimits.Length ? element.Count("maxLength") : null,
        };
        Validate(element, question, name);
        element.LoseRest();
        _form.Questions.Add(question);
    }

    private static IEnumerable<QuestionKindTraits> KindsOf(string type) => QuestionKinds.All.Where(kind => kind.SurveyJsType == type);

    // Hard checks are validators by expression; every other validator is listed.
    private void Validate(SurveyJsObject element, DraftQuestion question, string name)
    {
        int count = 0;
        foreach (JsonElement member in Members(element.Array("validators")))
        {
            string place = $"{element.Place}.validators[{FormNouns.Show(count++)}]";
            var validator = new SurveyJsObject(member, place, _form);
            if (validator.String("type") == "expression" && validator.String("expression") is { } text)
            {
                if (FormExpressionReader.Read(text, FormDialect.SurveyJs) is FormNot not)
                {
                    question.Forbidden.Add((not.Inner, name, text, $"{place}.expression"));
                }
                else
                {
                    _form.Lose(ProblemCodes.FormExpressionUntranslated, $"{place}.expression", text);
                }

                if (Text(validator, "text") is { } message)
                {
                    question.Messages.Add((message, name));
                }

                validator.LoseRest();
            }
            else
            {
                _form.Lose(ProblemCodes.FormPropertyUnkept, place, member.GetRawText());
            }
        }
    }

    private DraftScale Choices(SurveyJsObject element, string list)
    {
        DraftScale scale = Shared(element, [.. Values(element, list)]);
        scale.IsPlainRating = false;
        return scale;
    }

    private DraftScale TrueAndFalse(SurveyJsObject element)
    {
        DraftText Label(string name, LocalizedText usual) =>
            Text(element, name) ?? new DraftText($"{element.Place}.{name}",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["vi"] = usual.Vi, ["en"] = usual.En });
        return Shared(element, [new DraftChoice("true", Label("labelTrue", FormNouns.Yes), element.Place),
            new DraftChoice("false", Label("labelFalse", FormNouns.No), element.Place)]);
    }

    private DraftScale Rates(SurveyJsObject element)
    {
        bool isPlain = !element.Has("minRateDescription") && !element.Has("maxRateDescription");
        DraftScale scale = RateScale(element);
        scale.IsPlainRating = isPlain && scale.IsPlainRating != false;
        return scale;
    }

    private DraftScale RateScale(SurveyJsObject element)
    {
        element.Take("autoGenerate");
        DraftChoice[] values = [.. Values(element, "rateValues")];
        int? count = element.Count("rateCount");
        if (values.Length > 0)
        {
            return Shared(element, values);
        }

        int least = (int)(element.Number("rateMin") ?? 1);
        int maximum = (int)(element.Number("rateMax") ?? least + (count ?? UsualRates) - 1);
        string[] numbers = [.. Enumerable.Range(least, Math.Clamp(maximum - least + 1, 0, 100)).Select(number => FormNouns.Show(number))];
        _form.Lose(ProblemCodes.FormLabelMissing, $"{element.Place}.rateValues", string.Join(", ", numbers));
        return Shared(element, [.. numbers.Select(number => new DraftChoice(number, DraftText.Of(element.Place, number), element.Place))]);
    }

    // Questions with the same choices share one scale.
    private DraftScale Shared(SurveyJsObject element, DraftChoice[] choices)
    {
        if (_form.Scales.FirstOrDefault(known =>
            known.Choices.Count == choices.Length && known.Choices.Zip(choices).All(pair => Same(pair.First, pair.Second))) is { } same)
        {
            return same;
        }

        var scale = new DraftScale(null, element.Place);
        scale.Choices.AddRange(choices);
        _form.Scales.Add(scale);
        return scale;

        static bool Same(DraftChoice one, DraftChoice other) => one.Value == other.Value
            && one.Text.ByLanguage.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .SequenceEqual(other.Text.ByLanguage.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    // Choices, columns or rows: bare values, or objects with value and text.
    private IEnumerable<DraftChoice> Values(SurveyJsObject element, string list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int count = 0;
        foreach (JsonElement member in Members(element.Array(list)))
        {
            string place = $"{element.Place}.{list}[{FormNouns.Show(count++)}]";
            DraftChoice choice;
            if (member.ValueKind == JsonValueKind.Object)
            {
                var item = new SurveyJsObject(member, place, _form);
                string value = Scalar(item.Take("value")
                    ?? throw new SipasException(new Problem(ProblemCodes.FormNameMissing, place, allowed: "value")), place);
                choice = new DraftChoice(value, TextOr(item, "text", value), place);
                item.LoseRest();
            }
            else
            {
                string value = Scalar(member, place);
                choice = new DraftChoice(value,
                    new DraftText(place, new Dictionary<string, string>(StringComparer.Ordinal) { [_defaultLanguage] = value }), place);
                _form.Languages.TryAdd(_defaultLanguage, _defaultLanguage);
            }

            yield return seen.Add(choice.Value)
                ? choice
                : throw new SipasException(new Problem(ProblemCodes.FormNameTwice, place, choice.Value, $"{element.Place}.{list}"));
        }
    }

    private static string Scalar(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString()!.Length > 0 => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new SipasException(new Problem(ProblemCodes.FormUnreadable, place, value.ValueKind.ToString())),
    };
}
