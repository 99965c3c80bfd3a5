using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sipas.Sampling;

/// <summary>A fixed-size key of 16 bytes that identifies a text of a frame.</summary>
internal static class FrameKey
{
    // 128 bits of SHA-256: a chance collision among ten million ids is negligible.
    public static UInt128 Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
