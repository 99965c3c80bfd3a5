using Sipas.Numerics;

namespace Sipas.Storage;

/// <summary>What the check of one unit found: counts of answers, never the answers.</summary>
public sealed record ReinterviewResult
{
    /// <summary>The unit: <c>C12</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The day on which it was asked again.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Questions that were answered both times: a count, 1 or more.</summary>
    public required long ComparedCount { get; init; }

    /// <summary>Of them those answered alike: a count, 0 to <see cref="ComparedCount"/>.</summary>
    public required long AgreedCount { get; init; }
}

/// <summary>The units of a survey that are asked again, and what came of it.</summary>
public sealed record StoredReinterview
{
    /// <summary>The share asked for in each team.</summary>
    public required double Share { get; init; }

    /// <summary>The text made in public from which the seed follows.</summary>
    public required string SeedText { get; init; }

    /// <summary>The units in the order of the draw.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>When it was drawn.</summary>
    public required DateTimeOffset DrawnAt { get; init; }

    /// <summary>Who drew.</summary>
    public required string DrawnBy { get; init; }

    /// <summary>The last result of each unit that was asked again.</summary>
    public required IReadOnlyList<ReinterviewResult> Results { get; init; }

    /// <summary>Answers alike ÷ answers compared, over all units; null before the first result.</summary>
    public ExactShare? Agreement => Results.Sum(result => result.ComparedCount) is > 0 and var compared ? new ExactShare(Results.Sum(result => result.AgreedCount), compared) : null;
}

/// <summary>Keeps the check of fieldwork (phúc tra): who is asked again, and how far the answers agreed.</summary>
public interface IReinterviewStore
{
    /// <summary>Finds the check of a survey.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The check, or null when none was drawn.</returns>
    Task<StoredReinterview?> FindReinterviewAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Keeps who is asked again; drawn once.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="share">The share asked for in each team: in (0, 1].</param>
    /// <param name="seedText">The text made in public.</param>
    /// <param name="codes">The units, as <see cref="Fieldwork.Reinterview.Draw"/> gave them.</param>
    /// <param name="actor">Who drew.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">There is no such survey (<c>PPL0001</c>), or it was drawn before (<c>PPL0013</c>).</exception>
    Task<StoredReinterview> KeepReinterviewAsync(string survey, double share, string seedText, IReadOnlyList<string> codes, string actor, CancellationToken cancellationToken);

    /// <summary>Writes down what the check of a unit found; the last word of each unit counts, the others stay in the log.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="result">What was found.</param>
    /// <param name="actor">Who writes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The unit is not among those that are asked again (<c>PPL0014</c>), or a count is outside its range (<c>PPL0015</c>).</exception>
    Task RecordReinterviewAsync(string survey, ReinterviewResult result, string actor, CancellationToken cancellationToken);
}
