using System.Globalization;
using Sipas.Numerics;

namespace Sipas.Sampling;

/// <summary>The permanent random number of a unit: it belongs to the unit's id and a seed that is kept from year to year, so that next year's overlap can be steered.</summary>
public static class PermanentNumber
{
    /// <summary>The number of a unit.</summary>
    /// <param name="seed">The seed of the numbers; the same each year.</param>
    /// <param name="id">The id of the unit, which must not change from year to year.</param>
    /// <returns>In [0, 1): the upper 53 of the first 64 bits, most significant first, of SHA-256 over the UTF-8 line <c>sipas-prn/1 SEED ID</c> (seed in decimal) with its line feed.</returns>
    public static double Of(ulong seed, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return (SeededGenerator.Digest(string.Create(CultureInfo.InvariantCulture, $"sipas-prn/1 {seed} {id}\n")) >> 11) * (1.0 / (1UL << 53));
    }
}
