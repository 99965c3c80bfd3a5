using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Designs;

/// <summary>How units are drawn within a stratum or a cluster.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SelectionMethod>))]
public enum SelectionMethod
{
    /// <summary>Every set of n units equally likely.</summary>
    SimpleRandom,

    /// <summary>Every (N/n)-th unit from a random start, with the fractional interval: each unit has exactly n/N whatever N.</summary>
    Systematic,

    /// <summary>
    /// Every k-th unit from a random start between 1 and k, k a whole number (bước nhảy k): each unit has probability 1/k exactly, and n varies by one when k
    /// does not divide N.
    /// </summary>
    SystematicStep,

    /// <summary>Every k-th unit from a random start, past the end from the beginning again.</summary>
    CircularSystematic,

    /// <summary>The n smallest permanent random numbers: a simple random sample that overlaps with next year's in a controlled way.</summary>
    PermanentRandom,

    /// <summary>Proportional to size, systematic (Madow).</summary>
    PpsSystematic,

    /// <summary>Proportional to size, Sampford's rejective method; for small n.</summary>
    Sampford,

    /// <summary>Proportional to size, Brewer's method, one unit at each step.</summary>
    Brewer,

    /// <summary>Proportional to size by Rosén's Pareto order of permanent random numbers; fixed n, probabilities hold approximately.</summary>
    Pareto,

    /// <summary>Proportional to size, each unit by itself by its permanent random number; n varies.</summary>
    Poisson,

    /// <summary>All units.</summary>
    All,
}

/// <summary>What the methods need.</summary>
public static class SelectionMethods
{
    /// <summary>Whether a method draws proportional to a size.</summary>
    /// <param name="method">The method.</param>
    public static bool UsesSizes(this SelectionMethod method) =>
        method is SelectionMethod.PpsSystematic or SelectionMethod.Sampford or SelectionMethod.Brewer or SelectionMethod.Pareto or SelectionMethod.Poisson;

    /// <summary>Whether a method selects units from a start, which may be drawn by lot.</summary>
    /// <param name="method">The method.</param>
    public static bool UsesStart(this SelectionMethod method) =>
        method is SelectionMethod.Systematic or SelectionMethod.SystematicStep or SelectionMethod.CircularSystematic or SelectionMethod.PpsSystematic;

    /// <summary>Whether a method draws by permanent random numbers, which belong to a unit and not to its place in the frame.</summary>
    /// <param name="method">The method.</param>
    public static bool UsesPermanentNumbers(this SelectionMethod method) =>
        method is SelectionMethod.PermanentRandom or SelectionMethod.Pareto or SelectionMethod.Poisson;
}
