using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The replication method.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<ReplicationMethod>))]
internal enum ReplicationMethod
{
    /// <summary>Unstratified jackknife: each primary sampling unit is omitted once.</summary>
    Jackknife1,

    /// <summary>
    /// Stratified jackknife: each primary sampling unit is omitted once, and its weight is redistributed within its
    /// stratum.
    /// </summary>
    JackknifeN,

    /// <summary>Balanced half-samples: one of two units in each stratum, selected by a Hadamard matrix.</summary>
    BalancedHalfSamples,

    /// <summary>Fay's method: half-samples in which the other half has the fraction ρ of its weight.</summary>
    Fay,
}
