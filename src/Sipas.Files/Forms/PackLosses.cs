using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>Lists the elements of a pack that a form of one of its questionnaires does not have.</summary>
internal sealed class PackLosses
{
    private readonly List<Problem> _losses = [];
    private readonly MethodPack _pack;
    private readonly string _questionnaire;

    private PackLosses(MethodPack pack, Questionnaire questionnaire)
    {
        _pack = pack;
        _questionnaire = $"questionnaires[{questionnaire.Version}]";
    }

    /// <summary>Lists the losses.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="questionnaire">The questionnaire that is written.</param>
    /// <param name="dialect">The form: an XLSForm names scales and contains their levels with points and satisfied
    /// levels, SurveyJS has choices only.</param>
    /// <param name="stored">Returns a text as written in the form; the text itself when it does not change.</param>
    public static List<Problem> Of(MethodPack pack, Questionnaire questionnaire, FormDialect dialect, Func<string, string> stored)
    {
        var losses = new PackLosses(pack, questionnaire);
        losses.OfPack(questionnaire, dialect);
        losses.OfQuestionnaire(questionnaire);
        losses.OfScales(questionnaire, dialect);
        losses.OfTexts(questionnaire, dialect, stored);
        return losses._losses;
    }

    private void OfPack(Questionnaire questionnaire, FormDialect dialect)
    {
        (string Place, bool IsThere)[] parts =
        [
            ("id", dialect == FormDialect.SurveyJs), ("status", _pack.Status != PackStatus.Draft), ("title", true), ("authority", true),
            ("decree", _pack.Decree is not null),
            ("validity", _pack.Validity.From is not null || _pack.Validity.To is not null), ("provenance", true), ("rules", true),
            ("series", _pack.Series is not null),
            ("respondentGroup", _pack.RespondentGroup is not null), ("respondents", _pack.Respondents is not null),
            ("collection", _pack.Collection is not null), ("ranking", _pack.Ranking is not null),
            ("topics", _pack.Topics.Count > 0), ("bands", _pack.Bands.Count > 0), ("pointsTables", _pack.PointsTables.Count > 0),
            ("targets", _pack.Targets.Count > 0), ("index", true),
            ("languages", dialect == FormDialect.SurveyJs && _pack.Languages.Count > 0),
            ($"{_questionnaire}.version", dialect == FormDialect.SurveyJs),
        ];
        foreach ((string place, bool _) in parts.Where(part => part.IsThere))
        {
            Lose(ProblemCodes.PackUnkept, place);
        }

        foreach (Questionnaire other in _pack.Questionnaires.Where(other => other.Version != questionnaire.Version))
        {
            Lose(ProblemCodes.PackUnkept, $"questionnaires[{other.Version}]");
        }
    }

    private void OfQuestionnaire(Questionnaire questionnaire)
    {
        if (questionnaire.Unfinished != UnfinishedBallotRule.Discard)
        {
            Lose(ProblemCodes.PackUnkept, $"{_questionnaire}.unfinished");
        }

        if (questionnaire.Questions.Count > 0
            && !questionnaire.Questions.SelectMany(question => question.Items).SequenceEqual(questionnaire.Items.Select(item => item.Code)))
        {
            Lose(ProblemCodes.PackItemOrder, $"{_questionnaire}.items");
        }

        foreach (Item item in questionnaire.Items)
        {
            LoseWhere($"{_questionnaire}.items[{item.Code}]", ("topic", item.Topic is not null), ("clips", item.Clips is not null));
        }

        foreach (Question question in questionnaire.Questions)
        {
            LoseWhere(
                $"{_questionnaire}.questions[{question.Code}]",
                ("sensitive", question.Sensitive), ("measure", question.Measure is not null),
                ("countedLevels", question.CountedLevels.Count > 0), ("clips", question.Clips is not null));
            Item[] options = question.Traits.HasOptions
                ? [.. question.Items.Select(code => questionnaire.Items.First(item => item.Code == code))]
                : [];
            if (options.Any(option => option.Required) && !options.All(option => option.Required))
            {
                foreach (Item option in options.Where(option => option.Required))
                {
                    Lose(ProblemCodes.PackRequiredMixed, $"{_questionnaire}.items[{option.Code}].required");
                }
            }
        }
    }

    private void OfScales(Questionnaire questionnaire, FormDialect dialect)
    {
        var options = questionnaire.Questions.Where(question => question.Traits.HasOptions)
            .SelectMany(question => question.Items).ToHashSet(StringComparer.Ordinal);
        HashSet<string> shown = [.. questionnaire.Items.Where(item => !options.Contains(item.Code)).Select(item => item.Scale)];
        HashSet<string> used = [.. questionnaire.Items.Select(item => item.Scale)];
        foreach (AnswerScale scale in _pack.Scales)
        {
            string place = $"scales[{scale.Code}]";
            if (!used.Contains(scale.Code) || (dialect == FormDialect.SurveyJs && !shown.Contains(scale.Code)))
            {
                Lose(ProblemCodes.PackUnkept, place);
            }
            else if (dialect == FormDialect.SurveyJs)
            {
                LoseWhere(place, ("code", true), ("levels[].satisfied", true),
                    ("levels[].points", scale.Levels.Any(level => level.Points is not null)));
            }
        }

        if (dialect == FormDialect.SurveyJs)
        {
            foreach (Item item in questionnaire.Items.Where(item => options.Contains(item.Code)))
            {
                Lose(ProblemCodes.PackUnkept, $"{_questionnaire}.items[{item.Code}].scale");
            }
        }
    }

    private void OfTexts(Questionnaire questionnaire, FormDialect dialect, Func<string, string> stored)
    {
        HashSet<string> named = [.. _pack.Languages.Select(language => language.Tag)];
        Text($"{_questionnaire}.title", questionnaire.Title);
        Text($"{_questionnaire}.introduction", questionnaire.Introduction);
        var options = questionnaire.Questions.Where(question => question.Traits.HasOptions)
            .SelectMany(question => question.Items).ToHashSet(StringComparer.Ordinal);
        foreach (Item item in questionnaire.Items)
        {
            Text($"{_questionnaire}.items[{item.Code}].text", item.Text);
        }

        foreach (Question question in questionnaire.Questions)
        {
            Text($"{_questionnaire}.questions[{question.Code}].text", question.Text);
        }

        foreach (AnswerCheck check in questionnaire.Checks)
        {
            Text($"{_questionnaire}.checks[{check.Code}].text", check.Text);
        }

        HashSet<string> used = [.. questionnaire.Items.Where(item => dialect == FormDialect.XlsForm || !options.Contains(item.Code))
            .Select(item => item.Scale)];
        foreach (AnswerScale scale in _pack.Scales.Where(scale => used.Contains(scale.Code)))
        {
            foreach (ScaleLevel level in scale.Levels)
            {
                Text($"scales[{scale.Code}].levels[{FormNouns.Show(level.Level)}].text", level.Text);
            }

            foreach (ScaleSpecial special in scale.Special)
            {
                Text($"scales[{scale.Code}].special[{FormDocument.Word(special.Answer)}].text", special.Text);
            }
        }

        if (dialect == FormDialect.XlsForm)
        {
            foreach (PackLanguage language in _pack.Languages.Where(language => stored(language.Name) != language.Name))
            {
                Lose(ProblemCodes.PackTextChanged, $"languages[{language.Tag}].name", stored(language.Name));
            }
        }

        void Text(string place, LocalizedText text)
        {
            foreach ((string language, string words) in FormDocument.Languages(text))
            {
                string current = stored(words);
                if (current.Length == 0 || (language is not ("vi" or "en") && !named.Contains(language)))
                {
                    Lose(ProblemCodes.PackUnkept, $"{place}.{Path(language)}");
                }
                else if (current != words)
                {
                    Lose(ProblemCodes.PackTextChanged, $"{place}.{Path(language)}", current);
                }
            }
        }

        static string Path(string language) => language is "vi" or "en" ? language : $"others.{language}";
    }

    private void LoseWhere(string place, params (string Member, bool IsThere)[] members)
    {
        foreach ((string member, bool _) in members.Where(member => member.IsThere))
        {
            Lose(ProblemCodes.PackUnkept, $"{place}.{member}");
        }
    }

    private void Lose(string code, string place, string? value = null) =>
        _losses.Add(new Problem(code, place, value) { Severity = ProblemSeverity.Warning });
}
