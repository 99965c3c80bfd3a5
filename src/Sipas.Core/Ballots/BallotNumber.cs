using System.Security.Cryptography;
using System.Text;

namespace Sipas.Ballots;

/// <summary>The identity that a number printed on a ballot gives it: the same number of the same unit is the same ballot, whether it came from a file or was keyed from paper.</summary>
public static class BallotNumber
{
    /// <summary>The id of a ballot with a printed number.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="unitCode">The unit.</param>
    /// <param name="number">The number as it is printed.</param>
    /// <returns>A UUID of version 8 (RFC 9562): 122 bits of the SHA-256 of <c>sipas-import/1</c>, pack, unit and number, each on a line of its own.</returns>
    public static Guid ToId(string packId, string unitCode, string number) => FromName($"{packId}\n{unitCode}\n{number}");

    /// <summary>An id made of a name.</summary>
    /// <param name="name">The name.</param>
    public static Guid FromName(string name)
    {
        byte[] bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"sipas-import/1\n{name}"))[..16];
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
