using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>The figures of one question outside the index tree.</summary>
internal sealed record QuestionScore
{
    /// <summary>The question.</summary>
    public required Question Question { get; init; }

    /// <summary>Kind of the figures.</summary>
    public required QuestionMeasure Measure { get; init; }

    /// <summary>The counted levels; empty if the measure does not count levels.</summary>
    public required IReadOnlyList<int> CountedLevels { get; init; }

    /// <summary>Number of ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>The rows in question order.</summary>
    public required IReadOnlyList<QuestionRowScore> Rows { get; init; }
}
