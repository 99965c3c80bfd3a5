using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>Whether a share is reliable enough for publication.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<Reliability>))]
internal enum Reliability
{
    /// <summary>Suitable for publication.</summary>
    Publish,

    /// <summary>Must be reviewed before publication: few degrees of freedom, or no row or every row has the property.</summary>
    Review,

    /// <summary>Not suitable for publication: too few rows, or the interval is too wide.</summary>
    Suppress,
}
