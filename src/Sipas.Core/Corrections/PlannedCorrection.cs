using Sipas.Ballots;
using Sipas.Problems;

namespace Sipas.Corrections;

/// <summary>A submitted ballot that is stored with other content.</summary>
/// <param name="Index">Position in the submitted list, from 0.</param>
/// <param name="Current">The current version of the ballot: the original with this number, or its last correction.</param>
/// <param name="Differences">
/// Differences: the item or field, the stored and the submitted value. For numbers, texts and dates only the fact that
/// they differ.
/// </param>
/// <param name="Refusal">Reason why it may not be corrected; null when it may.</param>
internal sealed record PlannedCorrection(int Index, StoredBallot Current,
    IReadOnlyList<(string Place, string Stored, string Brought)> Differences, Problem? Refusal);
