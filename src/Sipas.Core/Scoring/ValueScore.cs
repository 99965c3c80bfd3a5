using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>The figures of a number, text or date question.</summary>
internal sealed record ValueScore
{
    /// <summary>The question.</summary>
    public required Question Question { get; init; }

    /// <summary>Number of ballots in the group.</summary>
    public required long Ballots { get; init; }

    /// <summary>Number of existing values.</summary>
    public required long Valid { get; init; }

    /// <summary>Number of values that were answered and later erased. They are not included in any other figure.</summary>
    public required long Erased { get; init; }

    /// <summary>Number of ballots without a value: the question was not answered or not shown.</summary>
    public required long Blank { get; init; }

    /// <summary>The smallest number or the first date, in canonical form; null for texts and if there is none.</summary>
    public required string? Minimum { get; init; }

    /// <summary>The largest number or the last date, in canonical form; null for texts and if there is none.</summary>
    public required string? Maximum { get; init; }

    /// <summary>The middle number, or the mean of the two middle ones, exact; null for texts and dates and if there is none.</summary>
    public required decimal? Median { get; init; }

    /// <summary>The sum of the numbers. The mean is the sum ÷ <see cref="Valid"/>. Null for texts and dates.</summary>
    public required decimal? Sum { get; init; }
}
