using Sipas.Ballots;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>How a person reached the page; it becomes part of the ballot.</summary>
/// <param name="Mode">Collection mode: a wire name of <see cref="BallotNames"/>.</param>
/// <param name="Basis">Selection basis: a wire name of <see cref="BallotNames"/>.</param>
/// <param name="Ticket">The ticket that the ballot spends; null when there is none.</param>
/// <param name="Procedure">Code of the procedure; null when unknown.</param>
/// <param name="Unverified">Whether the page states that anyone may answer here, as by an open link.</param>
/// <param name="Presence">Stamp of a page that was opened with a counter code; null when it was not.</param>
internal sealed record KioskVisit(string Mode, string Basis, string? Ticket = null, string? Procedure = null, bool Unverified = false,
    string? Presence = null);
