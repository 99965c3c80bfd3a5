namespace Sipas.Counting;

/// <summary>One coded attribute of respondents that columns store.</summary>
internal sealed record AttributeColumn
{
    /// <summary>Stable code of the attribute, unique in its schema.</summary>
    public required string Code { get; init; }

    /// <summary>How many values it has: 2 to 256. A value is 0 … <see cref="ValueCount"/> − 1.</summary>
    public required int ValueCount { get; init; }
}
