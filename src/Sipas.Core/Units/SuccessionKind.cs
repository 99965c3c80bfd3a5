using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Units;

/// <summary>Kind of succession of a unit.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SuccessionKind>))]
public enum SuccessionKind
{
    /// <summary>The unit was merged into another unit, alone or with others.</summary>
    Merged,

    /// <summary>The unit was divided among several units.</summary>
    Split,

    /// <summary>The unit received a new name or code.</summary>
    Renamed,

    /// <summary>The unit was moved under another unit.</summary>
    Moved,
}
