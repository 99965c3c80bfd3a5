using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Units;

/// <summary>What happened to a unit.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SuccessionKind>))]
public enum SuccessionKind
{
    /// <summary>It went into another unit, alone or with others.</summary>
    Merged,

    /// <summary>It was divided among several units.</summary>
    Split,

    /// <summary>It got another name or code.</summary>
    Renamed,

    /// <summary>It came under another unit.</summary>
    Moved,
}

/// <summary>A link from a unit that ended to one that took its place, in whole or in part.</summary>
public sealed record UnitSuccession
{
    /// <summary>Code of the unit that ended.</summary>
    public required string PredecessorCode { get; init; }

    /// <summary>Code of the unit that took its place.</summary>
    public required string SuccessorCode { get; init; }

    /// <summary>What happened.</summary>
    public required SuccessionKind Kind { get; init; }

    /// <summary>The part of the predecessor that passed over: above 0, at most 1; the parts of one predecessor sum to exactly 1. By population, households or transactions, as the plan says.</summary>
    public decimal Share { get; init; } = 1;
}

/// <summary>One row of a bridge table.</summary>
/// <param name="OldCode">A unit of the earlier day.</param>
/// <param name="NewCode">A unit of the later day.</param>
/// <param name="Share">The part of the old unit that the new one took over: above 0, at most 1.</param>
/// <param name="Path">The codes from the old unit to the new one; a single code when the unit exists on both days.</param>
public sealed record BridgeRow(string OldCode, string NewCode, decimal Share, IReadOnlyList<string> Path);

/// <summary>The table by which units of one day are compared with units of another; it is printed with the result.</summary>
public sealed record UnitBridge
{
    /// <summary>The earlier day.</summary>
    public required DateOnly OldDay { get; init; }

    /// <summary>The later day.</summary>
    public required DateOnly NewDay { get; init; }

    /// <summary>The rows, by old unit in the order of the directory.</summary>
    public required IReadOnlyList<BridgeRow> Rows { get; init; }

    /// <summary>Codes of old units that lead to no unit of the later day.</summary>
    public required IReadOnlyList<string> OldWithoutBridge { get; init; }

    /// <summary>Codes of new units to which no unit of the earlier day leads.</summary>
    public required IReadOnlyList<string> NewWithoutBridge { get; init; }
}
