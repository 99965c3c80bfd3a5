namespace Sipas.Packs;

/// <summary>The decision on which a pack is based.</summary>
public sealed record Decree
{
    /// <summary>Printed number, for example <c>2640/QĐ-BNV</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Day of issue.</summary>
    public required DateOnly Date { get; init; }
}
