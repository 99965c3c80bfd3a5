using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Ranking;

/// <summary>Compares the organisation units of two years over changed boundaries.</summary>
/// <remarks>
/// A converted figure is Σ w·s·x ÷ Σ w·s over the bridged units, where s is the share and w the figure's weight,
/// rounded once. docs/method/units-over-time.md.
/// </remarks>
internal static class UnitComparison
{
    /// <summary>Compares units.</summary>
    /// <param name="bridge">The bridge between the two years; it is printed with the result.</param>
    /// <param name="earlier">Published figures of the earlier year, each unit once.</param>
    /// <param name="later">Published figures of the later year, each unit once.</param>
    /// <param name="boundaries">The boundaries.</param>
    /// <param name="rounding">The rounding of converted figures.</param>
    /// <param name="overBreak">Whether to compute differences over a change of method or respondent group.</param>
    /// <returns>A row for every unit that has a figure on these boundaries, in the order of the figures.</returns>
    /// <exception cref="SipasException">A unit has two figures of one year (<c>CMP0004</c>).</exception>
    public static IReadOnlyList<UnitChange> Compare(
        UnitBridge bridge, IReadOnlyList<PublishedFigure> earlier, IReadOnlyList<PublishedFigure> later, ComparisonBoundaries boundaries,
        RoundingRule rounding, bool overBreak = false)
    {
        ArgumentNullException.ThrowIfNull(bridge);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(rounding);
        RefuseTwice([.. earlier, .. later]);
        bool isNew = boundaries == ComparisonBoundaries.New;
        ILookup<string, BridgeRow> rows = bridge.Rows.ToLookup(row => isNew ? row.NewCode : row.OldCode, StringComparer.Ordinal);
        Dictionary<string, PublishedFigure> others = (isNew ? earlier : later).ToDictionary(figure => figure.Code, StringComparer.Ordinal);
        int otherYear = others.Count == 0 ? (isNew ? bridge.OldDay : bridge.NewDay).Year : others.Values.First().Year;
        var changes = new List<UnitChange>();
        foreach (PublishedFigure stored in isNew ? later : earlier)
        {
            BridgeRow[] own = [.. rows[stored.Code]];
            if (own.Length == 0)
            {
                changes.Add(Refuse(stored, own, ProblemCodes.NoBridge, otherYear));
                continue;
            }

            if (Carry(stored, own, others, isNew, rounding) is not { Percent: not null } carried || stored.Percent is null)
            {
                changes.Add(Refuse(stored, own, ProblemCodes.FigureMissing, stored.Percent is null ? stored.Year : otherYear));
                continue;
            }

            FigureChange change = isNew
                ? SeriesComparison.Compare(carried, stored, overBreak)
                : SeriesComparison.Compare(stored, carried, overBreak);
            changes.Add(new UnitChange
            {
                UnitCode = stored.Code,
                Change = change,
                Bridge = Printed(own),
                Refusal = change.ChangePoints is not null
                ? null
                : new Problem(ProblemCodes.SeriesBroken, stored.Code, Show(change.From.Year), Show(change.To.Year)),
            });
        }

        return changes;
    }

    private static PublishedFigure? Carry(PublishedFigure stored, BridgeRow[] rows, Dictionary<string, PublishedFigure> others, bool isNew,
        RoundingRule rounding)
    {
        var parts = new List<(ExactShare Value, ExactShare Weight)>();
        PublishedFigure? any = null;
        foreach (BridgeRow row in rows)
        {
            // All parts must be present: without one of them the figure would describe a different population.
            if (!others.TryGetValue(isNew ? row.OldCode : row.NewCode, out PublishedFigure? other) || other.Percent is not { } percent)
            {
                return null;
            }

            if (rows.Length == 1)
            {
                return other with { Code = stored.Code };
            }

            any ??= other;
            parts.Add((ExactShare.FromDecimal(percent), ExactShare.FromDecimal(row.Share) * ExactShare.FromDecimal(other.Weight)));
        }

        return any! with
        {
            Code = stored.Code,
            Percent = ExactShare.WeightedMean(parts).ToDecimal(rounding.Decimals, rounding.Midpoint),
            Weight = 1,
        };
    }

    private static BridgeRow[] Printed(BridgeRow[] rows) => rows is [{ Path.Count: 1 }] ? [] : rows;

    private static UnitChange Refuse(PublishedFigure stored, BridgeRow[] rows, string code, int year) =>
        new() { UnitCode = stored.Code, Change = null, Bridge = Printed(rows), Refusal = new Problem(code, stored.Code, Show(year)) };

    /// <summary>Throws if a subject has two figures for one year.</summary>
    /// <param name="figures">The figures.</param>
    internal static void RefuseTwice(IEnumerable<PublishedFigure> figures)
    {
        Problem[] twice = [.. figures.GroupBy(figure => (figure.Code, figure.Year)).Where(same => same.Skip(1).Any())
            .Select(same => new Problem(ProblemCodes.FigureTwice, same.Key.Code, Show(same.Key.Year)))];
        if (twice.Length > 0)
        {
            throw new SipasException(twice);
        }
    }

    private static string Show(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
