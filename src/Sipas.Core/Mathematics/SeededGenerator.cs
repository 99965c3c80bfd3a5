using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sipas.Mathematics;

/// <summary>A random generator that permanently returns the same numbers for the same seed, on every machine and runtime:
/// SplitMix64.</summary>
/// <remarks>
/// State s advances by 0x9E3779B97F4A7C15; the output mixes it with shifts 30, 27, 31 and the factors 0xBF58476D1CE4E5B9,
/// 0x94D049BB133111EB. Source: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014; test vectors
/// in the tests. Not for secrets. Not safe for concurrent use.
/// </remarks>
internal sealed class SeededGenerator
{
    /// <summary>Name and version of the generator with its sub-streams, as stated in draw certificates.</summary>
    public const string Identifier = "splitmix64/1";

    private ulong _state;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Any number.</param>
    public SeededGenerator(ulong seed) => _state = seed;

    /// <summary>Starts a named stream of a seed, so that the numbers drawn for one stratum do not depend on the other strata.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="name">Purpose of the stream, for example a stage and a stratum; any text.</param>
    /// <returns>A generator whose seed is the first 8 bytes, in big-endian order, of the SHA-256 over the UTF-8 line
    /// <c>sipas-stream/1 SEED NAME</c> (seed in decimal) including its line feed.</returns>
    public static SeededGenerator ForStream(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new SeededGenerator(
            Digest(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sipas-stream/1 {seed} {name}\n")));
    }

    /// <summary>Returns the first 8 bytes, in big-endian order, of the SHA-256 over the UTF-8 bytes of a text.</summary>
    /// <param name="text">Any text.</param>
    internal static ulong Digest(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>Returns 64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Returns a number in [0, 1) from the upper 53 bits.</summary>
    public double NextShare() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns a uniformly distributed integer from 0 to <paramref name="bound"/> − 1 (by rejection).</summary>
    /// <param name="bound">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    public int NextBelow(int bound) => (int)NextBelow((long)bound);

    /// <summary>Returns a uniformly distributed integer from 0 to <paramref name="bound"/> − 1 (by rejection). The result is
    /// the same as for an <see cref="int"/> of the same value.</summary>
    /// <param name="bound">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    public long NextBelow(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong range = (ulong)bound;
        ulong limit = ulong.MaxValue - (ulong.MaxValue % range);
        ulong bits;
        do
        {
            bits = NextBits();
        }
        while (bits >= limit);

        return (long)(bits % range);
    }
}
