using System.Security.Cryptography;
using System.Text;

namespace Sipas.Devices;

/// <summary>
/// The one-time enrolment code of a device, for example <c>7QK2-M0XA</c>: 40 random bits in a form that people can read
/// aloud and type.
/// </summary>
internal static class EnrolmentCode
{
    /// <summary>Letters and digits that are hard to confuse (Crockford's base 32).</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Letters = 8;

    /// <summary>Creates a code.</summary>
    /// <param name="random">Fills bytes with cryptographically secure random data.</param>
    public static string New(Action<byte[]> random)
    {
        string letters = NewLetters(random, Letters);
        return $"{letters[..4]}-{letters[4..]}";
    }

    /// <summary>Creates the code of a new device: <c>D</c> and seven letters.</summary>
    /// <param name="random">Fills bytes with random data.</param>
    public static string NewDeviceCode(Action<byte[]> random) => "D" + NewLetters(random, Letters - 1);

    /// <summary>
    /// Parses a code as typed: with lower-case letters, without the hyphen, with spaces, with <c>O</c> for 0 and
    /// <c>I</c> or <c>L</c> for 1.
    /// </summary>
    /// <param name="text">The typed text; null for none.</param>
    /// <returns>The code with its hyphen; null when the text is not a code.</returns>
    public static string? Parse(string? text)
    {
        if (text is null or { Length: > 32 })
        {
            return null;
        }

        var letters = new StringBuilder(Letters);
        foreach (char c in text)
        {
            if (c is '-' or ' ')
            {
                continue;
            }

            char letter = char.ToUpperInvariant(c) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (!Alphabet.Contains(letter, StringComparison.Ordinal))
            {
                return null;
            }

            letters.Append(letter);
        }

        return letters.Length == Letters ? letters.Insert(4, '-').ToString() : null;
    }

    /// <summary>
    /// Computes the stored hash of a code: SHA-256 of its characters. Short codes are acceptable, because a code is
    /// valid only for some days and for one use.
    /// </summary>
    /// <param name="code">The code as returned by <see cref="New"/> or <see cref="Parse"/>.</param>
    public static byte[] HashOf(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return SHA256.HashData(Encoding.ASCII.GetBytes(code));
    }

    private static string NewLetters(Action<byte[]> random, int count)
    {
        ArgumentNullException.ThrowIfNull(random);
        byte[] bytes = new byte[count];
        random(bytes);
        return string.Concat(bytes.Select(b => Alphabet[b & 31]));
    }
}
