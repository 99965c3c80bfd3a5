using System.Globalization;
using Sipas.Mathematics;

namespace Sipas.Sampling;

/// <summary>
/// The permanent random number of a sampling unit: computed from the unit's id and a seed that stays the same from year
/// to year, so that the overlap with next year's sample can be controlled.
/// </summary>
internal static class PermanentNumber
{
    /// <summary>Computes the permanent random number of a unit.</summary>
    /// <param name="seed">The seed of the numbers; the same each year.</param>
    /// <param name="id">The id of the unit, which must not change from year to year.</param>
    /// <returns>
    /// In [0, 1): the upper 53 of the first 64 bits, most significant first, of SHA-256 over the UTF-8 line
    /// <c>sipas-prn/1 SEED ID</c> (seed in decimal) including its line feed.
    /// </returns>
    public static double Of(ulong seed, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return (SeededGenerator.Digest(string.Create(CultureInfo.InvariantCulture, $"sipas-prn/1 {seed} {id}\n")) >> 11)
            * (1.0 / (1UL << 53));
    }
}
