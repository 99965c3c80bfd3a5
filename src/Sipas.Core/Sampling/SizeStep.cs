namespace Sipas.Sampling;

/// <summary>An unrounded intermediate result of a sample size, as in the annex of a plan.</summary>
/// <param name="Name"> <c>z</c>: normal quantile of the confidence; <c>zPower</c>: that of the power; <c>n0</c>: size
/// for a simple random sample from an infinite population; <c>n1</c>: times the design effect; <c>n2</c>: after the
/// finite population correction; <c>n3</c>: persons to contact, divided by the response rate.
/// </param>
/// <param name="Value">The number.</param>
internal sealed record SizeStep(string Name, double Value);
