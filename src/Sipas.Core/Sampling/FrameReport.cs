using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>The result of checking a frame.</summary>
internal sealed record FrameReport
{
    /// <summary>Number of rows read.</summary>
    public required long RowCount { get; init; }

    /// <summary>Number of rows without any problem.</summary>
    public required long CleanRowCount { get; init; }

    /// <summary>Number of problems by code; complete, also where <see cref="Problems"/> was truncated.</summary>
    public required IReadOnlyDictionary<string, long> CountsByCode { get; init; }

    /// <summary>The problems with their rows, in frame order; for each code at most the requested number.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Number of problems not contained in <see cref="Problems"/>.</summary>
    public long LeftOutCount => CountsByCode.Values.Sum() - Problems.Count;

    /// <summary>
    /// Strata and clusters with several spellings, which are treated as one: a warning for each further spelling
    /// (<c>FRM0100</c>).
    /// </summary>
    public IReadOnlyList<Problem> Spellings { get; init; } = [];

    /// <summary>Row numbers of the clean rows, if requested; otherwise null.</summary>
    public IReadOnlyList<long>? CleanRows { get; init; }
}
