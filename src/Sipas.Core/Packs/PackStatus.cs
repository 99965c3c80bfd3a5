using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>Official status of a pack.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PackStatus>))]
public enum PackStatus
{
    /// <summary>Checked against the text of the decision.</summary>
    Official,

    /// <summary>Compiled from secondary sources, without access to the annex of the decision.</summary>
    Draft,

    /// <summary>A survey instrument of a province.</summary>
    Local,
}
