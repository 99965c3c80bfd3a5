using System.Security.Cryptography;
using System.Text;
using Sipas.Problems;

namespace Sipas.Ballots;

/// <summary>The hash chain of a unit's ballots. Each link covers all previous links.</summary>
/// <remarks>Link 0 is the SHA-256 of the line <c>sipas-chain/2 UNIT</c> including its line feed. Link n is the SHA-256 of
/// link n − 1, the content hash of ballot n and the hash of the ballot's server metadata, concatenated.</remarks>
internal static class UnitChain
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-chain/2";

    /// <summary>The previous format, whose links did not include server metadata. No released version wrote it.</summary>
    internal const string FormerFormatName = "sipas-chain/1";

    /// <summary>Returns the link before the first ballot.</summary>
    /// <param name="unitCode">Code of the unit.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Start(string unitCode) => Start(FormatName, unitCode);

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

    /// <summary>Reports whether a unit's first link has the previous format.</summary>
    /// <param name="unitCode">Code of the unit.</param>
    /// <param name="contentHash">Content hash of its first ballot.</param>
    /// <param name="link">Its first link.</param>
    /// <returns>The problem (<c>PRF0025</c>); null if it does not.</returns>
    public static Problem? FormerFormat(string unitCode, ReadOnlySpan<byte> contentHash, ReadOnlySpan<byte> link) =>
        link.SequenceEqual(SHA256.HashData([.. Start(FormerFormatName, unitCode), .. contentHash]))
            ? new Problem(ProblemCodes.ChainOutdated, unitCode, FormerFormatName, FormatName)
            : null;

    private static byte[] Start(string format, string unitCode) => SHA256.HashData(Encoding.UTF8.GetBytes($"{format} {unitCode}\n"));
}
