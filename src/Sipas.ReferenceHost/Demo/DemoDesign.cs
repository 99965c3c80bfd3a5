using System.Globalization;
using Sipas.Estimation;
using Sipas.Units;

namespace Sipas.ReferenceHost.Demo;

/// <summary>The design of the demo's sample, and the numbers of transactions at its kiosks. Described in
/// docs/demo-data.md.</summary>
internal static class DemoDesign
{
    /// <summary>Creates the design: equal probabilities within each unit, as the demo's ballots are generated.</summary>
    public static SampledSurveyDesign Of(IReadOnlyList<OrganisationUnit> units) => new()
    {
        Name = "demo-2024",
        Pack = DemoData.SampledPack,
        From = "2024-10",
        To = "2024-12",
        Units = [.. units.Select((unit, i) => new SurveyDesignUnit
        {
            Unit = unit.Code,
            Population = unit.Block == "departments" ? 900 + (137 * i % 2_600) : 3_200 + (311 * i % 5_200),
            Issued = unit.Block == "departments" ? 140 : 360,
        })],

        // The last two districts have no transaction counts, so their kiosks have no bounds.
        Transactions = [.. units.SkipLast(2).SelectMany((unit, i) => Enumerable.Range(1, 12).Select(month => new TransactionCount(
            unit.Code, string.Create(CultureInfo.InvariantCulture, $"2024-{month:00}"),
            (unit.Block == "departments" ? 55 : 150) + ((17 * i) + (13 * month)) % 60)))],
    };
}
