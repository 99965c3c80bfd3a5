using Sipas.Ballots;
using Sipas.Questionnaires;

namespace Sipas.Disclosure;

/// <summary>
/// Ballots that wait and are shown together: what public figures can be asked for by themselves, so no filter of theirs divides a batch.
/// </summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Layout">The questionnaire.</param>
/// <param name="Basis">The basis.</param>
/// <param name="Year">The year in Vietnam for which the ballots count.</param>
internal readonly record struct BallotGroup(string Unit, AnswerLayout Layout, SelectionBasis Basis, int Year);
