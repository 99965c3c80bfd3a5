using System.Globalization;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Argument checks for the parameters of size rules; NaN is outside every range.</summary>
internal static class SizeParameter
{
    public static void Share(string name, double value) => Require(value is > 0 and < 1, name, value, "(0, 1)");

    public static void Positive(string name, double value) => Require(value is > 0 and < double.PositiveInfinity, name, value, "> 0");

    public static void ShareOrOne(string name, double value) => Require(value is > 0 and <= 1, name, value, "(0, 1]");

    public static void AtLeast(string name, long value, long least) => Require(value >= least, name, value, $"≥ {Show(least)}");

    public static void Require(bool holds, string name, IFormattable value, string allowed)
    {
        if (!holds)
        {
            throw new SipasException(new Problem(ProblemCodes.SizeParameterOutOfRange, name, Show(value), allowed));
        }
    }

    public static void Population(long? population, string place)
    {
        if (population < 1)
        {
            throw new SipasException(new Problem(ProblemCodes.PopulationOutOfRange, place, Show(population.Value), "≥ 1"));
        }
    }

    public static string Show(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
