using System.Globalization;
using Sipas.Common;
using Sipas.Packs;

namespace Sipas.Files.Forms;

/// <summary>Texts that a form needs and a pack does not contain.</summary>
internal static class FormNouns
{
    public static readonly LocalizedText UnitQuestion = new("Mã đơn vị", "Unit code");

    public static readonly LocalizedText UnitRule = new("Mã gồm chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới.",
        "A code has letters A–Z, digits, dots, hyphens and underscores.");

    public static readonly LocalizedText NotTicked = new("Không chọn", "Not ticked");

    public static readonly LocalizedText Ticked = new("Chọn", "Ticked");

    public static readonly LocalizedText Yes = new("Có", "Yes");

    public static readonly LocalizedText No = new("Không", "No");

    public static readonly LocalizedText ToBeFilledIn = new("Cần điền", "To be filled in");

    public static readonly LocalizedText DraftProvenance = new(
        "Bản nháp lập từ biểu mẫu của công cụ khác. Cây chỉ số, quy tắc tính và các mức hài lòng cần người có trách nhiệm điền.",
        "A draft created from a form of another tool. The person in charge must fill in the index tree, the rules and the satisfied "
        + "levels.");

    public static LocalizedText Part(QuestionPart part) => part switch
    {
        QuestionPart.Respondent => new("Về người trả lời", "About the respondent"),
        QuestionPart.Perception => new("Nhận định", "Perception"),
        QuestionPart.Experience => new("Trải nghiệm", "Experience"),
        QuestionPart.Satisfaction => new("Hài lòng", "Satisfaction"),
        QuestionPart.Expectation => new("Mong đợi", "Expectations"),
        QuestionPart.Opinion => new("Ý kiến", "Opinion"),
        QuestionPart.Collection => new("Phần của người thu thập", "For the collector"),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "This is no part of a questionnaire."),
    };

    /// <summary>Gets the name of a part as written in a pack.</summary>
    public static string Code(QuestionPart part)
    {
        string name = part.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static QuestionPart? FindPart(string code) =>
        Enum.GetValues<QuestionPart>().Where(part => Code(part) == code).Select(part => (QuestionPart?)part).FirstOrDefault();

    /// <summary>Gets the message for a violated limit of a question; null when it has no limit.</summary>
    public static LocalizedText? Limit(int? maximumTicks, decimal? minimum, decimal? maximum, int? maximumLength) =>
        (maximumTicks, minimum, maximum, maximumLength) switch
        {
            ({ } ticks, _, _, _) => new($"Chọn nhiều nhất {Show(ticks)} mục.", $"Tick at most {Show(ticks)}."),
            (_, { } lower, { } upper, _) => new($"Từ {Show(lower)} đến {Show(upper)}.", $"From {Show(lower)} to {Show(upper)}."),
            (_, { } lower, _, _) => new($"Từ {Show(lower)} trở lên.", $"{Show(lower)} or more."),
            (_, _, { } upper, _) => new($"Nhiều nhất {Show(upper)}.", $"At most {Show(upper)}."),
            (_, _, _, { } length) => new($"Nhiều nhất {Show(length)} ký tự.", $"At most {Show(length)} characters."),
            _ => null,
        };

    /// <summary>Concatenates texts in every language that one of them has.</summary>
    public static LocalizedText? Join(IEnumerable<LocalizedText> texts)
    {
        LocalizedText[] all = [.. texts];
        string[] tags = [.. all.SelectMany(text => text.Others?.Keys ?? []).Distinct(StringComparer.Ordinal)];
        return all.Length == 0
            ? null
            : new LocalizedText(In("vi"), In("en"))
            {
                Others = tags.Length == 0
                    ? null
                    : tags.ToDictionary(tag => tag, In, StringComparer.Ordinal),
            };

        string In(string language) => string.Join(' ', all.Select(text => text.In(language)));
    }

    public static string Show(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
