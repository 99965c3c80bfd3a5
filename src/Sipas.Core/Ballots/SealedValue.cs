namespace Sipas.Ballots;

/// <summary>A value as stored: the commitment is permanent; the value and its salt can be erased.</summary>
internal sealed record SealedValue
{
    /// <summary>Code of the question.</summary>
    public required string QuestionCode { get; init; }

    /// <summary>SHA-256 of the salt followed by the UTF-8 bytes of the value: 32 bytes. The canonical ballot contains the
    /// commitment instead of the value.</summary>
    public required ReadOnlyMemory<byte> Commitment { get; init; }

    /// <summary>The salt: 16 bytes; null after it was erased with its value.</summary>
    public ReadOnlyMemory<byte>? Salt { get; init; }

    /// <summary>The value; null after it was erased.</summary>
    public string? Value { get; init; }

    /// <summary>Whether value and salt were both erased.</summary>
    public bool IsErased => Value is null && Salt is null;

    /// <summary>Whether the value is erased, or still matches the commitment.</summary>
    public bool IsWhole => IsErased
        || (Value is not null && Salt is { } salt && Commitment.Span.SequenceEqual(ValueSealer.Commitment(salt.Span, Value)));

    /// <summary>Returns a copy without value and salt.</summary>
    public SealedValue Erased() => this with { Salt = null, Value = null };
}
