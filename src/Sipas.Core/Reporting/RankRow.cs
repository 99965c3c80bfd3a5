using Sipas.Common;
using Sipas.Ranking;

namespace Sipas.Reporting;

/// <summary>One unit of a ranking.</summary>
public sealed record RankRow
{
    /// <summary>Code of the unit.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the unit; null when the directory does not contain it.</summary>
    public required LocalizedText? Name { get; init; }

    /// <summary>The rank; null when the unit is not ranked.</summary>
    public required int? Rank { get; init; }

    /// <summary>Whether another unit of the block has the same published value.</summary>
    public required bool IsTied { get; init; }

    /// <summary>The reason why the unit is not ranked; null when it is.</summary>
    public required NotRanked? NotRanked { get; init; }

    /// <summary>The published percentage.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>Number of ballots.</summary>
    public required long? Ballots { get; init; }

    /// <summary>The previous rank.</summary>
    public required int? PreviousRank { get; init; }

    /// <summary>Number of places gained; negative when places were lost.</summary>
    public required int? Movement { get; init; }

    /// <summary>Direction of the rank change.</summary>
    public required ChangeDirection? Direction { get; init; }

    /// <summary>Code of its group.</summary>
    public required string? Group { get; init; }

    /// <summary>Name of its group.</summary>
    public required LocalizedText? GroupText { get; init; }

    /// <summary>Margin and rank interval; null when the unit is not ranked or there are no margins.</summary>
    public required RankUncertainty? Uncertainty { get; init; }
}
