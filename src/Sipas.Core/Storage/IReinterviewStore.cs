using Sipas.Numerics;

namespace Sipas.Storage;

/// <summary>Result of the re-interview of one sampled case: counts of answers, never the answers.</summary>
public sealed record ReinterviewResult
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

/// <summary>The re-interview of a survey: the drawn cases and their results.</summary>
public sealed record StoredReinterview
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
    public ExactShare? Agreement => Results.Sum(result => result.ComparedCount) is > 0 and var compared ? new ExactShare(Results.Sum(result => result.AgreedCount), compared) : null;
}

/// <summary>Stores the re-interview of fieldwork (phúc tra): the drawn cases, and the agreement of the answers.</summary>
public interface IReinterviewStore
{
    /// <summary>Finds the re-interview of a survey.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The re-interview; null when none was drawn.</returns>
    Task<StoredReinterview?> FindReinterviewAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Stores the cases to re-interview; they are drawn once.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="share">The requested share in each team: in (0, 1].</param>
    /// <param name="seedText">The publicly produced text.</param>
    /// <param name="codes">Codes of the cases, as returned by <see cref="Fieldwork.Reinterview.Draw"/>.</param>
    /// <param name="actor">The person who drew.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">
    /// There is no such survey (<c>PPL0001</c>), or its re-interview was already drawn (<c>PPL0013</c>).
    /// </exception>
    Task<StoredReinterview> KeepReinterviewAsync(string survey, double share, string seedText, IReadOnlyList<string> codes, string actor, CancellationToken cancellationToken);

    /// <summary>
    /// Records the result of re-interviewing a case. The last result of each case counts; earlier ones remain in the
    /// log.
    /// </summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="result">The result.</param>
    /// <param name="actor">The person who writes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">
    /// The case is not among those drawn for re-interview (<c>PPL0014</c>), or a count is out of range
    /// (<c>PPL0015</c>).
    /// </exception>
    Task RecordReinterviewAsync(string survey, ReinterviewResult result, string actor, CancellationToken cancellationToken);
}
