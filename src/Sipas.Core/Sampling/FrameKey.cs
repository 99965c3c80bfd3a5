using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sipas.Sampling;

/// <summary>The key by which texts of a frame are known again, 16 bytes whatever their length.</summary>
internal static class FrameKey
{
    // 128 bits of SHA-256: that two ids of ten million meet by chance is out of question.
    public static UInt128 Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
