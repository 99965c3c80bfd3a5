using System.Globalization;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Scoring;
using static Sipas.Reporting.ReportTexts;

namespace Sipas.Reporting;

/// <summary>Entry points of <c>sipas points</c>.</summary>
internal static class PointsReport
{
    /// <summary>Converts percentages to points.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="tableCode">Code of the points table; null for the pack's first.</param>
    /// <param name="inputs">The units.</param>
    /// <exception cref="SipasException">
    /// There is no such table (<c>PAR0003</c>), a percentage is outside 0 to 100 (<c>PAR0001</c>), or points are
    /// outside 0 to the maximum (<c>PAR0002</c>): all of them are reported.
    /// </exception>
    public static PointsDocument Of(MethodPack pack, string? tableCode, IReadOnlyList<PointsInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(inputs);
        PointsTable table = (tableCode is not null ? pack.FindPointsTable(tableCode) : pack.PointsTables is [var first, ..] ? first : null)
            ?? throw new SipasException(new Problem(ProblemCodes.PointsTableUnknown, "table", tableCode,
                string.Join(", ", pack.PointsTables.Select(known => known.Code))));
        Problem[] problems = [.. inputs.SelectMany(input => Check(table, input))];
        return problems.Length > 0
            ? throw new SipasException(problems)
            : new PointsDocument
            {
                Pack = pack.Id,
                Table = table.Code,
                Text = table.Text,
                Kind = table.Kind,
                Maximum = table.Maximum,
                Rows = [.. inputs.Select(input => Row(table, input))],
            };
    }

    private static IEnumerable<Problem> Check(PointsTable table, PointsInput input)
    {
        if (input.Percent is < 0 or > 100)
        {
            yield return new Problem(ProblemCodes.PercentRange, input.Code, Cell(input.Percent), "0–100");
        }

        foreach (decimal? points in (decimal?[])[input.SelfScored, input.Appraised])
        {
            if (points < 0 || points > table.Maximum)
            {
                yield return new Problem(ProblemCodes.PointsRange, input.Code, Cell(points),
                    string.Create(CultureInfo.InvariantCulture, $"0–{table.Maximum}"));
            }
        }
    }

    private static PointsRow Row(PointsTable table, PointsInput input)
    {
        ConvertedPoints? points = input.Percent is { } percent ? PointsConverter.Convert(table, percent) : null;
        return new PointsRow
        {
            Code = input.Code,
            Percent = input.Percent,
            Points = points?.Points,
            SelfScored = input.SelfScored,
            Appraised = input.Appraised,
            OneMore = points?.OneMore,
            OneLess = points?.OneLess,
            Refusal = points is null ? UnavailableFigure.Of(new Problem(ProblemCodes.FigureMissing, input.Code)) : null,
        };
    }
}
