namespace Sipas.Reporting;

/// <summary>The figure of an item, with the count of each answer.</summary>
public sealed record ItemFigure : Figure
{
    /// <summary>Number of answers at each level; the key is the level's number.</summary>
    public required IReadOnlyDictionary<string, long> Levels { get; init; }

    /// <summary>Number of each special answer that the scale offers; the key is its wire name.</summary>
    public required IReadOnlyDictionary<string, long> SpecialAnswers { get; init; }
}
