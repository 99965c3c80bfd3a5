using System.Numerics;
using System.Runtime.Intrinsics;
using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>
/// The weights of some rows as integer multiples of one power of two, so that their sums are exact integers, in any
/// order and by SIMD lane.
/// </summary>
/// <remarks>
/// A weight is its lower half plus 2^<see cref="Split"/> times its upper half. Rows with weight 0 are omitted, because
/// they never count.
/// </remarks>
internal sealed class WholeWeights
{
    // The significant bits of a double, plus room for a factor of LargestFactor² and the sum of all rows in 127 bits.
    private const int MantissaBits = 53;
    private const int FactorBits = 6;
    private const int LargestExponent = 900;

    /// <summary>Largest integer by which weights and their sums may be multiplied.</summary>
    public const int LargestFactor = (1 << FactorBits) - 1;

    private WholeWeights(int[] rows, int[] units, Vector128<long>[] halves, int split, int exponent) =>
        (Rows, Units, Halves, Split, Exponent) = (rows, units, halves, split, exponent);

    /// <summary>Rows with positive weight, in the given order.</summary>
    public int[] Rows { get; }

    /// <summary>The unit of each row.</summary>
    public int[] Units { get; }

    /// <summary>The lower and the upper half of each weight.</summary>
    public Vector128<long>[] Halves { get; }

    private int Split { get; }

    private int Exponent { get; }

    /// <summary>Converts weights to integers.</summary>
    /// <param name="rows">Rows of the data.</param>
    /// <param name="units">The unit of each.</param>
    /// <param name="weights">The weight of each, finite.</param>
    /// <returns>Null where a weight is negative, or the weights differ too much in size for the sums to fit.</returns>
    public static WholeWeights? Of(int[] rows, int[] units, double[] weights)
    {
        int stored = 0;
        int least = int.MaxValue;
        int maximum = int.MinValue;
        foreach (double weight in weights)
        {
            if (weight == 0)
            {
                continue;
            }

            if (!double.IsNormal(weight) || weight < 0)
            {
                return null;
            }

            stored++;
            int exponent = Math.ILogB(weight);
            least = Math.Min(least, exponent);
            maximum = Math.Max(maximum, exponent);
        }

        if (stored == 0 || maximum > LargestExponent)
        {
            return null;
        }

        int bits = MantissaBits + maximum - least;
        int split = (bits + 1) / 2;
        int rowBits = BitOperations.Log2((uint)stored) + 1;
        if (split + rowBits > 62 || bits + rowBits + (2 * FactorBits) > 126)
        {
            return null;
        }

        var halves = new Vector128<long>[stored];
        int[] storedRows = stored == rows.Length ? rows : new int[stored];
        int[] storedUnits = stored == rows.Length ? units : new int[stored];
        int next = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0)
            {
                continue;
            }

            long digits = BitConverter.DoubleToInt64Bits(weights[i]);
            UInt128 whole = (UInt128)(ulong)((digits & 0xF_FFFF_FFFF_FFFF) | (1L << 52)) << (Math.ILogB(weights[i]) - least);
            halves[next] = Vector128.Create((long)(ulong)(whole & ((UInt128.One << split) - 1)), (long)(ulong)(whole >> split));
            storedRows[next] = rows[i];
            storedUnits[next++] = units[i];
        }

        return new WholeWeights(storedRows, storedUnits, halves, split, least - (MantissaBits - 1));
    }

    /// <summary>Joins a sum of halves into one integer.</summary>
    public UInt128 Join(Vector128<long> sum) => ((UInt128)(ulong)sum.GetElement(1) << Split) + (ulong)sum.GetElement(0);

    /// <summary>Converts a sum of weights, or an integer multiple of it, to the nearest double.</summary>
    /// <param name="whole">The sum as an integer.</param>
    /// <param name="reader">A buffer used for rounding; its content is overwritten.</param>
    public double ToDouble(UInt128 whole, ExactSum reader)
    {
        reader.Clear();
        reader.Add(whole, Exponent);
        return reader.ToDouble();
    }
}
