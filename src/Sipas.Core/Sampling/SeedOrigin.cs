using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Sampling;

/// <summary>The origin of a seed.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SeedOrigin>))]
internal enum SeedOrigin
{
    /// <summary>A number given by the caller.</summary>
    Number,

    /// <summary>The hash of a text produced in public, for example by dice or a lottery result.</summary>
    PublicText,
}
