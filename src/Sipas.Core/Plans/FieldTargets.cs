namespace Sipas.Plans;

/// <summary>The fieldwork targets of the survey.</summary>
internal sealed record FieldTargets
{
    /// <summary>Target for returned ÷ issued ballots: a share in (0, 1]; null without a target.</summary>
    public double? ReturnShare { get; init; }

    /// <summary>Target for valid ÷ returned ballots: a share in (0, 1]; null without a target.</summary>
    public double? ValidShare { get; init; }

    /// <summary>Share of completed interviews to be repeated as reinterviews: in [0, 1]; null without a target.</summary>
    public double? ReinterviewShare { get; init; }
}
