namespace Sipas.Quarantine;

/// <summary>List entry of a held submission.</summary>
/// <param name="Number">Number in the store, from 1.</param>
/// <param name="DeviceCode">The sending device; null for a sender that is not enrolled.</param>
/// <param name="ByteCount">Length of the body in bytes.</param>
/// <param name="Receipt">The receipt issued for it.</param>
/// <param name="ReleasedAt">Time at which an officer released it into the ballots; null while it waits.</param>
internal sealed record HeldSubmissionEntry(long Number, string? DeviceCode, long ByteCount, HeldSubmissionReceipt Receipt,
    DateTimeOffset? ReleasedAt)
{
    /// <summary>Time at which its body was erased at the end of its retention period; null otherwise.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Whether its body is stored: it was neither released nor erased.</summary>
    public bool IsWaiting => ReleasedAt is null && ErasedAt is null;
}
