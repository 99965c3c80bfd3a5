using System.Security.Cryptography;
using System.Text;

namespace Sipas.Ballots;

/// <summary>The hash chain of a unit's ballots: each link holds all before it.</summary>
/// <remarks>Link 0 is SHA-256 of the line <c>sipas-chain/1 UNIT</c> with its line feed; link n is SHA-256 of link n − 1 followed by the content hash of ballot n.</remarks>
public static class UnitChain
{
    /// <summary>The link before the first ballot.</summary>
    /// <param name="unitCode">Code of the unit.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Start(string unitCode) => SHA256.HashData(Encoding.UTF8.GetBytes($"sipas-chain/1 {unitCode}\n"));

    /// <summary>The link of the next ballot.</summary>
    /// <param name="previous">The link before it: 32 bytes.</param>
    /// <param name="contentHash">Its content hash: 32 bytes.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> contentHash)
    {
        Span<byte> both = stackalloc byte[64];
        previous.CopyTo(both);
        contentHash.CopyTo(both[32..]);
        return SHA256.HashData(both);
    }
}
