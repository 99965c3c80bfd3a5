using System.Text;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.Files.Forms;

/// <summary>What both writers ask of a questionnaire.</summary>
internal static class FormDocument
{
    /// <summary>Refuses a pack with errors and a questionnaire of another pack.</summary>
    public static void Require(MethodPack pack, Questionnaire questionnaire)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(questionnaire);
        if (!pack.Questionnaires.Contains(questionnaire))
        {
            throw new ArgumentException($"The questionnaire '{questionnaire.Version}' is none of the pack '{pack.Id}'.", nameof(questionnaire));
        }

        Problem[] errors = [.. MethodPackVerifier.Verify(pack).Where(fault => fault.Severity == ProblemSeverity.Error)];
        if (errors.Length > 0)
        {
            throw new SipasException(errors);
        }
    }

    /// <summary>The texts of every language that is there.</summary>
    public static IEnumerable<(string Language, string Text)> Languages(LocalizedText text) =>
        [("vi", text.Vi), ("en", text.En), .. (text.Others ?? new Dictionary<string, string>()).Select(pair => (pair.Key, pair.Value))];

    /// <summary>Whether two texts say the same in every language.</summary>
    public static bool Same(LocalizedText one, LocalizedText other) =>
        Languages(one).OrderBy(pair => pair.Language, StringComparer.Ordinal).SequenceEqual(Languages(other).OrderBy(pair => pair.Language, StringComparer.Ordinal));

    /// <summary>The word for a special answer: the value of its choice.</summary>
    public static string Word(SpecialAnswer answer) => BallotWords.Of(answer);

    /// <summary>A text without half characters, which no file holds.</summary>
    public static string WellFormed(string text)
    {
        if (!text.Any(char.IsSurrogate))
        {
            return text;
        }

        var whole = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }

    /// <summary>The questions that stand together because they are of one part.</summary>
    public static IEnumerable<IReadOnlyList<Question>> Runs(IReadOnlyList<Question> questions)
    {
        for (int start = 0, end; start < questions.Count; start = end)
        {
            for (end = start + 1; end < questions.Count && questions[end].Part == questions[start].Part;)
            {
                end++;
            }

            yield return [.. questions.Skip(start).Take(end - start)];
        }
    }

    /// <summary>The item after which a check can be made: of those it names, the one that is asked last.</summary>
    public static string LastItem(Questionnaire questionnaire, AnswerCheck check)
    {
        List<string> order = questionnaire.Questions.Count > 0 ? [.. questionnaire.Questions.SelectMany(question => question.Items)] : [.. questionnaire.Items.Select(item => item.Code)];
        return check.When.Select(condition => condition.Item).MaxBy(order.IndexOf)!;
    }
}
