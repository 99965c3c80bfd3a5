using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Ballots;

/// <content>Validation of numbers, texts and dates.</content>
public sealed partial class BallotValidator
{
    /// <summary>Validates the answers to number, text and date questions.</summary>
    /// <param name="layout">The questionnaire. It must belong to one of the validator's packs.</param>
    /// <param name="values">The values as received, by question code. A blank text counts as no value.</param>
    /// <param name="codes">The coded answers, used to evaluate skip rules; null when unknown. If null, no value is treated
    /// as hidden or missing.</param>
    /// <param name="problems">Receives every problem.</param>
    /// <returns>The canonical values in questionnaire order. Undefined when a problem was added.</returns>
    public IReadOnlyList<AnswerValue> ReadValues(AnswerLayout layout, IReadOnlyList<RawAnswer> values, byte[]? codes,
        ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(problems);
        QuestionFlow flow = FlowOf(layout);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (RawAnswer raw in values)
        {
            named.Add(raw.ItemCode);
            if (layout.FindValueQuestion(raw.ItemCode) is not { } question)
            {
                problems.Add(UnknownQuestion(layout, raw.ItemCode));
            }
            else if (!IsOfType(question, raw.Kind))
            {
                problems.Add(new Problem(ProblemCodes.ValueType, question.Code, raw.Text, TypeOf(question)));
            }
            else if (ValueReader.Read(question, raw.Text, out Problem? problem) is { } value)
            {
                given[question.Code] = value;
            }
            else if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        if (codes is not null)
        {
            foreach (Question question in layout.ValueQuestions)
            {
                bool isShown = flow.IsShown(question, codes);
                if (!isShown && given.ContainsKey(question.Code))
                {
                    problems.Add(new Problem(ProblemCodes.HiddenAnswered, question.Code));
                }
                else if (isShown && question.Required && !given.ContainsKey(question.Code)
                    && !(named.Contains(question.Code) && problems.Any(problem => problem.Place == question.Code)))
                {
                    problems.Add(new Problem(ProblemCodes.ValueMissing, question.Code));
                }
            }
        }

        return [.. layout.ValueQuestions.Where(question => given.ContainsKey(question.Code))
            .Select(question => new AnswerValue(question.Code, given[question.Code]))];
    }

    private static bool IsOfType(Question question, RawAnswerKind kind) =>
        question.Traits.Type == AnswerType.Number ? kind is RawAnswerKind.Whole or RawAnswerKind.Fraction : kind == RawAnswerKind.Text;

    private static string TypeOf(Question question) => question.Traits.Type switch
    {
        AnswerType.Number => "number",
        AnswerType.Day => $"\"{ValueReader.DateFormat}\"",
        _ => "string",
    };

    private Problem UnknownQuestion(AnswerLayout layout, string code)
    {
        IReadOnlyList<Questionnaire> versions = _packs.Find(layout.PackId)!.Questionnaires;
        Questionnaire own = versions.First(questionnaire => questionnaire.Version == layout.QuestionnaireVersion);
        if (layout.Find(code) is not null || own.Questions.Any(question => question.Code == code))
        {
            return new Problem(ProblemCodes.ValueOfCodedItem, code, code, "answers");
        }

        string[] others = [.. versions.Where(questionnaire =>
            questionnaire.Questions.Any(question => question.Code == code && !question.IsCoded))
            .Select(questionnaire => questionnaire.Version)];
        return others.Length == 0
            ? new Problem(ProblemCodes.ValueQuestionUnknown, code, code,
                string.Join(", ", layout.ValueQuestions.Select(question => question.Code)))
            : new Problem(ProblemCodes.ValueOfOtherVersion, code, code, string.Join(", ", others));
    }
}
