using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>Ranks of units with equal published figures.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TieRule>))]
public enum TieRule
{
    /// <summary>1-2-3-4: every unit has a unique rank. The tie-break decides and is stated.</summary>
    Ordinal,

    /// <summary>1-2-2-4: tied units share the best rank, and the ranks they use up are skipped.</summary>
    Competition,

    /// <summary>1-2-2-3: tied units share a rank, and the next rank follows without a gap.</summary>
    Dense,
}
