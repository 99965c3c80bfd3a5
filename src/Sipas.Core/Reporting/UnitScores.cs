using Sipas.Scoring;
using Sipas.Units;

namespace Sipas.Reporting;

/// <summary>The scores of one unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Card">Its scores.</param>
internal sealed record UnitScores(OrganisationUnit Unit, ScoreCard Card);
