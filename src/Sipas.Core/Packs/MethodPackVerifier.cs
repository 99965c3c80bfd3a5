using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>Verifies method packs. Reports all errors at once, each with its code, place and severity.</summary>
public static partial class MethodPackVerifier
{
    /// <summary>Verifies a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <returns>The problems, by part of the document; empty if there are none. A pack that has only warnings can be used.</returns>
    public static IReadOnlyList<Problem> Verify(MethodPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var faults = new List<Problem>();
        CheckCode(faults, "id", pack.Id);
        CheckCode(faults, "version", pack.Version);
        CheckText(faults, "title", pack.Title);
        CheckText(faults, "authority", pack.Authority);
        CheckText(faults, "provenance", pack.Provenance);
        if (pack.Rules.Rounding.Decimals is < 0 or > 4)
        {
            faults.Add(new Problem(ProblemCodes.PackDecimals, "rules.rounding.decimals", Show(pack.Rules.Rounding.Decimals), "0–4"));
        }

        if (pack.Validity.From > pack.Validity.To)
        {
            faults.Add(new Problem(ProblemCodes.PackValidity, "validity", $"{pack.Validity.From:O} > {pack.Validity.To:O}"));
        }

        if (pack.Status == PackStatus.Official && pack.Decree is null)
        {
            faults.Add(new Problem(ProblemCodes.PackOfficialWithoutDecree, "decree"));
        }

        CheckIdentity(pack, faults);
        CheckScales(pack, faults);
        CheckQuestionnaires(pack, faults);
        CheckQuestions(pack, faults);
        CheckLanguages(pack, faults);
        CheckIndex(pack, faults);
        CheckRules(pack, faults);
        CheckTables(pack, faults);
        faults.AddRange(PackGuess.Of(pack).Select(guess => guess.Words.Length > 0
            ? new Problem(ProblemCodes.PackUnconfirmed, guess.Place, guess.Words)
            : new Problem(
                ProblemCodes.PackGuessUnknown, "unconfirmed", guess.Place,
                string.Join(", ", pack.Scales.Select(scale => PackGuess.SatisfiedPlace(scale.Code))))));
        return faults;
    }

    private static void CheckIdentity(MethodPack pack, List<Problem> faults)
    {
        foreach ((string place, string? code) in ((string, string?)[])[("series", pack.Series), ("respondentGroup", pack.RespondentGroup)])
        {
            if (code is not null)
            {
                CheckCode(faults, place, code);
            }
        }

        if (pack.Respondents is not null)
        {
            CheckText(faults, "respondents", pack.Respondents);
        }

        CheckUnique(faults, "topics", pack.Topics.Select(topic => topic.Code));
        foreach (Topic topic in pack.Topics)
        {
            CheckCode(faults, $"topics[{topic.Code}]", topic.Code);
            CheckText(faults, $"topics[{topic.Code}]", topic.Text);
        }
    }

    private static void CheckScales(MethodPack pack, List<Problem> faults)
    {
        CheckUnique(faults, "scales", pack.Scales.Select(scale => scale.Code));
        foreach (AnswerScale scale in pack.Scales)
        {
            string place = $"scales[{scale.Code}]";
            CheckCode(faults, place, scale.Code);
            if (scale.Levels.Count is < 2 or > AnswerScale.MaximumLevels)
            {
                faults.Add(new Problem(ProblemCodes.PackLevels, place, Show(scale.Levels.Count), $"2–{AnswerScale.MaximumLevels}"));
            }

            for (int i = 0; i < scale.Levels.Count; i++)
            {
                CheckText(faults, $"{place}.levels[{i + 1}]", scale.Levels[i].Text);
                if (scale.Levels[i].Level != i + 1)
                {
                    faults.Add(new Problem(ProblemCodes.PackLevelOrder, place, Show(scale.Levels[i].Level), Show(i + 1)));
                }
            }

            if (scale.Levels.FirstOrDefault(level => level.Satisfied) is { } lowest
                && scale.Levels.FirstOrDefault(level => level.Level > lowest.Level && !level.Satisfied) is { } above)
            {
                faults.Add(new Problem(ProblemCodes.PackSatisfiedNotTop, place, Show(lowest.Level), Show(above.Level)));
            }

            CheckUnique(faults, $"{place}.special", scale.Special.Select(special => special.Answer.ToString()));
            foreach (ScaleSpecial special in scale.Special)
            {
                CheckText(faults, $"{place}.special", special.Text);
                if (special.Answer == SpecialAnswer.NoAnswer)
                {
                    faults.Add(new Problem(ProblemCodes.PackNoAnswerListed, place));
                }
            }
        }
    }

    private static void CheckQuestionnaires(MethodPack pack, List<Problem> faults)
    {
        if (pack.Questionnaires.Count == 0)
        {
            faults.Add(new Problem(ProblemCodes.PackEmpty, "questionnaires"));
        }

        CheckUnique(faults, "questionnaires", pack.Questionnaires.Select(questionnaire => questionnaire.Version));
        foreach (Questionnaire questionnaire in pack.Questionnaires)
        {
            string place = $"questionnaires[{questionnaire.Version}]";
            CheckCode(faults, place, questionnaire.Version);
            CheckText(faults, $"{place}.title", questionnaire.Title);
            CheckText(faults, $"{place}.introduction", questionnaire.Introduction);
            if (questionnaire.Items.Count == 0)
            {
                faults.Add(new Problem(ProblemCodes.PackEmpty, $"{place}.items"));
            }

            CheckUnique(faults, $"{place}.items", questionnaire.Items.Select(item => item.Code));
            foreach (Item item in questionnaire.Items)
            {
                string itemPlace = $"{place}.items[{item.Code}]";
                CheckCode(faults, itemPlace, item.Code);
                CheckText(faults, itemPlace, item.Text);
                if (pack.FindScale(item.Scale) is null)
                {
                    faults.Add(new Problem(ProblemCodes.PackScaleUnknown, itemPlace, item.Scale,
                        string.Join(", ", pack.Scales.Select(scale => scale.Code))));
                }

                if (item.Topic is not null && pack.Topics.All(topic => topic.Code != item.Topic))
                {
                    faults.Add(new Problem(ProblemCodes.PackTopicUnknown, itemPlace, item.Topic,
                        string.Join(", ", pack.Topics.Select(topic => topic.Code))));
                }
            }
        }
    }

    private static void CheckIndex(MethodPack pack, List<Problem> faults)
    {
        var known = pack.Questionnaires.SelectMany(questionnaire => questionnaire.Items).Select(item => item.Code)
            .ToHashSet(StringComparer.Ordinal);
        CheckUnique(faults, "index", pack.Index.SelfAndDescendants().Select(node => node.Code));
        CheckUnique(faults, "index.items", pack.Index.AllItems());
        foreach (IndexNode node in pack.Index.SelfAndDescendants())
        {
            string place = $"index[{node.Code}]";
            CheckCode(faults, place, node.Code);
            CheckText(faults, place, node.Text);
            if (node.Children.Count == 0 == (node.Items.Count == 0))
            {
                faults.Add(new Problem(ProblemCodes.PackNodeShape, place));
            }

            foreach (string item in node.Items.Where(item => !known.Contains(item)))
            {
                faults.Add(new Problem(ProblemCodes.PackItemUnknown, place, item));
            }

            foreach (IndexNode child in node.Children.Where(child => child.Kind <= node.Kind))
            {
                faults.Add(new Problem(ProblemCodes.PackNodeKind, $"index[{child.Code}]", child.Kind.ToString(), $"> {node.Kind}"));
            }
        }
    }

    private static void CheckUnique(List<Problem> faults, string place, IEnumerable<string> codes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string code in codes.Where(code => !seen.Add(code)))
        {
            faults.Add(new Problem(ProblemCodes.PackCodeTwice, place, code));
        }
    }

    private static void CheckCode(List<Problem> faults, string place, string code)
    {
        if (!CodeText.IsWellFormed(code))
        {
            faults.Add(new Problem(ProblemCodes.PackCodeMalformed, place, code, CodeText.Allowed));
        }
    }

    private static void CheckText(List<Problem> faults, string place, LocalizedText text)
    {
        if (string.IsNullOrWhiteSpace(text.Vi))
        {
            faults.Add(new Problem(ProblemCodes.PackTextMissing, place, "vi"));
        }

        if (string.IsNullOrWhiteSpace(text.En))
        {
            faults.Add(new Problem(ProblemCodes.PackTextMissing, place, "en"));
        }
    }

    private static string Show(decimal number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
