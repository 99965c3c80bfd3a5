namespace Sipas.Counter;

/// <summary>Result of opening a page with a code of the counter.</summary>
/// <param name="Outcome">Outcome of the code.</param>
/// <param name="Stamp">
/// The stamp that the page sends with its one ballot: base64url, 36 characters; null unless the outcome is
/// <see cref="CounterOutcome.Proven"/>.
/// </param>
internal sealed record CounterOpening(CounterOutcome Outcome, string? Stamp);
