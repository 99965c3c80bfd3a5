using Sipas.Text;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>All units, in the order of the directory.</summary>
internal sealed record UnitListResponse
{
    /// <summary>What must be said beside the data; null when there is nothing.</summary>
    public LocalizedText? Notice { get; init; }

    /// <summary>The units.</summary>
    public required IReadOnlyList<OrganisationUnit> Units { get; init; }
}
