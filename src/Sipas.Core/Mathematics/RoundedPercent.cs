namespace Sipas.Mathematics;

/// <summary>Rounds estimates to published percentages.</summary>
internal static class RoundedPercent
{
    /// <summary>Returns a share in percent with the given number of decimals, including trailing zeros.</summary>
    /// <param name="share">The share.</param>
    /// <param name="decimals">Number of decimals, 0 to 4.</param>
    /// <param name="midpoint">Rounding of midpoints.</param>
    public static decimal Of(double share, int decimals, MidpointRule midpoint) =>
        decimal.Round((decimal)(100 * share), decimals, midpoint == MidpointRule.ToEven
            ? MidpointRounding.ToEven
            : MidpointRounding.AwayFromZero)
        + new decimal(0, 0, 0, isNegative: false, (byte)decimals);
}
