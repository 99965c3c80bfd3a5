using Sipas.Ballots;
using Sipas.Log;

namespace Sipas.Values;

/// <summary>Selects values: those of one pack, narrowed by the given conditions.</summary>
internal sealed record ValueFilter
{
    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire; null for every version.</summary>
    public string? QuestionnaireVersion { get; init; }

    /// <summary>Code of the question; null for every question.</summary>
    public string? QuestionCode { get; init; }

    /// <summary>Sampled or self-selected; null for both.</summary>
    public SelectionBasis? Basis { get; init; }

    /// <summary>First counting day in Vietnam; null for no lower bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last counting day in Vietnam; null for no upper bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether the filter covers a value of a ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="questionCode">Code of the value's question.</param>
    public bool Covers(StoredBallot ballot, string questionCode)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return (QuestionCode is null || questionCode == QuestionCode)
            && new SurveyScope { PackId = PackId, QuestionnaireVersion = QuestionnaireVersion, Basis = Basis, From = From, To = To }
                .Covers(ballot);
    }
}
