namespace Sipas.Estimation;

/// <summary>Ballots of one cell of kiosk data, for example a service sector in a month.</summary>
/// <param name="Name">The cell.</param>
/// <param name="SatisfiedCount">Number of satisfied answers, at most <paramref name="ValidCount"/>.</param>
/// <param name="ValidCount">Number of valid answers.</param>
/// <param name="TransactionCount">Number of transactions in the cell; null when unknown.</param>
internal sealed record KioskCell(string Name, long SatisfiedCount, long ValidCount, long? TransactionCount);
