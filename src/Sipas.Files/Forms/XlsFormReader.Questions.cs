using System.Globalization;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <content>Converts rows to questions.</content>
internal sealed partial class XlsFormReader
{
    private void Take(XlsFormNode node, QuestionPart? part, IReadOnlyList<(string Text, string Place)> above)
    {
        if (IsYes(node.Cell("disabled")))
        {
            _form.Lose(ProblemCodes.FormPropertyUnkept, node.PlaceOf("disabled"), node.Name);
            return;
        }

        IReadOnlyList<(string Text, string Place)> conditions = node.Relevant.Length > 0
            ? [.. above, (node.Relevant, node.PlaceOf("relevant"))]
            : above;
        string[] words = node.Type.Split(' ');
        switch (words)
        {
            case ["begin", "repeat"]:
                LoseRepeat(node);
                break;
            case ["begin", "group"]:
                TakeGroup(node, part, conditions);
                break;
            case ["note"]:
                TakeNote(node);
                break;
            case [var time] when Times.Contains(time):
                break;
            case ["text" or "select", ..] when node.Name == FormNames.Unit && (node.Type == "text" || ListOf(node) == FormNames.Units):
                _usedLists.Add(FormNames.Units);
                break;
            case ["select", "one", ..] when ListOf(node) is { } list:
                TakeSingle(node, list, part, conditions);
                break;
            case ["select", "multiple", ..] when ListOf(node) is { } list:
                TakeMultiple(node, list, part, conditions);
                break;
            case [var type] when KindsOf(ValueType(type)).Any(kind => !kind.IsCoded):
                TakeValue(node, words[0], part, conditions);
                break;
            default:
                _form.Lose(ProblemCodes.FormTypeUnsupported, node.Place, $"{node.Cell("type")} {node.Name}");
                break;
        }
    }

    private void LoseRepeat(XlsFormNode node)
    {
        _form.Lose(ProblemCodes.FormRepeat, node.Place, node.Name);
        foreach (XlsFormNode child in node.Children)
        {
            LoseRepeat(child);
        }
    }

    private void TakeGroup(XlsFormNode node, QuestionPart? part, IReadOnlyList<(string Text, string Place)> conditions)
    {
        DraftText text = node.Sheet.Texts(node.Row, "label");
        string[] looks = Looks(node);
        bool singles = node.Children.Count > 0 && !text.IsEmpty
            && node.Children.All(child => child.Type.Split(' ') is ["select", "one", ..] && ListOf(child) is not null
            && child.Relevant.Length == 0 && !IsYes(child.Cell("disabled")));
        bool oneList = node.Children.Select(ListOf).Distinct().Count() == 1;
        if (singles && node.Children.All(child => Looks(child).Length == 0)
            && (FormNames.IsOfKind(FormNames.Matrix, node.Name)
                || (oneList && (looks.Contains("table-list") || (looks.Contains("field-list") && node.Children.Count > 1)))))
        {
            LoseLooks(node, looks, "table-list", "field-list");
            LoseRest(node);
            var matrix = new DraftQuestion(FormNames.Decode(FormNames.Matrix, node.Name, xml: true), QuestionKind.Matrix, text, node.Place)
            {
                Part = part,
                Conditions = conditions,
                Items = [.. node.Children.Select(child => ItemOf(child, ListOf(child)!))],
            };
            foreach (XlsFormNode child in node.Children)
            {
                LoseRest(child);
                Constrain(matrix, child);
            }

            _form.Questions.Add(matrix);
            return;
        }

        if (singles && node.Children.Count == 1 && FormNames.IsOfKind(FormNames.Question, node.Name))
        {
            TakeQuestion(node, text, part, conditions);
            return;
        }

        QuestionPart? own = FormNames.IsOfKind(FormNames.Part, node.Name)
            ? FormNouns.FindPart(FormNames.Decode(FormNames.Part, node.Name, xml: true))
            : null;
        LoseLooks(node, looks);
        LoseRest(node);
        if (own is null || text.ByLanguage.Any(pair => pair.Key is "vi" or "en" && pair.Value != FormNouns.Part(own.Value).In(pair.Key)))
        {
            _form.Lose(ProblemCodes.FormGroupFlattened, node.Place, text.ByLanguage.Values.FirstOrDefault() ?? node.Name);
        }

        foreach (XlsFormNode child in node.Children)
        {
            Take(child, own ?? part, conditions);
        }
    }

    // A group around one choice whose question has a separate text or code.
    private void TakeQuestion(XlsFormNode group, DraftText text, QuestionPart? part, IReadOnlyList<(string Text, string Place)> conditions)
    {
        LoseLooks(group, Looks(group));
        LoseRest(group);
        XlsFormNode row = group.Children[0];
        TakeSingle(row, ListOf(row)!, part, conditions, (FormNames.Decode(FormNames.Question, group.Name, xml: true), text));
    }

    private void TakeNote(XlsFormNode node)
    {
        DraftText text = node.Sheet.Texts(node.Row, "label");
        string code = FormNames.Decode(FormNames.Note, node.Name, xml: true);
        CheckStrictness? strictness = FormNames.StrictnessOf(node.Name);
        if (text.IsEmpty || (strictness is null && !FormNames.IsOfKind(FormNames.Note, node.Name)))
        {
            _form.Lose(ProblemCodes.FormTypeUnsupported, node.Place, $"note {node.Name}");
            return;
        }

        LoseLooks(node, Looks(node));
        LoseRest(node);
        if (strictness is { } known)
        {
            _form.Checks.Add(new DraftCheck(FormNames.Decode(FormNames.KindOf(known), node.Name, xml: true), known, text, node.Relevant,
                node.PlaceOf("relevant")));
        }
        else if (code == "title")
        {
            _form.Title = text;
        }
        else if (code == "introduction")
        {
            _form.Introduction = text;
        }
        else
        {
            _form.Lose(ProblemCodes.FormTypeUnsupported, node.Place, $"note {node.Name}");
        }
    }

    private void TakeSingle(XlsFormNode node, string list, QuestionPart? part, IReadOnlyList<(string Text, string Place)> conditions,
        (string Code, DraftText Text)? outer = null)
    {
        string[] looks = Looks(node);
        LoseLooks(node, looks, AppearancesOf("select_one"));
        LoseRest(node);
        DraftItem item = ItemOf(node, list);
        var question = new DraftQuestion(outer?.Code ?? item.Code,
            KindOf("select_one", looks), outer?.Text ?? item.Text, node.Place)
        {
            Part = part,
            Conditions = conditions,
            Items = [item],
        };
        Constrain(question, node);
        _form.Questions.Add(question);
    }

    private void TakeMultiple(XlsFormNode node, string list, QuestionPart? part, IReadOnlyList<(string Text, string Place)> conditions)
    {
        DraftScale options = Use(node, list);
        LoseLooks(node, Looks(node));
        LoseRest(node);
        bool required = IsRequired(node);
        string code = FormNames.Decode(FormNames.Ticks, node.Name, xml: true);
        var question = new DraftQuestion(code, QuestionKind.MultipleChoice, node.Sheet.Text(node.Row, "label", node.Name, _form),
            node.Place)
        {
            Variable = node.Name,
            Part = part,
            Conditions = conditions,
            Items = [.. options.Choices
                .Select(choice => new DraftItem(node.Name, options.HoldsItems ? choice.Value : $"{code}.{choice.Value}", choice.Text, null,
                    required, choice.Place)
            {
                Option = choice.Value,
                TickScale = choice.Scale,
            })],
        };
        Constrain(question, node);
        _form.Questions.Add(question);
    }

    private void TakeValue(XlsFormNode node, string type, QuestionPart? part, IReadOnlyList<(string Text, string Place)> conditions)
    {
        string[] looks = Looks(node);
        string written = ValueType(type);
        QuestionKind kind = KindOf(written, looks);
        LoseLooks(node, looks, AppearancesOf(written));
        LoseRest(node);
        if (type is "integer" or "int")
        {
            _form.Lose(ProblemCodes.FormWholeNumbers, node.Place, node.Name);
        }

        var question = new DraftQuestion(FormNames.Decode(FormNames.Value, node.Name, xml: true), kind,
            node.Sheet.Text(node.Row, "label", node.Name, _form), node.Place)
        {
            Variable = node.Name,
            Part = part,
            Conditions = conditions,
            Required = IsRequired(node),
        };
        Constrain(question, node);
        _form.Questions.Add(question);
    }

    // Types that XLSForm has in addition to those of the table of kinds.
    private static string ValueType(string type) => type switch { "integer" or "int" => "decimal", "string" => "text", _ => type };

    private static IEnumerable<QuestionKindTraits> KindsOf(string type) => QuestionKinds.All.Where(kind => kind.XlsFormType == type);

    private static string[] AppearancesOf(string type) =>
        [.. KindsOf(type).Select(kind => kind.XlsFormAppearance).Where(look => look.Length > 0)];

    private static QuestionKind KindOf(string type, string[] looks) =>
        (KindsOf(type).FirstOrDefault(kind => kind.XlsFormAppearance.Length > 0 && looks.Contains(kind.XlsFormAppearance))
            ?? KindsOf(type).First(kind => kind.XlsFormAppearance.Length == 0)).Kind;

    private DraftItem ItemOf(XlsFormNode node, string list) => new(
        node.Name, FormNames.Decode(FormNames.Item, node.Name, xml: true), node.Sheet.Text(node.Row, "label", node.Name, _form),
        Use(node, list), IsRequired(node), node.Place);

    private DraftScale Use(XlsFormNode node, string list)
    {
        _usedLists.Add(list);
        if (node.Type.EndsWith(" or other", StringComparison.Ordinal))
        {
            _form.Lose(ProblemCodes.FormPropertyUnkept, node.PlaceOf("type"), "or_other");
        }

        return _lists.TryGetValue(list, out DraftScale? scale)
            ? scale
            : throw new SipasException(
                new Problem(ProblemCodes.FormListUnknown, node.PlaceOf("type"), list, string.Join(", ", _lists.Keys)));
    }

    // The list after select_one or select_multiple, as written; null for choices from another source.
    private static string? ListOf(XlsFormNode node)
    {
        string[] words = node.Cell("type").Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        bool joined = words[0].Contains('_', StringComparison.Ordinal);
        string type = (joined ? words[0] : string.Join('_', words.Take(2))).ToLowerInvariant();
        string[] rest = [.. words.Skip(joined ? 1 : 2)];
        return type is not ("select_one" or "select_multiple") || rest.Length == 0
            ? null
            : rest.Length == 1 || string.Equals(string.Join('_', rest[1..]), "or_other", StringComparison.OrdinalIgnoreCase)
                ? rest[0]
                : null;
    }

    // Limits and hard checks; every other constraint is listed.
    private void Constrain(DraftQuestion question, XlsFormNode node)
    {
        string text = node.Cell("constraint");
        if (text.Length > 0)
        {
            if (FormExpressionReader.Read(text, FormDialect.XlsForm) is { } expression)
            {
                foreach (FormExpression part in expression is FormAnd and ? and.Parts : [expression])
                {
                    Constrain(question, part, node, text);
                }
            }
            else
            {
                _form.Lose(ProblemCodes.FormExpressionUntranslated, node.PlaceOf("constraint"), text);
            }
        }

        DraftText message = node.Sheet.Texts(node.Row, "constraint_message");
        if (!message.IsEmpty)
        {
            question.Messages.Add((message, node.Name));
        }
    }

    private void Constrain(DraftQuestion question, FormExpression part, XlsFormNode node, string text)
    {
        string place = node.PlaceOf("constraint");
        if (part is FormNot not)
        {
            question.Forbidden.Add((not.Inner, node.Name, text, place));
            return;
        }

        if (part is FormTest { Values: [var value] } test
            && decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out decimal limit))
        {
            bool whole = limit is >= 1 and <= int.MaxValue && decimal.IsInteger(limit);
            switch (question.Traits.Limits, test.Variable, test.Operator)
            {
                case (QuestionLimits.Range, ".", ">=") when question.Minimum is null:
                    question.Minimum = limit;
                    return;
                case (QuestionLimits.Range, ".", "<=") when question.Maximum is null:
                    question.Maximum = limit;
                    return;
                case (QuestionLimits.Length, "string-length(.)", "<=") when whole
                    && question.MaximumLength is null:
                    question.MaximumLength = (int)limit;
                    return;
                case (QuestionLimits.Ticks, "count-selected(.)", "<=") when whole && question.MaximumTicks is null
                    && limit <= question.Items.Count:
                    question.MaximumTicks = (int)limit;
                    return;
            }
        }

        _form.Lose(ProblemCodes.FormExpressionUntranslated, place, text);
    }

    private bool IsRequired(XlsFormNode node)
    {
        string required = node.Cell("required");
        if (required.Length > 0 && !IsYes(required) && required.ToLowerInvariant() is not ("no" or "false" or "false()" or "0"))
        {
            _form.Lose(ProblemCodes.FormExpressionUntranslated, node.PlaceOf("required"), required);
        }

        return IsYes(required);
    }

    private static bool IsYes(string cell) => cell.ToLowerInvariant() is "yes" or "true" or "true()" or "1";

    private static string[] Looks(XlsFormNode node) => node.Cell("appearance").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private void LoseLooks(XlsFormNode node, string[] looks, params string[] known)
    {
        string[] lost = [.. looks.Except(known)];
        if (lost.Length > 0)
        {
            _form.Lose(ProblemCodes.FormPropertyUnkept, node.PlaceOf("appearance"), string.Join(' ', lost));
        }
    }

    private void LoseRest(XlsFormNode node)
    {
        string[] read = node.Type switch
        {
            "begin group" => ["type", "name", "label", "relevant", "appearance", "disabled"],
            "note" when FormNames.StrictnessOf(node.Name) is not null => ["type", "name", "label", "relevant", "appearance", "disabled"],
            "note" => ["type", "name", "label", "appearance", "disabled"],
            _ => ["type", "name", "label", "relevant", "appearance", "disabled", "required", "constraint", "constraint_message"],
        };
        node.Sheet.LoseOthers(node.Row, _form, read);
    }
}
