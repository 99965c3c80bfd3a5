namespace Sipas.Plans;

/// <summary>The part of a plan that a draw uses.</summary>
public sealed record DrawDesign
{
    /// <summary>The frame columns whose values define the strata; empty for one stratum.</summary>
    public IReadOnlyList<string> StratumColumns { get; init => field = value ?? []; } = [];

    /// <summary>The frame column that identifies a row.</summary>
    public required string IdColumn { get; init; }

    /// <summary>The stages, first to last: one or more; only the last draws rows.</summary>
    public required IReadOnlyList<StageDesign> Stages { get; init; }

    /// <summary>The rule for the reserve of each cell.</summary>
    public ReserveRule Reserve { get; init => field = value ?? new(); } = new();
}
