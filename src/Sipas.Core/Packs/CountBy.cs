using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>The time that determines the counting day of a ballot.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CountBy>))]
public enum CountBy
{
    /// <summary>The time of completion, as far as the server can determine it.</summary>
    Completion = 1,

    /// <summary>The time of receipt by the server.</summary>
    Receipt = 2,
}
