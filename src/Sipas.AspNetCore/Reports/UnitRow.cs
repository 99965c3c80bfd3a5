using Sipas.Reporting;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>An organisation unit with its overall index; null when it is withheld.</summary>
internal sealed record UnitRow(OrganisationUnit Unit, string Href, long Ballots, Figure? Overall);
