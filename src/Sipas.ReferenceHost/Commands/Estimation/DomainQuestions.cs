using System.Globalization;
using Sipas.Common;

namespace Sipas.ReferenceHost.Commands.Estimation;

/// <summary>The requested analyses of the domains.</summary>
/// <param name="Labels">The domain of each row; null without domains.</param>
/// <param name="Column">The column of the domains.</param>
/// <param name="Ranked">The estimate whose domains are ranked.</param>
/// <param name="Compared">The estimate whose domains are compared.</param>
/// <param name="Seed">The seed of the simulation.</param>
internal sealed record DomainQuestions(string[]? Labels, string? Column, string? Ranked, string? Compared, ulong Seed)
{
    private static readonly string[] PeriodNames = ["year", "nam", "period", "ky", "dot", "round", "wave"];

    /// <summary>
    /// Whether the domains are periods by the name of their column or by their labels: units that are newly drawn in
    /// each period then need <c>period</c> in the design, even if nothing is compared.
    /// </summary>
    public bool LookLikePeriods => Labels is not null && Column is not null
        && (PeriodNames.Contains(VietnameseText.SearchKey(Column), StringComparer.Ordinal)
            || Labels.Where(label => label.Length > 0).All(label => label.Length == 4
                && int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 1990 and <= 2100));
}
