using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>Converts a questionnaire of a pack to the data that the kiosk's script displays.</summary>
internal static class KioskQuestionnaire
{
    /// <summary>Gets the questions in display order.</summary>
    /// <param name="questionnaire">The questionnaire; without explicit questions each item is one.</param>
    /// <param name="layout">The layout of its answers.</param>
    /// <param name="interviewed">Whether an interviewer uses the device: only then are the questions about collection
    /// included.</param>
    public static IReadOnlyList<KioskQuestion> Questions(Questionnaire questionnaire, AnswerLayout layout, bool interviewed) =>
        questionnaire.Questions.Count == 0
        ? [.. layout.Items.Select(item =>
            new KioskQuestion
            {
                Code = item.Item.Code,
                Widget = QuestionKinds.Of(QuestionKind.Level).Widget,
                Text = item.Item.Text,
                Items = [Item(item)],
            })]
        : [.. questionnaire.Questions.Where(question => interviewed || question.Part != QuestionPart.Collection)
            .Select(question => Question(question, layout))];

    /// <summary>Gets the choices of each scale, by its code.</summary>
    /// <param name="layout">The layout of the answers.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<KioskChoice>> Scales(AnswerLayout layout) =>
        layout.Items.Select(item => item.Scale).Distinct().ToDictionary(scale => scale.Code, Choices, StringComparer.Ordinal);

    /// <summary>Gets the available languages: Vietnamese, English, and those of the pack in which the questionnaire has
    /// texts.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="questionnaire">Its questionnaire.</param>
    public static IReadOnlyList<KioskLanguage> Languages(MethodPack pack, Questionnaire questionnaire) =>
    [
        new("vi", "Tiếng Việt"),
        new("en", "English"),
        .. pack.Languages.Where(language => questionnaire.Items.Any(item => item.Text.Others?.ContainsKey(language.Tag) == true))
        .Select(language => new KioskLanguage(language.Tag, language.Name)),
    ];

    private static KioskQuestion Question(Question question, AnswerLayout layout) => new()
    {
        Code = question.Code,
        Widget = question.Traits.Widget,
        HasRows = question.Traits.HasRows,
        Text = question.Text,
        Items = [.. question.Items.Select(code => Item(layout.Find(code)!))],
        Required = question.Required,
        MaximumTicks = question.MaximumTicks,
        Minimum = question.Minimum,
        Maximum = question.Maximum,
        MaximumLength = question.MaximumLength,
        ShowWhen = question.ShowWhen,
        Clips = question.Clips,
    };

    private static KioskItem Item(ItemLayout item) =>
        new(item.Item.Code, item.Scale.Code, item.Item.Text, item.Item.Required, item.Item.Clips);

    private static IReadOnlyList<KioskChoice> Choices(AnswerScale scale)
    {
        // A face expresses satisfaction. With an age or an occupation it would be meaningless.
        bool faces = scale.Levels.Any(level => level.Satisfied) && scale.Levels.Any(level => !level.Satisfied);
        return
        [
            .. scale.Levels.Select(level =>
                new KioskChoice(level.Level, null, faces ? Face.Of(level.Level, scale.Levels.Count) : 0, level.Text)),
            .. scale.Special.Select(special => new KioskChoice(null, BallotNames.Of(special.Answer), 0, special.Text)),
        ];
    }
}
