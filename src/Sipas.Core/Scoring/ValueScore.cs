using System.Numerics;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>The figures of a number, text or date question.</summary>
public sealed record ValueScore
{
    /// <summary>The question.</summary>
    public required Question Question { get; init; }

    /// <summary>Number of ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>Number of existing values.</summary>
    public required long Valid { get; init; }

    /// <summary>Number of values that were answered and later erased. They are not included in any other figure.</summary>
    public required long Erased { get; init; }

    /// <summary>Number of ballots without a value: the question was not answered or not shown.</summary>
    public required long Blank { get; init; }

    /// <summary>The smallest number or the first date, in canonical form; null for texts and if there is none.</summary>
    public required string? Minimum { get; init; }

    /// <summary>The largest number or the last date, in canonical form; null for texts and if there is none.</summary>
    public required string? Maximum { get; init; }

    /// <summary>The middle number, or the mean of the two middle ones, exact; null for texts and dates and if there is none.</summary>
    public required decimal? Median { get; init; }

    /// <summary>The sum of the numbers. The mean is the sum ÷ <see cref="Valid"/>. Null for texts and dates.</summary>
    public required decimal? Sum { get; init; }

    /// <summary>Computes the mean of the numbers, rounded once from the exact ratio.</summary>
    /// <param name="rounding">The number of decimals and the rounding of exact midpoints. Negative means are rounded
    /// symmetrically to positive ones.</param>
    /// <returns>The mean; null for texts and dates and if there are no numbers.</returns>
    public decimal? Mean(RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        if (Sum is not { } sum || Valid == 0)
        {
            return null;
        }

        // A sum has at most six decimals, so in millionths it is a whole number.
        var millionths = new BigInteger(Math.Abs(sum) * 1_000_000m);
        decimal mean = new ExactShare(millionths, new BigInteger(Valid) * 100_000_000).ToPercent(rounding.Decimals, rounding.Midpoint);
        return sum < 0 && mean != 0 ? -mean : mean;
    }
}
