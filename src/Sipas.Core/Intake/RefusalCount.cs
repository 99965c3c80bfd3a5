using Sipas.Problems;

namespace Sipas.Intake;

/// <summary>Number of requests rejected for one reason, at one address, in one period.</summary>
/// <param name="Since">Beginning of the period, UTC: an hour; for tickets a day in Vietnam.</param>
/// <param name="Code">The reason: a code of <see cref="ProblemCodes"/>.</param>
/// <param name="Place">
/// Method and route, and the device or unit if known. Never an address of a sender, a token or an id of a ballot.
/// </param>
/// <param name="Count">Number of requests: 1 or more.</param>
internal sealed record RefusalCount(DateTimeOffset Since, string Code, string Place, long Count);
