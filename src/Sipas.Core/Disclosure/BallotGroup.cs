using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.Disclosure;

/// <summary>
/// A group of ballots that wait and are published together. Public figures can be requested for a whole group, so no
/// permitted filter divides a batch.
/// </summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Layout">The questionnaire.</param>
/// <param name="Basis">The basis.</param>
/// <param name="Year">The year for which the ballots count, in Vietnam time.</param>
internal readonly record struct BallotGroup(string Unit, AnswerLayout Layout, SelectionBasis Basis, int Year);
