using Sipas.Problems;

namespace Sipas.Verification;

/// <summary>The result of a recount.</summary>
internal sealed record RecountReport
{
    /// <summary>Maximum number of differences reported individually.</summary>
    public const int MaximumProblems = 100;

    /// <summary>Number of counted ballots.</summary>
    public required long BallotCount { get; init; }

    /// <summary>Number of compared groups.</summary>
    public required int GroupCount { get; init; }

    /// <summary>Number of compared figures, each with its percentage and four counts.</summary>
    public required long FigureCount { get; init; }

    /// <summary>Total number of differences.</summary>
    public required long DifferenceCount { get; init; }

    /// <summary>The first <see cref="MaximumProblems"/> differences, in the order of the published groups and figures.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }
}
