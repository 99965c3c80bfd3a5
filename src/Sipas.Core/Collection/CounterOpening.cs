namespace Sipas.Collection;

/// <summary>The opening of a page with a code of the counter.</summary>
/// <param name="Outcome">What the code proves.</param>
/// <param name="Stamp">What the page sends with its one ballot: base64url, 36 characters; null unless the outcome is <see cref="CounterOutcome.Proven"/>.</param>
public sealed record CounterOpening(CounterOutcome Outcome, string? Stamp);
