namespace Sipas.Ballots;

/// <summary>A value as a store keeps it: the commitment for ever, the value and its salt until they are erased.</summary>
public sealed record SealedValue
{
    /// <summary>Code of the question.</summary>
    public required string QuestionCode { get; init; }

    /// <summary>SHA-256 of the salt followed by the UTF-8 bytes of the value: 32 bytes. This, not the value, stands in the canonical ballot.</summary>
    public required ReadOnlyMemory<byte> Commitment { get; init; }

    /// <summary>The salt: 16 bytes; null once it was erased with its value.</summary>
    public ReadOnlyMemory<byte>? Salt { get; init; }

    /// <summary>The value; null once it was erased.</summary>
    public string? Value { get; init; }

    /// <summary>Whether value and salt were erased, both.</summary>
    public bool IsErased => Value is null && Salt is null;

    /// <summary>Whether the value is erased, or still is what the commitment says.</summary>
    public bool IsWhole => IsErased || (Value is not null && Salt is { } salt && Commitment.Span.SequenceEqual(ValueSealer.Commitment(salt.Span, Value)));

    /// <summary>What is left when value and salt are erased.</summary>
    public SealedValue Erased() => this with { Salt = null, Value = null };
}
