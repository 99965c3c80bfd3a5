using System.Text;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>Functions on questionnaires that both writers use.</summary>
internal static class FormDocument
{
    /// <summary>Rejects a pack with errors and a questionnaire of another pack.</summary>
    public static void Require(MethodPack pack, Questionnaire questionnaire)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(questionnaire);
        if (!pack.Questionnaires.Contains(questionnaire))
        {
            throw new ArgumentException($"The questionnaire '{questionnaire.Version}' is none of the pack '{pack.Id}'.",
                nameof(questionnaire));
        }

        Problem[] errors = [.. MethodPackVerifier.Verify(pack).Where(fault => fault.Severity == ProblemSeverity.Error)];
        if (errors.Length > 0)
        {
            throw new SipasException(errors);
        }
    }

    /// <summary>The texts of every available language.</summary>
    public static IEnumerable<(string Language, string Text)> Languages(LocalizedText text) =>
        [("vi", text.Vi), ("en", text.En), .. (text.Others ?? new Dictionary<string, string>()).Select(pair => (pair.Key, pair.Value))];

    /// <summary>Whether two texts are equal in every language.</summary>
    public static bool Same(LocalizedText one, LocalizedText other) =>
        Languages(one).OrderBy(pair => pair.Language, StringComparer.Ordinal)
        .SequenceEqual(Languages(other).OrderBy(pair => pair.Language, StringComparer.Ordinal));

    /// <summary>Gets the wire name of a special answer, which is the value of its choice.</summary>
    public static string Word(SpecialAnswer answer) => BallotNames.Of(answer);

    /// <summary>Removes unpaired surrogates, which no file can contain.</summary>
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

    /// <summary>Gets runs of consecutive questions of the same part.</summary>
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

    /// <summary>Gets the item after which a check can be made: the last of its items in the order of the questionnaire.</summary>
    public static string LastItem(Questionnaire questionnaire, AnswerCheck check)
    {
        List<string> order = questionnaire.Questions.Count > 0
            ? [.. questionnaire.Questions.SelectMany(question => question.Items)]
            : [.. questionnaire.Items.Select(item => item.Code)];
        return check.When.Select(condition => condition.Item).MaxBy(order.IndexOf)!;
    }
}
