using Sipas.Mathematics;

namespace Sipas.Ranking;

/// <summary>An organisation unit that may be ranked.</summary>
internal sealed record RankCandidate
{
    /// <summary>The unit.</summary>
    public required string UnitCode { get; init; }

    /// <summary>The block in which it is ranked.</summary>
    public required string Block { get; init; }

    /// <summary>Its published percentage; null when not computable.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>The exact share before rounding; null when only the published value is known.</summary>
    public ExactShare? Exact { get; init; }

    /// <summary>Number of ballots; null when unknown, in which case only a minimum of 0 is met.</summary>
    public long? Ballots { get; init; }
}
