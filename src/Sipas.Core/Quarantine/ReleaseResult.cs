using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Quarantine;

/// <summary>The result of releasing a held submission.</summary>
/// <param name="Receipt">The receipt of the ballot; null when it was not accepted.</param>
/// <param name="Problems">Reasons why it was not accepted; empty when it was.</param>
internal sealed record ReleaseResult(Receipt? Receipt, IReadOnlyList<Problem> Problems);
