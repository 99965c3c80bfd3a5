using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The organisation units in which samples were drawn.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UnitSelection>))]
internal enum UnitSelection
{
    /// <summary>Every organisation unit: units are strata.</summary>
    EveryUnit,

    /// <summary>A simple random sample of the organisation units of each stratum: units are the primary sampling units.</summary>
    SampledUnits,
}
