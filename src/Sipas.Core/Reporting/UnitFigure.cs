using Sipas.Units;

namespace Sipas.Reporting;

/// <summary>The overall index of one organisation unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Ballots">Number of its ballots; 0 where its figures are withheld.</param>
/// <param name="Overall">Its overall index; null where its figures are withheld.</param>
internal sealed record UnitFigure(OrganisationUnit Unit, long Ballots, Figure? Overall);
