using Sipas.Packs;

namespace Sipas.Ranking;

/// <summary>A unit with its rank.</summary>
internal sealed record RankedUnit
{
    /// <summary>The unit.</summary>
    public required RankCandidate Candidate { get; init; }

    /// <summary>The rank, from 1; null when the unit is not ranked.</summary>
    public required int? Rank { get; init; }

    /// <summary>The reason why the unit has no rank.</summary>
    public required NotRanked Reason { get; init; }

    /// <summary>Whether another unit of the block has the same published value.</summary>
    public required bool IsTied { get; init; }

    /// <summary>The previous rank; null when there was none.</summary>
    public required int? PreviousRank { get; init; }

    /// <summary>
    /// Number of places gained: previous rank minus current rank; negative when places were lost, null when one of the
    /// ranks is missing.
    /// </summary>
    public int? Movement => PreviousRank - Rank;

    /// <summary>Direction of the rank change; null when unknown.</summary>
    public ChangeDirection? Direction =>
        Movement switch { null => null, > 0 => ChangeDirection.Up, < 0 => ChangeDirection.Down, _ => ChangeDirection.Same };

    /// <summary>The group by the pack's bands; null when there are no bands or the unit has no figure.</summary>
    public required Band? Group { get; init; }
}
