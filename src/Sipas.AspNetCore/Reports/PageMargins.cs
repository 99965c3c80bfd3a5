using System.Globalization;
using Sipas.AspNetCore.Pages;
using Sipas.Estimation;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Reporting;

namespace Sipas.AspNetCore.Reports;

/// <summary>The margins of a page in its language; there are none if the page shows only some of the ballots.</summary>
internal sealed class PageMargins(SampledMargins? margins, PageTexts words, RoundingRule rounding)
{
    private const double Level = 0.95;

    /// <summary>Whether there are margins.</summary>
    public bool Known => margins is { Refusal: null };

    /// <summary>The basis of the margins, or the reason why there are none.</summary>
    public string Note => margins is null
        ? words.Of(new Problem(ProblemCodes.FilteredNoMargin).Message)
        : margins.Refusal is { } refusal ? words.Of(refusal.Message)
        : words[margins.Basis == MarginBasis.AssumedSimpleRandom
            ? "margin.assumed"
            : margins.Design!.Selection == UnitSelection.SampledUnits ? "margin.sampledUnits" : "margin.everyUnit"]
            .Replace("{design}", margins.Design?.Name, StringComparison.Ordinal) + " " + words["margin.whatItIs"];

    /// <summary>Units of the design without a ballot, as a sentence; null when there are none.</summary>
    public string? Missing => margins?.UnitsWithoutBallots() is { Count: > 0 } units
        ? words.Fill("margin.unitsWithoutBallots", ("n", words.Count(units.Count)), ("units", string.Join(", ", units)))
        : null;

    /// <summary>Gets the estimate of a node or item; of all units when <paramref name="unit"/> is null.</summary>
    public Estimate? Of(string? unit, string code) => unit is null ? margins?.Pooled(code) : margins?.Unit(unit, code);

    public Interval? Limits(string? unit, string code) => Of(unit, code) is { } estimate ? Limits(estimate) : null;

    public static Interval? Limits(Estimate estimate) => ShareIntervals.Of(estimate, ShareIntervalMethod.KornGraubardCapped, Level).Limits;

    /// <summary>Formats half the width of an interval, for example <c>± 1,25</c>; a text if the index has no computable
    /// error; a dash if there is no index.</summary>
    public string Margin(string? unit, string code) =>
        Of(unit, code) is { Value: not null } estimate && Limits(estimate) is null ? words["margin.unknown"] : Margin(Limits(unit, code));

    public string Margin(Interval? limits) => limits is { } its ? "±\u00A0" + words.Points(Points(its.Width / 2)) : words["report.none"];

    /// <summary>Formats the limits as a sentence; null without them.</summary>
    public string? Sentence(string? unit, string code) => Limits(unit, code) is { } its
        ? words.Fill("margin.sentence", ("lower", words.Percent(Points(its.Lower))), ("upper", words.Percent(Points(its.Upper))),
            ("margin", words.Points(Points(its.Width / 2))))
        : null;

    /// <summary>Formats the index with units weighted by their populations as a sentence; null when populations are
    /// unknown.</summary>
    public string? Weighted(string code) => margins?.Weighted(code) is { Value: { } value } estimate && Limits(estimate) is { } its
        ? words.Fill("margin.weighted", ("percent", words.Percent(Points(value))), ("lower", words.Percent(Points(its.Lower))),
            ("upper", words.Percent(Points(its.Upper))))
        : null;

    private decimal Points(double share) => Figures.Percent(share, rounding);

    /// <summary>Formats the method of the ranks as a sentence.</summary>
    public static string Ranks(PageTexts words, RankIntervalOptions options) => words.Fill("margin.ranks",
        ("seed", options.Seed.ToString(CultureInfo.InvariantCulture)), ("draws", words.Count(options.DrawCount)));
}
