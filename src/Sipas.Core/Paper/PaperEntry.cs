using Sipas.Ballots;

namespace Sipas.Paper;

/// <summary>One keyed entry of a sheet.</summary>
/// <param name="BatchCode">The batch.</param>
/// <param name="BallotNumber">The number printed on the sheet, a code. A store receives the id of the sheet's ballot instead
/// (<see cref="BallotNumberKey"/>).</param>
/// <param name="Pass">The keying pass.</param>
/// <param name="Answers">One character per item, in the storage format.</param>
/// <param name="KeyedBy">Person who keyed it; null if unknown.</param>
/// <param name="KeyedAt">Time of keying, by the store's clock.</param>
/// <param name="ByAccount">Whether <paramref name="KeyedBy"/> is an account of the host; if not, it is a typed name.</param>
internal sealed record PaperEntry(string BatchCode, string BallotNumber, KeyingPass Pass, string Answers, string? KeyedBy,
    DateTimeOffset KeyedAt, bool ByAccount = false);
