using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>How a target is compared.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TargetOperator>))]
public enum TargetOperator
{
    /// <summary>Reached at the value itself (từ … trở lên).</summary>
    AtLeast,

    /// <summary>Reached only above the value (trên …).</summary>
    Above,
}
