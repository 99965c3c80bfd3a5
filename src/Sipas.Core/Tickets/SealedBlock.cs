using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sipas.Tickets;

/// <summary>
/// Format of a sealed block: format (1 byte), key id (4), nonce (12), then under AES-256-GCM the length of the text
/// (4), the text in UTF-8 and zeros, then the tag (16).
/// </summary>
internal static class SealedBlock
{
    public const int KeyIdLength = 4;
    public const int SmallestStep = 16;

    private const byte Format = 1;
    private const int NonceAt = 1 + KeyIdLength;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = NonceAt + NonceLength;
    private const int LengthLength = 4;

    public static byte[] Seal(byte[] keyId, byte[] key, string place, string text, int step)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        byte[] plain = new byte[(LengthLength + length + step - 1) / step * step];
        BinaryPrimitives.WriteInt32BigEndian(plain, length);
        Encoding.UTF8.GetBytes(text, plain.AsSpan(LengthLength));
        byte[] block = new byte[HeadLength + plain.Length + TagLength];
        block[0] = Format;
        keyId.CopyTo(block, 1);
        Span<byte> nonce = block.AsSpan(NonceAt, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, block.AsSpan(HeadLength, plain.Length), block.AsSpan(HeadLength + plain.Length),
            Encoding.UTF8.GetBytes(place));
        CryptographicOperations.ZeroMemory(plain);
        return block;
    }

    public static bool IsOf(byte[] keyId, ReadOnlySpan<byte> block) =>
        block.Length >= HeadLength + LengthLength + TagLength && block[0] == Format && block.Slice(1, KeyIdLength).SequenceEqual(keyId);

    /// <returns>The text; null if the block was not created with this key for this place.</returns>
    public static string? Open(byte[] key, string place, ReadOnlySpan<byte> block)
    {
        byte[] plain = new byte[block.Length - HeadLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(block.Slice(NonceAt, NonceLength), block.Slice(HeadLength, plain.Length), block[(HeadLength + plain.Length)..],
                plain, Encoding.UTF8.GetBytes(place));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain, LengthLength, BinaryPrimitives.ReadInt32BigEndian(plain));
    }
}
