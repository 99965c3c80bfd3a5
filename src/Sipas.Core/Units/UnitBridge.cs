namespace Sipas.Units;

/// <summary>The table for comparing units of one day with units of another. It is printed with the result.</summary>
internal sealed record UnitBridge
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
