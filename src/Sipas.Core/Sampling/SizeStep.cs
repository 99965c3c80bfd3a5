namespace Sipas.Sampling;

/// <summary>One number on the way to a sample size, not rounded, as the annex of a plan writes it.</summary>
/// <param name="Name">
/// <c>z</c> the normal quantile of the confidence, <c>zPower</c> that of the power; <c>n0</c> the size for a simple random sample of an endless population; <c>n1</c> times the design effect;
/// <c>n2</c> after the correction for the population; <c>n3</c> to be contacted, divided by the response.
/// </param>
/// <param name="Value">The number.</param>
public sealed record SizeStep(string Name, double Value);
