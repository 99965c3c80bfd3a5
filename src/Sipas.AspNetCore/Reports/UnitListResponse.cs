using Sipas.Common;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>All units, in the order of the directory.</summary>
internal sealed record UnitListResponse
{
    /// <summary>Disclaimer that must accompany the data; null when there is none.</summary>
    public LocalizedText? Notice { get; init; }

    /// <summary>The units.</summary>
    public required IReadOnlyList<OrganisationUnit> Units { get; init; }
}
