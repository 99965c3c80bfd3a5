using Sipas.Problems;

namespace Sipas.Storage;

/// <summary>What the database itself says about its files and indexes.</summary>
/// <param name="Faults">What is damaged (<c>PRF0055</c>, or <c>STO0004</c> where it cannot be read at all), at most 100.</param>
/// <param name="Unchecked">What could not be checked, in Vietnamese and English; empty when all was.</param>
public sealed record StoreCondition(IReadOnlyList<Problem> Faults, IReadOnlyList<Text.LocalizedText> Unchecked)
{
    /// <summary>Nothing to check, or nothing found.</summary>
    public static StoreCondition Sound { get; } = new([], []);
}
