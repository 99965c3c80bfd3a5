using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.Log;

/// <summary>Scope of a survey: the ballots that a closing freezes.</summary>
internal sealed record SurveyScope
{
    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire; null for every questionnaire of the pack.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>Sampled or self-selected; null for both.</summary>
    public SelectionBasis? Basis { get; init; }

    /// <summary>First counting day in Vietnam; null for no lower bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last counting day in Vietnam; null for no upper bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// Version of the pack whose rules score the survey. It does not restrict the scope, because ballots name the
    /// version of their questionnaire. Null when not stated.
    /// </summary>
    public string? PackVersion { get; init; }

    /// <summary>Whether the survey covers a ballot.</summary>
    /// <param name="packId">Pack of the ballot.</param>
    /// <param name="questionnaireVersion">Questionnaire version of the ballot.</param>
    /// <param name="basis">Selection basis of the ballot.</param>
    /// <param name="day">Counting day of the ballot.</param>
    public bool Covers(string packId, string questionnaireVersion, SelectionBasis basis, DateOnly day) =>
        packId == PackId
        && (QuestionnaireVersion is null || questionnaireVersion == QuestionnaireVersion)
        && (Basis is null || basis == Basis)
        && (From is null || day >= From)
        && (To is null || day <= To);

    /// <summary>Whether the survey covers ballots of a questionnaire.</summary>
    /// <param name="layout">The questionnaire.</param>
    public bool Covers(AnswerLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return layout.PackId == PackId && (QuestionnaireVersion is null || layout.QuestionnaireVersion == QuestionnaireVersion);
    }

    /// <summary>Whether the survey covers a stored ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    public bool Covers(StoredBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return Covers(ballot.PackId, ballot.QuestionnaireVersion, ballot.Basis, ballot.CountedOn);
    }
}
