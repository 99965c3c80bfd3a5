using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Ranking;

/// <summary>The change of one organisation unit, or the reason why it is unavailable.</summary>
internal sealed record UnitChange
{
    /// <summary>The unit, on the requested boundaries.</summary>
    public required string UnitCode { get; init; }

    /// <summary>The change; null when it is unavailable.</summary>
    public required FigureChange? Change { get; init; }

    /// <summary>The rows of the bridge used for the converted figure; empty when the unit exists in both years unchanged.</summary>
    public required IReadOnlyList<BridgeRow> Bridge { get; init; }

    /// <summary>The reason why there is no difference; null when there is one.</summary>
    public required Problem? Refusal { get; init; }
}
