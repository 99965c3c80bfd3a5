using System.Globalization;
using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>Skip rules and checks of one questionnaire, applied to the answers of one ballot.</summary>
/// <remarks>A hard check produces an error, a soft check a warning; see <see cref="Problem.Severity"/>.</remarks>
internal sealed class QuestionFlow
{
    private readonly AnswerLayout _layout;
    private readonly Questionnaire _questionnaire;

    // Cached because they are used for every ballot.
    private readonly (Question Question, ItemLayout[] Items)[] _coded;

    /// <summary>Creates the flow of a questionnaire.</summary>
    /// <param name="layout">The layout of its answers.</param>
    /// <param name="questionnaire">The questionnaire. It must have no errors.</param>
    public QuestionFlow(AnswerLayout layout, Questionnaire questionnaire)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(questionnaire);
        _layout = layout;
        _questionnaire = questionnaire;
        _coded = [.. questionnaire.Questions.Where(question => question.IsCoded)
            .Select(question => (question, question.Items.Select(code => layout.Find(code)!).ToArray()))];
    }

    /// <summary>Whether a question is shown.</summary>
    /// <param name="question">The question.</param>
    /// <param name="codes">The answers so far: one code per item in questionnaire order.</param>
    public bool IsShown(Question question, ReadOnlySpan<byte> codes)
    {
        ArgumentNullException.ThrowIfNull(question);
        return AllHold(question.ShowWhen, codes);
    }

    /// <summary>Applies the skip rules and checks to the coded answers of a ballot.</summary>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <returns>All findings. Errors reject the ballot; warnings ask for a review.</returns>
    public IReadOnlyList<Problem> Check(ReadOnlySpan<byte> codes)
    {
        var findings = new List<Problem>();
        foreach ((Question question, ItemLayout[] items) in _coded)
        {
            int ticks = 0;
            bool answered = false;
            foreach (ItemLayout item in items)
            {
                byte answer = codes[item.Index];
                ticks += answer == item.LevelCount ? 1 : 0;
                answered |= IsLevel(item, answer);
            }

            if (ticks > question.MaximumTicks)
            {
                findings.Add(new Problem(ProblemCodes.TooManyTicks, question.Code, Show(ticks), Show(question.MaximumTicks.Value)));
            }

            if (answered && !IsShown(question, codes))
            {
                findings.Add(new Problem(ProblemCodes.HiddenAnswered, question.Code));
            }
        }

        foreach (AnswerCheck check in _questionnaire.Checks)
        {
            if (AllHold(check.When, codes))
            {
                findings.Add(new Problem(ProblemCodes.AnswersConflict, check.Code, check.Text.Vi)
                {
                    Severity = check.Strictness == CheckStrictness.Hard ? ProblemSeverity.Error : ProblemSeverity.Warning,
                });
            }
        }

        return findings;
    }

    /// <summary>Checks the answer to a number, text or date question.</summary>
    /// <param name="question">The question. It must not be a coded question.</param>
    /// <param name="value">The answer as text, in the format accepted by <see cref="ValueReader"/>; null or blank for none.</param>
    /// <param name="isShown">Whether the question was shown. A required answer can be missing only if the question was shown.</param>
    /// <returns>The problem, or null.</returns>
    /// <exception cref="ArgumentException">The question has coded items.</exception>
    public static Problem? CheckValue(Question question, string? value, bool isShown = true)
    {
        ArgumentNullException.ThrowIfNull(question);
        string? read = ValueReader.Read(question, value, out Problem? problem);
        return problem ?? (read is null && question.Required && isShown ? new Problem(ProblemCodes.ValueMissing, question.Code) : null);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsLevel(ItemLayout item, byte code) => code >= 1 && code <= item.LevelCount;

    private bool AllHold(IReadOnlyList<AnswerCondition> conditions, ReadOnlySpan<byte> codes)
    {
        foreach (AnswerCondition condition in conditions)
        {
            ItemLayout item = _layout.Find(condition.Item)!;
            byte code = codes[item.Index];
            if (!IsLevel(item, code) || (condition.Levels.Count > 0 && !condition.Levels.Contains(code)))
            {
                return false;
            }
        }

        return true;
    }
}
