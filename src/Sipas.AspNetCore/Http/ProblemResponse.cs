using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>An RFC 9457 problem document with every problem found.</summary>
internal sealed record ProblemResponse
{
    /// <summary>Maximum number of problems that one response lists, so that a hostile body cannot cause a huge
    /// response.</summary>
    public const int MaximumListed = 100;

    /// <summary>Kind of failure; never changes.</summary>
    public required string Type { get; init; }

    /// <summary>The kind in words; never changes.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Number of problems found.</summary>
    public required int ProblemCount { get; init; }

    /// <summary>The first <see cref="MaximumListed"/> of them.</summary>
    public required IReadOnlyList<ProblemEntry> Problems { get; init; }

    public static ProblemResponse Of(ProblemKind kind, IReadOnlyList<Problem> problems) => new()
    {
        Type = $"urn:sipas:problem:{kind.Slug}",
        Title = kind.Title,
        Status = kind.Status,
        ProblemCount = problems.Count,
        Problems = [.. problems.Take(MaximumListed).Select(ProblemEntry.Of)],
    };
}
