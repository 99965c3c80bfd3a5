namespace Sipas.Units;

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
