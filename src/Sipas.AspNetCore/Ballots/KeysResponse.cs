using Sipas.Receipts;

namespace Sipas.AspNetCore.Ballots;

/// <summary>The public keys for verifying receipts, the oldest first.</summary>
internal sealed record KeysResponse
{
    /// <summary>The keys, including replaced ones: their receipts remain valid.</summary>
    public required IReadOnlyList<PublishedKey> Keys { get; init; }

    public static KeysResponse Of(IReadOnlyList<ReceiptKey> keys) => new() { Keys = [.. keys.Select(PublishedKey.Of)] };
}
