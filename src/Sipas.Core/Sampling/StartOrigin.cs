using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Sampling;

/// <summary>The source of a start.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<StartOrigin>))]
internal enum StartOrigin
{
    /// <summary>From the seed of the draw.</summary>
    Seed,

    /// <summary>Drawn by lot and entered for the draw.</summary>
    Lot,
}
