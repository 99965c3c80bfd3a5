using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Plans;

/// <summary>The method by which units are drawn within a stratum or cluster.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SelectionMethod>))]
public enum SelectionMethod
{
    /// <summary>Simple random sampling: every set of n units is equally likely.</summary>
    SimpleRandom,

    /// <summary>
    /// Every (N/n)-th unit from a random start, with the fractional interval: each unit has inclusion probability n/N
    /// exactly, for any N.
    /// </summary>
    Systematic,

    /// <summary>
    /// Every k-th unit from a random start between 1 and k, where k is an integer (bước nhảy k): each unit has
    /// inclusion probability 1/k exactly, and n varies by one when k does not divide N.
    /// </summary>
    SystematicStep,

    /// <summary>Every k-th unit from a random start, continuing at the beginning after the end.</summary>
    CircularSystematic,

    /// <summary>
    /// The n smallest permanent random numbers: a simple random sample whose overlap with next year's sample is
    /// controlled.
    /// </summary>
    PermanentRandom,

    /// <summary>Probability proportional to size, systematic (Madow).</summary>
    PpsSystematic,

    /// <summary>Probability proportional to size by Sampford's rejective method; for small n.</summary>
    Sampford,

    /// <summary>Probability proportional to size by Brewer's method, one unit at each step.</summary>
    Brewer,

    /// <summary>
    /// Probability proportional to size by Rosén's Pareto method with permanent random numbers; fixed n, inclusion
    /// probabilities hold approximately.
    /// </summary>
    Pareto,

    /// <summary>
    /// Poisson sampling: probability proportional to size, each unit independently by its permanent random number; n
    /// varies.
    /// </summary>
    Poisson,

    /// <summary>All units.</summary>
    All,
}
