namespace Sipas.Ballots;

/// <summary>JSON kind of an answer value, before validation.</summary>
public enum RawAnswerKind
{
    /// <summary>An integer that fits in 64 bits.</summary>
    Whole,

    /// <summary>A number that is not an integer, or an integer that does not fit in 64 bits.</summary>
    Fraction,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Null.</summary>
    Null,

    /// <summary>True, false, an array or an object.</summary>
    Other,
}
