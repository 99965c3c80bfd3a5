using System.Security.Cryptography;
using System.Text;

namespace Sipas.Ballots;

/// <summary>Makes the id of a ballot from its printed number: the same number of the same unit is the same ballot, whether it came from a file or was keyed from paper.</summary>
/// <remarks>Keyed: whoever knows a number but not the key cannot find its ballot. Safe for concurrent use.</remarks>
public sealed class BallotNumberKey
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 32;

    private readonly byte[] _key;

    /// <summary>Makes it from a key.</summary>
    /// <param name="key"><see cref="KeyLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public BallotNumberKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException($"The key of printed numbers has {KeyLength} bytes.", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <summary>The id of a ballot with a printed number.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="unitCode">The unit.</param>
    /// <param name="number">The number as it is printed.</param>
    /// <returns>A UUID of version 8 (RFC 9562): 122 bits of HMAC-SHA256 over <c>sipas-number/1</c>, pack, unit and number, each on a line of its own.</returns>
    public Guid ToId(string packId, string unitCode, string number) =>
        BallotNumber.Id(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"sipas-number/1\n{packId}\n{unitCode}\n{number}")));
}
