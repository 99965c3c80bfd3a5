using System.Text.Json.Serialization;
using Sipas.Text;

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

/// <summary>A link from a unit that ended to a unit that replaced it, in whole or in part.</summary>
public sealed record UnitSuccession
{
    /// <summary>Code of the unit that ended.</summary>
    public required string PredecessorCode { get; init; }

    /// <summary>Code of the successor unit.</summary>
    public required string SuccessorCode { get; init; }

    /// <summary>Kind of succession.</summary>
    public required SuccessionKind Kind { get; init; }

    /// <summary>The part of the predecessor that the successor took over: greater than 0, at most 1. The parts of one
    /// predecessor sum to exactly 1. Measured by population, households or transactions, as defined in the plan.</summary>
    public decimal Share { get; init; } = 1;
}

/// <summary>One row of a bridge table.</summary>
/// <param name="OldCode">A unit of the earlier day.</param>
/// <param name="NewCode">A unit of the later day.</param>
/// <param name="Share">The part of the old unit that the new one took over: greater than 0, at most 1.</param>
/// <param name="Path">The codes from the old unit to the new one; a single code if the unit exists on both days.</param>
public sealed record BridgeRow(string OldCode, string NewCode, decimal Share, IReadOnlyList<string> Path);

/// <summary>The table for comparing units of one day with units of another. It is printed with the result.</summary>
public sealed record UnitBridge
{
    /// <summary>The earlier day.</summary>
    public required DateOnly OldDay { get; init; }

    /// <summary>The later day.</summary>
    public required DateOnly NewDay { get; init; }

    /// <summary>The rows, by old unit in the order of the directory.</summary>
    public required IReadOnlyList<BridgeRow> Rows { get; init; }

    /// <summary>Codes of old units without a corresponding unit on the later day.</summary>
    public required IReadOnlyList<string> OldWithoutBridge { get; init; }

    /// <summary>Codes of new units without a corresponding unit on the earlier day.</summary>
    public required IReadOnlyList<string> NewWithoutBridge { get; init; }
}
