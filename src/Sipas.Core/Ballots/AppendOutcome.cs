using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Ballots;

/// <summary>Outcome of one ballot of an append.</summary>
/// <param name="Status">The result.</param>
/// <param name="Receipt">
/// Receipt of the ballot stored under this id; null for a conflict, for a spent ticket, for a ballot that may not be
/// replaced, and when an all-or-nothing append was rolled back.
/// </param>
/// <param name="Sequence">Sequence number in the store's log of the ballot stored under this id; 0 when there is no receipt.</param>
public sealed record AppendOutcome(AppendStatus Status, Receipt? Receipt, long Sequence)
{
    /// <summary>Whether the ballot was appended after its survey was closed: it is stored and has a receipt, but is not counted.</summary>
    public bool Late { get; init; }

    /// <summary>
    /// For a ballot that replaces another: sequence number of the original ballot of that chain of corrections; 0
    /// otherwise.
    /// </summary>
    public long Replaces { get; init; }

    /// <summary>
    /// Reason why the ballot may not replace the other; null unless the status is
    /// <see cref="AppendStatus.NotReplaceable"/>.
    /// </summary>
    public Problem? Refusal { get; init; }
}
