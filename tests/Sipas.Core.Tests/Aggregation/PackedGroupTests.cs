using System.Buffers.Binary;
using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

public class PackedGroupTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Unpack_OfPackedAnswersAmongOtherBits_GivesThemBack(int bits)
    {
        var random = new Random(bits);
        byte[] slots = new byte[8];
        var group = new PackedGroup(0, bits, Enumerable.Repeat((byte)((1 << bits) - 1), 8).ToArray());
        for (int draw = 0; draw < 1000; draw++)
        {
            foreach (ref byte slot in slots.AsSpan())
            {
                slot = (byte)random.Next(1 << bits);
            }

            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(slots);
            uint packed = group.Pack(word);

            Assert.True(packed >> (8 * bits - 1) <= 1);
            Assert.Equal(word, group.Unpack(packed));
            Assert.Equal(word, group.Unpack((uint)(packed | ((ulong)random.Next() << (8 * bits)))));
        }
    }

    [Fact]
    public void TooLarge_EveryCodeInEverySlotBesideAnyOther_IsSaidOfThoseAboveTheMaximumOnly()
    {
        byte[] maximum = [0, 1, 2, 3, 5, 6, 7, 15];
        var group = new PackedGroup(0, 4, maximum);
        for (int slot = 0; slot < 8; slot++)
        {
            for (int code = 0; code < 256; code++)
            {
                byte[] slots = [.. maximum];
                slots[slot] = (byte)code;

                Assert.Equal(code > maximum[slot], group.TooLarge(BinaryPrimitives.ReadUInt64LittleEndian(slots)) != 0);
            }
        }
    }

    [Fact]
    public void BitsOf_EveryBitOnEveryPath_IsThatOfEachByte()
    {
        byte[] bytes = new byte[BlockTransposer.Ballots];
        new Random(64).NextBytes(bytes);
        foreach (VectorPath path in VectorPaths.Supported)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                ulong expected = bytes.Select((value, i) => (ulong)(value >> bit & 1) << i).Aggregate((a, b) => a | b);

                Assert.Equal(expected, BlockTransposer.BitsOf(bytes, bit, path));
            }
        }
    }
}
