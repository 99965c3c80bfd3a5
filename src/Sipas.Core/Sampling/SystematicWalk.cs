using System.Globalization;
using System.Numerics;
using Sipas.Plans;

namespace Sipas.Sampling;

/// <summary>Start and step of one systematic selection, from which anyone can find the same units by counting.</summary>
/// <remarks>Units are counted from 1 in selection order: the order of the frame, or of the sort columns.</remarks>
internal sealed record SystematicWalk
{
    /// <summary>The stage, from 1.</summary>
    public required int Stage { get; init; }

    /// <summary>The group of the selection: the stratum, at later stages followed by the clusters.</summary>
    public required string Group { get; init; }

    /// <summary>The selection method.</summary>
    public required SelectionMethod Method { get; init; }

    /// <summary>Number N of units in the group, excluding certainty units.</summary>
    public required long PopulationCount { get; init; }

    /// <summary>
    /// The exact step k, as a decimal number or a fraction: <c>5</c>, <c>3.4</c>, <c>10/3</c>. With sizes, in the unit
    /// of the sizes.
    /// </summary>
    public required string Step { get; init; }

    /// <summary>The exact start, in the same form as the step.</summary>
    public required string Start { get; init; }

    /// <summary>The source of the start.</summary>
    public required StartOrigin Origin { get; init; }

    /// <summary>Formats a fraction in lowest terms, as a decimal number if that is finite.</summary>
    internal static string Show(BigInteger above, BigInteger below)
    {
        var common = BigInteger.GreatestCommonDivisor(above, below);
        (above, below) = (above / common, below / common);
        BigInteger rest = below;
        int places = 0;
        foreach (int prime in (ReadOnlySpan<int>)[2, 5])
        {
            int times = 0;
            for (; (rest % prime).IsZero; rest /= prime)
            {
                times++;
            }

            places = Math.Max(places, times);
        }

        if (!rest.IsOne || places > 18)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{above}/{below}");
        }

        string digits = (above * BigInteger.Pow(10, places) / below).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        return places == 0 ? digits : $"{digits[..^places]}.{digits[^places..]}";
    }

    internal static string Show(decimal value) => Selection.Fraction(value) is var (above, below) ? Show(above, below) : "";
}
