using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Quality;

namespace Sipas.AspNetCore.Admin.Quality;

/// <summary>One flagged ballot.</summary>
/// <param name="Ballot">The ballot with its flags.</param>
/// <param name="State">The text of its state.</param>
/// <param name="Stored">The ballot as it is stored.</param>
/// <param name="Device">The authenticated device; null for none.</param>
/// <param name="Href">The target of a decision.</param>
/// <param name="Problems">The reasons why the last decision was rejected.</param>
internal sealed record ReviewRow(FlaggedBallot Ballot, string State, StoredBallot? Stored, string? Device, string Href,
    IReadOnlyList<Problem> Problems);
