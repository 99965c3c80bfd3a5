using System.Security.Cryptography;
using System.Text;

namespace Sipas.Ballots;

/// <summary>Creates deterministic ballot ids: the same input always returns the same id. For printed numbers, see
/// <see cref="BallotNumberKey"/>.</summary>
internal static class BallotNumber
{
    /// <summary>Creates an id from a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>A version 8 UUID (RFC 9562): 122 bits of the SHA-256 of <c>sipas-import/1</c> and the name, each on a
    /// separate line.</returns>
    public static Guid FromName(string name) => Id(SHA256.HashData(Encoding.UTF8.GetBytes($"sipas-import/1\n{name}")));

    internal static Guid Id(ReadOnlySpan<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..16].CopyTo(bytes);
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
