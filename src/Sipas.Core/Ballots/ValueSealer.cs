using System.Security.Cryptography;
using System.Text;

namespace Sipas.Ballots;

/// <summary>Creates the commitments that represent values in a ballot's hash, so that a value can be erased later without
/// invalidating any hash.</summary>
/// <remarks>
/// The salt is not random but an HMAC with the store's secret over ballot and question. Resending the same ballot therefore
/// yields the same hash, and the ballot is recognized. Without the secret, no one can test candidate values against a
/// commitment. Reasons: docs/decisions/0005-erasable-values.md.
/// </remarks>
internal sealed class ValueSealer
{
    /// <summary>Length of a store's secret in bytes.</summary>
    public const int SecretLength = 32;

    /// <summary>Length of a salt in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>Length of a sender's salt in bytes.</summary>
    public const int SenderSaltLength = 32;

    private readonly byte[] _secret;

    /// <summary>Creates a sealer.</summary>
    /// <param name="secret">The store's secret: <see cref="SecretLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The secret has a different length.</exception>
    public ValueSealer(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SecretLength)
        {
            throw new ArgumentException($"A secret has {SecretLength} bytes, not {secret.Length}.", nameof(secret));
        }

        _secret = secret.ToArray();
    }

    /// <summary>Generates a new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>Computes the commitment to a value.</summary>
    /// <param name="salt">The salt.</param>
    /// <param name="value">The canonical value.</param>
    /// <returns>SHA-256 of the salt followed by the UTF-8 bytes of the value: 32 bytes.</returns>
    public static byte[] Commitment(ReadOnlySpan<byte> salt, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(value)]);
    }

    /// <summary>Computes the salt of a ballot's value.</summary>
    /// <param name="ballotId">Id of the ballot.</param>
    /// <param name="questionCode">Code of the question.</param>
    /// <returns>The first 16 bytes of HMAC-SHA256 over the UTF-8 bytes of the id, a line feed and the code.</returns>
    public byte[] Salt(Guid ballotId, string questionCode) => Salt(_secret, ballotId, questionCode);

    private static byte[] Salt(ReadOnlySpan<byte> key, Guid ballotId, string questionCode) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{ballotId:D}\n{questionCode}"))[..SaltLength];

    /// <summary>Seals a value of a ballot.</summary>
    /// <param name="ballotId">Id of the ballot.</param>
    /// <param name="value">The value.</param>
    /// <param name="senderSalt">The sender's salt, which is used instead of the secret: <see cref="SenderSaltLength"/>
    /// bytes; empty for none.</param>
    public SealedValue Seal(Guid ballotId, AnswerValue value, ReadOnlySpan<byte> senderSalt = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        byte[] salt = senderSalt.IsEmpty ? Salt(ballotId, value.QuestionCode) : Salt(senderSalt, ballotId, value.QuestionCode);
        return new SealedValue
        {
            QuestionCode = value.QuestionCode,
            Salt = salt,
            Value = value.Text,
            Commitment = Commitment(salt, value.Text),
        };
    }
}
