using Sipas.Ballots;

namespace Sipas.Log;

/// <summary>The codes to which the characters of a questionnaire's stored answers refer.</summary>
/// <param name="PackId">Id of the pack.</param>
/// <param name="Version">Version of the questionnaire.</param>
/// <param name="ItemCodes">Codes of its items, in the order of the characters of <see cref="StoredBallot.Answers"/>.</param>
/// <param name="ValueCodes">Codes of its questions that are answered by a number, a text or a date, in questionnaire order.</param>
internal sealed record StoredQuestionnaire(
    string PackId, string Version, IReadOnlyList<string> ItemCodes, IReadOnlyList<string> ValueCodes);
