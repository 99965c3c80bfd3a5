namespace Sipas.Packs;

/// <summary>An answer scale: its levels from lowest to highest, and the special answers it offers.</summary>
public sealed record AnswerScale
{
    /// <summary>Maximum number of levels of a scale, because an answer is stored as one character.</summary>
    public const int MaximumLevels = 9;

    private readonly IReadOnlyList<ScaleSpecial> _special = [];

    /// <summary>Stable code of the scale within its pack.</summary>
    public required string Code { get; init; }

    /// <summary>Levels from lowest to highest.</summary>
    public required IReadOnlyList<ScaleLevel> Levels { get; init; }

    /// <summary>Special answers allowed for items on this scale, in addition to <see cref="SpecialAnswer.NoAnswer"/>, which
    /// every scale allows.</summary>
    public IReadOnlyList<ScaleSpecial> Special { get => _special; init => _special = value ?? []; }
}
