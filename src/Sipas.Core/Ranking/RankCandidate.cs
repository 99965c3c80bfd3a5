using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Scoring;
using Sipas.Units;

namespace Sipas.Ranking;

/// <summary>An organisation unit that may be ranked.</summary>
public sealed record RankCandidate
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

    /// <summary>Creates a candidate from a unit and its scores.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="card">Its scores.</param>
    /// <param name="nodeCode">The node that is ranked; null for the overall index.</param>
    /// <exception cref="ArgumentException">The tree has no such node.</exception>
    public static RankCandidate Of(OrganisationUnit unit, ScoreCard card, string? nodeCode = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(card);
        NodeScore node = nodeCode is null
            ? card.Overall
            : card.Overall.SelfAndDescendants().FirstOrDefault(node => node.Node.Code == nodeCode)
            ?? throw new ArgumentException($"The index has no node '{nodeCode}'.", nameof(nodeCode));
        RoundingRule rounding = card.Pack.Rules.Rounding;
        return new RankCandidate
        {
            UnitCode = unit.Code,
            Block = unit.Block,
            Percent = node.Score.Share?.ToPercent(rounding.Decimals, rounding.Midpoint),
            Exact = node.Score.Share,
            Ballots = card.BallotCount,
        };
    }
}
