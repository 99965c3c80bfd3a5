using System.Security.Cryptography;
using System.Text;

namespace Sipas.Ballots;

/// <summary>The hash chain of a unit's ballots. Each link covers all previous links.</summary>
/// <remarks>Link 0 is the SHA-256 of the line <c>sipas-chain/2 UNIT</c> including its line feed. Link n is the SHA-256 of
/// link n − 1, the content hash of ballot n and the hash of the ballot's server metadata, concatenated.</remarks>
internal static class UnitChain
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-chain/2";

    /// <summary>Returns the link before the first ballot.</summary>
    /// <param name="unitCode">Code of the unit.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Start(string unitCode) => SHA256.HashData(Encoding.UTF8.GetBytes($"{FormatName} {unitCode}\n"));

    /// <summary>Computes the link of the next ballot.</summary>
    /// <param name="previous">The previous link: 32 bytes.</param>
    /// <param name="contentHash">Its content hash: 32 bytes.</param>
    /// <param name="noteHash">The hash of its server metadata (<see cref="CanonicalNote"/>): 32 bytes.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> contentHash, ReadOnlySpan<byte> noteHash)
    {
        Span<byte> all = stackalloc byte[96];
        previous.CopyTo(all);
        contentHash.CopyTo(all[32..]);
        noteHash.CopyTo(all[64..]);
        return SHA256.HashData(all);
    }
}
