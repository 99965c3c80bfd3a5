using Sipas.Common;

namespace Sipas.Reporting;

/// <summary>The scores of one group of ballots.</summary>
public sealed record GroupScores
{
    /// <summary>The common value of the group, for example a unit code; null for all ballots.</summary>
    public string? Group { get; init; }

    /// <summary>The wire name of the selection basis; null when a file does not state it.</summary>
    public string? Basis { get; init; }

    /// <summary>Number of ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>
    /// The ballots of the group by channel; empty for sampled ballots, in figures of one channel, and where channels
    /// are not counted.
    /// </summary>
    public IReadOnlyList<ChannelShare> Channels { get; init; } = [];

    /// <summary>The figures without flagged ballots; null when no ballot of the group is flagged, or flags were not evaluated.</summary>
    public UnflaggedFigures? WithoutFlagged { get; init; }

    /// <summary>The overall index.</summary>
    public required Figure Overall { get; init; }

    /// <summary>The domains in tree order.</summary>
    public required IReadOnlyList<Figure> Domains { get; init; }

    /// <summary>The criteria in tree order.</summary>
    public required IReadOnlyList<Figure> Criteria { get; init; }

    /// <summary>The items that measure satisfaction, in questionnaire order.</summary>
    public required IReadOnlyList<ItemFigure> Items { get; init; }

    /// <summary>Figures of the questions outside the index tree: perception, experience, expectation, incidents.</summary>
    public IReadOnlyList<QuestionFigure> Questions { get; init; } = [];

    /// <summary>The pack's targets compared with the published figures.</summary>
    public IReadOnlyList<TargetFigure> Targets { get; init; } = [];

    /// <summary>The class of the total points; null when the pack has no classes.</summary>
    public LocalizedText? Class { get; init; }
}
