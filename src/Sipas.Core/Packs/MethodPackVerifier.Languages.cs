using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Packs;

/// <content>Verification of languages beyond Vietnamese and English, and sound clips.</content>
public static partial class MethodPackVerifier
{
    private const string TagRule = "a-z 0-9 - (≠ vi, en), name";

    private static void CheckLanguages(MethodPack pack, List<Problem> faults)
    {
        CheckUnique(faults, "languages", pack.Languages.Select(language => language.Tag));
        faults.AddRange(pack.Languages
            .Where(language => !PackLanguage.IsTag(language.Tag) || language.Tag is "vi" or "en"
                || string.IsNullOrWhiteSpace(language.Name))
            .Select(language => new Problem(ProblemCodes.PackLanguageUnknown, "languages", language.Tag, TagRule)));
        var named = pack.Languages.Select(language => language.Tag).ToHashSet(StringComparer.Ordinal);
        string allowed = named.Count == 0 ? "languages" : string.Join(", ", named);
        foreach (Questionnaire questionnaire in pack.Questionnaires)
        {
            string place = $"questionnaires[{questionnaire.Version}]";
            LocalizedText[] shown = [.. ShownTexts(pack, questionnaire)];
            foreach (string tag in shown.SelectMany(text => text.Others?.Keys ?? []).Distinct(StringComparer.Ordinal)
                .Where(tag => !named.Contains(tag)))
            {
                faults.Add(new Problem(ProblemCodes.PackLanguageUnknown, place, tag, allowed));
            }

            foreach (string tag in named)
            {
                int missing = shown.Count(text => text.Others?.ContainsKey(tag) != true);
                if (missing > 0 && missing < shown.Length)
                {
                    faults.Add(new Problem(ProblemCodes.PackLanguageIncomplete, place, tag,
                        Show(missing))
                    {
                        Severity = ProblemSeverity.Warning,
                    });
                }
            }

            IEnumerable<(string Code, IReadOnlyDictionary<string, string>? Clips)> speakers =
                [.. questionnaire.Items.Select(item => (item.Code, item.Clips)),
                    .. questionnaire.Questions.Select(question => (question.Code, question.Clips))];
            faults.AddRange(
                from speaker in speakers
                from clip in speaker.Clips ?? new Dictionary<string, string>()
                where (clip.Key is not ("vi" or "en") && !named.Contains(clip.Key)) || clip.Value.Length < 2 || clip.Value[0] != '/'
                || clip.Value[1] is '/' or '\\'
                select new Problem(ProblemCodes.PackClip, $"{place}.{speaker.Code}.clips.{clip.Key}", clip.Value, "/…"));
        }
    }

    // The texts shown to a respondent: those of the questionnaire and of the scales it uses.
    private static IEnumerable<LocalizedText> ShownTexts(MethodPack pack, Questionnaire questionnaire) =>
    [
        questionnaire.Introduction,
        .. questionnaire.Items.Select(item => item.Text),
        .. questionnaire.Questions.Select(question => question.Text),
        .. questionnaire.Checks.Select(check => check.Text),
        .. questionnaire.Items.Select(item => item.Scale).Distinct().Select(pack.FindScale).OfType<AnswerScale>()
            .SelectMany(scale => scale.Levels.Select(level => level.Text).Concat(scale.Special.Select(special => special.Text))),
    ];
}
