using System.Globalization;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Scoring;

/// <summary>Converts published percentages to points of another measurement, using a table of a pack. Exact until the final
/// rounding.</summary>
/// <remarks>See docs/method/par-points.md. No table of the ministry was available: the proportional rule is a choice of the
/// shipped packs.</remarks>
internal static class PointsConverter
{
    /// <summary>Converts a percentage.</summary>
    /// <param name="table">The table.</param>
    /// <param name="percent">The published percentage: 0 to 100.</param>
    /// <returns>The points with the effect of one percentage point more or less.</returns>
    /// <exception cref="SipasException">The percentage is outside 0 to 100 (<c>PAR0001</c>).</exception>
    public static ConvertedPoints Convert(PointsTable table, decimal percent)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (percent is < 0 or > 100)
        {
            throw new SipasException(
                new Problem(ProblemCodes.PercentRange, table.Code, percent.ToString(CultureInfo.InvariantCulture), "0–100"));
        }

        ExactShare exact = Exact(table, percent);
        decimal points = Round(table, exact);
        return new ConvertedPoints
        {
            Percent = percent,
            Exact = exact,
            Points = points,
            Maximum = table.Maximum,
            OneMore = Round(table, Exact(table, Math.Min(100, percent + 1))) - points,
            OneLess = Round(table, Exact(table, Math.Max(0, percent - 1))) - points,
        };
    }

    private static decimal Round(PointsTable table, ExactShare points) =>
        points.ToDecimal(table.Rounding.Decimals, table.Rounding.Midpoint);

    private static ExactShare Exact(PointsTable table, decimal percent) => table.Kind switch
    {
        ConversionKind.PiecewiseLinear => OnLine(table.Knots, percent),
        ConversionKind.Bands => ExactShare.FromDecimal(
            table.Bands.First(band => percent >= band.From && !(percent >= band.To)).Points ?? 0),
        _ => ExactShare.FromDecimal(percent) * ExactShare.FromDecimal(table.Maximum) / new ExactShare(100, 1),
    };

    private static ExactShare OnLine(IReadOnlyList<ConversionKnot> knots, decimal percent)
    {
        int above = 0;
        while (above < knots.Count && knots[above].Percent <= percent)
        {
            above++;
        }

        if (above == 0 || above == knots.Count)
        {
            return ExactShare.FromDecimal(knots[above == 0 ? 0 : ^1].Points);
        }

        (ConversionKnot low, ConversionKnot high) = (knots[above - 1], knots[above]);
        ExactShare way = ExactShare.FromDecimal(percent - low.Percent) / ExactShare.FromDecimal(high.Percent - low.Percent);
        return ExactShare.FromDecimal(low.Points) + (way * ExactShare.FromDecimal(high.Points - low.Points));
    }
}
