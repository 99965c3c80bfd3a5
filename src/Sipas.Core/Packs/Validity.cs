namespace Sipas.Packs;

/// <summary>The period in which a method is in force.</summary>
public sealed record Validity
{
    /// <summary>First day; null when not stated.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day; null if there is no end.</summary>
    public DateOnly? To { get; init; }
}
