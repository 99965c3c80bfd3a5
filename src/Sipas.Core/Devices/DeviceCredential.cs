using System.Security.Cryptography;
using Sipas.Common;

namespace Sipas.Devices;

/// <summary>Credential of a device: its code and its secret of 256 random bits.</summary>
/// <param name="DeviceCode">Code of the device.</param>
/// <param name="Secret">The secret: 32 bytes.</param>
internal sealed record DeviceCredential(string DeviceCode, ReadOnlyMemory<byte> Secret)
{
    /// <summary>The scheme of the <c>Authorization</c> header.</summary>
    public const string Scheme = "SipasDevice";

    /// <summary>Length of a secret in bytes.</summary>
    public const int SecretLength = 32;

    // Compared when there is no such device, so that an unknown code takes as long as a wrong secret.
    private static readonly byte[] NobodysHash = SHA256.HashData("nobody"u8);

    /// <summary>Creates a secret.</summary>
    /// <param name="random">Fills bytes with cryptographically secure random data, for example <see cref="RandomNumberGenerator"/>.</param>
    public static byte[] NewSecret(Action<byte[]> random)
    {
        ArgumentNullException.ThrowIfNull(random);
        byte[] secret = new byte[SecretLength];
        random(secret);
        return secret;
    }

    /// <summary>Computes the stored hash of a secret: SHA-256. A secret of 256 random bits needs no slow hash.</summary>
    /// <param name="secret">The secret.</param>
    public static byte[] HashOf(ReadOnlySpan<byte> secret) => SHA256.HashData(secret);

    /// <summary>Parses the value of an <c>Authorization</c> header: <c>SipasDevice CODE.SECRET</c>, the secret in base64url.</summary>
    /// <param name="header">The value; null when there is no header.</param>
    /// <returns>The credential; null when the header has another scheme or is malformed.</returns>
    public static DeviceCredential? Parse(string? header)
    {
        if (header is null || !header.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string value = header[(Scheme.Length + 1)..].Trim();
        int dot = value.LastIndexOf('.');
        if (dot <= 0 || !CodeText.IsWellFormed(value[..dot]) || value.Length - dot - 1 != 43)
        {
            return null;
        }

        try
        {
            byte[] secret = Base64Text.Decode(value[(dot + 1)..]);
            return secret.Length == SecretLength ? new DeviceCredential(value[..dot], secret) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether the secret belongs to a device. Takes the same time for a wrong secret and for a missing device.</summary>
    /// <param name="device">The device with this code; null when there is none.</param>
    /// <returns>False also for a device that is not enrolled or is revoked.</returns>
    public bool Opens(Device? device)
    {
        byte[] hash = HashOf(Secret.Span);
        bool equal = CryptographicOperations.FixedTimeEquals(hash, device?.SecretHash is { } stored ? stored.Span : NobodysHash);
        return equal && device is { RevokedAt: null, EnrolledAt: not null };
    }

    /// <summary>Returns the value of the header.</summary>
    public string ToHeader() => $"{Scheme} {DeviceCode}.{Base64Text.Encode(Secret.Span)}";
}
