namespace Sipas.Fieldwork;

/// <summary>Result of the re-interview of one sampled case: counts of answers, never the answers.</summary>
internal sealed record ReinterviewResult
{
    /// <summary>Code of the sampled case: <c>C12</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The day of the re-interview.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Number of questions that were answered both times: 1 or more.</summary>
    public required long ComparedCount { get; init; }

    /// <summary>Number of those questions with the same answer: 0 to <see cref="ComparedCount"/>.</summary>
    public required long AgreedCount { get; init; }
}
