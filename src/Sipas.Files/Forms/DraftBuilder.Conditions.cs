using System.Globalization;
using Sipas.Packs;

namespace Sipas.Files.Forms;

/// <content>Converts expressions to conditions on answers.</content>
internal sealed partial class DraftBuilder
{
    // Null when a pack cannot express it. self is the variable that means the question's own answer.
    private List<AnswerCondition>? Conditions(FormExpression expression, string? self)
    {
        if (Condition(expression, self) is { } one)
        {
            return [one];
        }

        if (expression is not FormAnd and)
        {
            return null;
        }

        var all = new List<AnswerCondition>();
        foreach (FormExpression part in and.Parts)
        {
            if (Conditions(part, self) is not { } read)
            {
                return null;
            }

            all.AddRange(read);
        }

        return all;
    }

    private AnswerCondition? Condition(FormExpression expression, string? self) => expression switch
    {
        FormTest test => OfTest(test, self),
        FormOr or => OfOr(or, self),

        // Not ticked, although an option was ticked.
        FormAnd { Parts: [FormNot { Inner: FormTest { Operator: "contains" } ticked }, FormTest { Operator: "notempty" } answered] }
            when ticked.Variable == answered.Variable =>
            OfOption(ticked, self, [1]),
        FormAnd { Parts: [FormTest { Operator: "notcontains" } ticked, FormTest { Operator: "notempty" } answered] }
            when ticked.Variable == answered.Variable =>
            OfOption(ticked, self, [1]),
        _ => null,
    };

    private AnswerCondition? OfOr(FormOr or, string? self)
    {
        if (or is { Parts: [FormTest { Operator: "contains" } ticked, FormTest { Operator: "notempty" } answered] }
            && ticked.Variable == answered.Variable
            && OfOption(ticked, self, []) is { } anyway)
        {
            return anyway;
        }

        var levels = new List<int>();
        string? item = null;
        foreach (FormExpression part in or.Parts)
        {
            if (Condition(part, self) is not { Levels.Count: > 0 } condition || (item ??= condition.Item) != condition.Item)
            {
                return null;
            }

            levels.AddRange(condition.Levels.Except(levels));
        }

        return new AnswerCondition { Item = item!, Levels = levels };
    }

    private AnswerCondition? OfTest(FormTest test, string? self)
    {
        if (Find(test.Variable, self) is not { } answer)
        {
            return null;
        }

        if (answer.Scale is not { } scale)
        {
            return test.Operator == "contains" ? OfOption(test, self, [2]) : null;
        }

        (AnswerScale built, Dictionary<string, int> levels) = _scales[scale];
        bool asNumbered = levels.All(pair => pair.Key == FormNouns.Show(pair.Value));
        switch (test.Operator)
        {
            case "=" or "anyof" when test.Values.All(levels.ContainsKey):
            case "contains" when _form.Dialect == FormDialect.XlsForm && levels.ContainsKey(test.Values[0]):
                return new AnswerCondition { Item = answer.Item, Levels = [.. test.Values.Select(value => levels[value]).Distinct()] };
            case "notempty" when built.Special.Count == 0:
                return new AnswerCondition { Item = answer.Item };
            case ">=" or ">" or "<=" or "<" when asNumbered
                && decimal.TryParse(test.Values[0], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out decimal limit):
                int[] within = [.. Enumerable.Range(1, built.Levels.Count)
                    .Where(level => test.Operator switch { ">=" => level >= limit, ">" => level > limit, "<=" => level <= limit,
                        _ => level < limit })];
                return within.Length == 0
                    ? null
                    : new AnswerCondition { Item = answer.Item, Levels = within.Length == built.Levels.Count ? [] : within };
            default:
                return null;
        }
    }

    private AnswerCondition? OfOption(FormTest ticked, string? self, int[] levels) =>
        Find(ticked.Variable, self)?.Options?.GetValueOrDefault(ticked.Values[0]) is { } item
            ? new AnswerCondition { Item = item, Levels = levels }
            : null;

    // A point is the question's own answer in an XLSForm; in JSON it may be a name.
    private Answerable? Find(string variable, string? self) =>
        _answerables.GetValueOrDefault(variable == "." && _form.Dialect == FormDialect.XlsForm ? self ?? "" : variable);
}
