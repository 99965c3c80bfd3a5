namespace Sipas.Quarantine;

/// <summary>Outcome of storing a held submission.</summary>
/// <param name="Status">The result.</param>
/// <param name="Receipt">Receipt of the stored submission; null when none is stored.</param>
internal sealed record HeldSubmissionOutcome(HeldSubmissionStatus Status, HeldSubmissionReceipt? Receipt);
