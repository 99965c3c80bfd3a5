namespace Sipas.Numerics;

/// <summary>Estimates as published percentages.</summary>
internal static class RoundedPercent
{
    /// <summary>A share in percent with all its decimals, also those that are 0.</summary>
    /// <param name="share">The share.</param>
    /// <param name="decimals">Decimals, 0 to 4.</param>
    /// <param name="midpoint">What becomes of halves.</param>
    public static decimal Of(double share, int decimals, MidpointRule midpoint) =>
        decimal.Round((decimal)(100 * share), decimals, midpoint == MidpointRule.ToEven ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero)
        + new decimal(0, 0, 0, isNegative: false, (byte)decimals);
}
