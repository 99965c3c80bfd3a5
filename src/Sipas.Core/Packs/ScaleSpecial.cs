using Sipas.Common;

namespace Sipas.Packs;

/// <summary>A special answer offered by a scale, with its text.</summary>
public sealed record ScaleSpecial
{
    /// <summary>The special answer.</summary>
    public required SpecialAnswer Answer { get; init; }

    /// <summary>Displayed text.</summary>
    public required LocalizedText Text { get; init; }
}
