using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Log;

/// <summary>Result of the database's own check of its files and indexes.</summary>
/// <param name="Faults">The damage found (<c>PRF0055</c>, or <c>STO0004</c> if the database cannot be read), at most 100.</param>
/// <param name="Unchecked">Parts that could not be checked, in Vietnamese and English; empty when everything was checked.</param>
public sealed record StoreCondition(IReadOnlyList<Problem> Faults, IReadOnlyList<LocalizedText> Unchecked)
{
    /// <summary>Nothing to check, or nothing found.</summary>
    public static StoreCondition Sound { get; } = new([], []);
}
