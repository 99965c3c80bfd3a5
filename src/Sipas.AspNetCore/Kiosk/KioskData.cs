using Sipas.Text;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>What the kiosk's script is given in the page: the questionnaire, its words and where to send. Nothing of any respondent.</summary>
internal sealed record KioskData
{
    public required string SubmitUrl { get; init; }

    public required string Pack { get; init; }

    public required string QuestionnaireVersion { get; init; }

    public required string Unit { get; init; }

    public required LocalizedText UnitName { get; init; }

    public required LocalizedText Introduction { get; init; }

    public required LocalizedText? Notice { get; init; }

    /// <summary>How long the answers take, roughly.</summary>
    public required int Minutes { get; init; }

    public required int IdleSeconds { get; init; }

    public required int ThanksSeconds { get; init; }

    public required IReadOnlyList<KioskItem> Items { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<KioskChoice>> Scales { get; init; }

    public required IReadOnlyDictionary<string, LocalizedText> Texts { get; init; }
}

/// <summary>A question.</summary>
internal sealed record KioskItem(string Code, string Scale, LocalizedText Text);

/// <summary>An answer that a scale offers: a level with its face, or a special answer with its word.</summary>
/// <param name="Level">Number of the level; null for a special answer.</param>
/// <param name="Answer">Word of the special answer; null for a level.</param>
/// <param name="Face">1 (most dissatisfied) to 5 (most satisfied); 0 for a special answer.</param>
/// <param name="Text">The words.</param>
internal sealed record KioskChoice(int? Level, string? Answer, int Face, LocalizedText Text);
