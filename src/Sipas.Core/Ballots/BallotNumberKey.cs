using System.Security.Cryptography;
using System.Text;

namespace Sipas.Ballots;

/// <summary>Computes the id of a ballot from its printed number. The same number of the same unit identifies the same
/// ballot, whether it was imported from a file or keyed from paper.</summary>
/// <remarks>Uses a secret key: a ballot's id cannot be computed from its number without the key. Safe for concurrent use.</remarks>
internal sealed class BallotNumberKey
{
    /// <summary>Length of a key in bytes.</summary>
    public const int KeyLength = 32;

    private readonly byte[] _key;

    /// <summary>Creates an instance from a key.</summary>
    /// <param name="key"><see cref="KeyLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The key has a different length.</exception>
    public BallotNumberKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException($"The key of printed numbers has {KeyLength} bytes.", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <summary>Returns the id of the ballot with a printed number.</summary>
    /// <param name="packId">The pack.</param>
    /// <param name="unitCode">The unit.</param>
    /// <param name="number">The number as printed.</param>
    /// <returns>A version 8 UUID (RFC 9562): 122 bits of HMAC-SHA256 over <c>sipas-number/1</c>, pack, unit and number, each
    /// on a separate line.</returns>
    public Guid ToId(string packId, string unitCode, string number) =>
        BallotNumber.Id(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"sipas-number/1\n{packId}\n{unitCode}\n{number}")));
}
