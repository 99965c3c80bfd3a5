using Sipas.Common;
using Sipas.Packs;

namespace Sipas.Files.Forms;

/// <summary>The meaning of the texts of choices: how satisfied an answer is, and whether it is a level.</summary>
internal static class ChoiceNames
{
    // From worst to best; 0 is neither. Texts are search keys: no diacritics, lower case.
    private static readonly Dictionary<string, int> Satisfaction = Table(
        (-2, ["rat khong hai long", "hoan toan khong hai long", "very dissatisfied", "very unsatisfied", "completely dissatisfied"]),
        (-1, ["khong hai long", "chua hai long", "dissatisfied", "unsatisfied", "not satisfied"]),
        (0, ["binh thuong", "trung lap", "neutral", "neither satisfied nor dissatisfied"]),
        (1, ["hai long", "satisfied"]),
        (2, ["rat hai long", "hoan toan hai long", "very satisfied", "completely satisfied"]));

    // Whether agreement or praise means satisfied depends on the question: these texts determine the order but not the satisfied levels.
    private static readonly Dictionary<string, int> Quality = Table(
        (-2, ["rat kem", "rat te", "rat xau", "rat khong dong y", "hoan toan khong dong y", "very poor", "very bad", "strongly disagree"]),
        (-1, ["kem", "te", "xau", "yeu", "khong tot", "khong dong y", "poor", "bad", "disagree"]),
        (0, ["trung binh", "binh thuong", "phan van", "trung lap", "vua", "average", "fair", "neutral", "ok"]),
        (1, ["tot", "dong y", "good", "agree"]),
        (2, ["rat tot", "xuat sac", "rat dong y", "hoan toan dong y", "very good", "excellent", "strongly agree"]));

    private static readonly Dictionary<string, SpecialAnswer> Specials = new(StringComparer.Ordinal)
    {
        ["khong biet"] = SpecialAnswer.DontKnow,
        ["khong ro"] = SpecialAnswer.DontKnow,
        ["khong co y kien"] = SpecialAnswer.DontKnow,
        ["khong y kien"] = SpecialAnswer.DontKnow,
        ["khong biet/khong tra loi"] = SpecialAnswer.DontKnow,
        ["don't know"] = SpecialAnswer.DontKnow,
        ["do not know"] = SpecialAnswer.DontKnow,
        ["no opinion"] = SpecialAnswer.DontKnow,
        ["khong ap dung"] = SpecialAnswer.NotApplicable,
        ["khong lien quan"] = SpecialAnswer.NotApplicable,
        ["not applicable"] = SpecialAnswer.NotApplicable,
        ["n/a"] = SpecialAnswer.NotApplicable,
        ["tu choi"] = SpecialAnswer.Refused,
        ["tu choi tra loi"] = SpecialAnswer.Refused,
        ["khong muon tra loi"] = SpecialAnswer.Refused,
        ["refused"] = SpecialAnswer.Refused,
        ["prefer not to say"] = SpecialAnswer.Refused,
    };

    /// <summary>Gets the special answer that a text expresses; null if it expresses none.</summary>
    public static SpecialAnswer? Special(DraftText text)
    {
        foreach (string words in text.ByLanguage.Values)
        {
            if (Specials.TryGetValue(Key(words), out SpecialAnswer answer))
            {
                return answer;
            }
        }

        return null;
    }

    /// <summary>Whether the text of a question is about satisfaction.</summary>
    public static bool AsksSatisfaction(DraftText text) =>
        text.ByLanguage.Values.Select(Key)
            .Any(words => words.Contains("hai long", StringComparison.Ordinal) || words.Contains("satisf", StringComparison.Ordinal));

    /// <summary>
    /// Gets how satisfied each choice is by its text: negative for not satisfied, 0 for neither, positive for
    /// satisfied; null unless every choice expresses it and the languages agree.
    /// </summary>
    public static int[]? Satisfied(IReadOnlyList<DraftChoice> choices) => Read(choices, Satisfaction);

    /// <summary>Gets the order of the choices by their texts: 1 from worst to best, −1 from best to worst; 0 if the
    /// texts do not express one.</summary>
    public static int Direction(IReadOnlyList<DraftChoice> choices)
    {
        if ((Satisfied(choices) ?? Read(choices, Quality)) is not { } ranks)
        {
            return 0;
        }

        bool Steps(Func<int, int, bool> step) => ranks.Zip(ranks.Skip(1)).All(pair => step(pair.First, pair.Second));
        return Steps((one, next) => one < next) ? 1 : Steps((one, next) => one > next) ? -1 : 0;
    }

    private static int[]? Read(IReadOnlyList<DraftChoice> choices, Dictionary<string, int> table)
    {
        int[][] read = [.. choices.SelectMany(choice => choice.Text.ByLanguage.Keys).Distinct(StringComparer.Ordinal)
            .Where(language => choices
                .All(choice => choice.Text.ByLanguage.TryGetValue(language, out string? words) && table.ContainsKey(Key(words))))
            .Select(language => choices.Select(choice => table[Key(choice.Text.ByLanguage[language])]).ToArray())];
        return read.Length > 0 && read.All(ranks => ranks.SequenceEqual(read[0])) ? read[0] : null;
    }

    private static string Key(string words) => VietnameseText.SearchKey(words.Replace('’', '\'')).Trim(' ', '.', ':', ';', '!');

    private static Dictionary<string, int> Table(params (int Rank, string[] Words)[] rows) =>
        rows.SelectMany(row => row.Words.Select(words => (words, row.Rank)))
        .ToDictionary(pair => pair.words, pair => pair.Rank, StringComparer.Ordinal);
}
