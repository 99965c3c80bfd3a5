using Sipas.Mathematics;

namespace Sipas.Fieldwork;

/// <summary>The re-interview of a survey: the drawn cases and their results.</summary>
internal sealed record StoredReinterview
{
    /// <summary>The requested share in each team.</summary>
    public required double Share { get; init; }

    /// <summary>The publicly produced text from which the seed is derived.</summary>
    public required string SeedText { get; init; }

    /// <summary>Codes of the cases in the order of the draw.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>Time of the draw.</summary>
    public required DateTimeOffset DrawnAt { get; init; }

    /// <summary>The person who drew.</summary>
    public required string DrawnBy { get; init; }

    /// <summary>The last result of each re-interviewed case.</summary>
    public required IReadOnlyList<ReinterviewResult> Results { get; init; }

    /// <summary>Number of same answers ÷ number of compared answers, over all cases; null before the first result.</summary>
    public ExactShare? Agreement => Results.Sum(result => result.ComparedCount) is > 0 and var compared
        ? new ExactShare(Results.Sum(result => result.AgreedCount), compared)
        : null;
}
