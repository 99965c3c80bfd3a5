using Sipas.Ballots;

namespace Sipas.Values;

/// <summary>A value with the ballot it belongs to, for analysts.</summary>
/// <param name="Sequence">Sequence number of the ballot in the store's log.</param>
/// <param name="BallotId">Id of the ballot.</param>
/// <param name="QuestionnaireVersion">Version of the questionnaire.</param>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="Basis">Selection basis of the ballot.</param>
/// <param name="Day">Counting day of the ballot.</param>
/// <param name="QuestionCode">Code of the question.</param>
/// <param name="Value">The canonical value; null when it was erased.</param>
internal sealed record ValueOfBallot(
    long Sequence, Guid BallotId, string QuestionnaireVersion, string UnitCode, SelectionBasis Basis, DateOnly Day, string QuestionCode,
        string? Value);
