using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Estimation;
using Sipas.Packs;
using Sipas.Reporting;
using Sipas.Scoring;

namespace Sipas.Disclosure;

/// <summary>Computes the self-selected results of the organisation units in which a sample was drawn.</summary>
internal static class KioskCounts
{
    /// <summary>Finds the questionnaire whose self-selected ballots are shown next to a sample: the same one if it has
    /// some, otherwise the first with the same node.</summary>
    public static AnswerLayout? LayoutFor(BallotQuery sample, string node)
    {
        MethodPackRegistry packs = sample.View.Packs;
        return new[] { sample.Layout }.Concat(packs.Packs.SelectMany(pack =>
            pack.Questionnaires.Select(questionnaire => packs.FindLayout(pack.Id, questionnaire.Version)!)))
            .FirstOrDefault(layout =>
                packs.Find(layout.PackId)!.Index.SelfAndDescendants().Any(known => known.Code == node)
                && sample.View.Counts.BallotCount(layout, SelectionBasis.SelfSelected) > 0);
    }

    /// <summary>Computes the figures of some units; a unit without self-selected ballots has none.</summary>
    /// <param name="sample">The sample: its questionnaire and year.</param>
    /// <param name="kiosk">The questionnaire of the self-selected ballots.</param>
    /// <param name="node">Code of the node.</param>
    /// <param name="units">Codes of the units.</param>
    /// <param name="designs">The stored designs, for their transactions.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<KioskFigure>> OfAsync(
        BallotQuery sample, AnswerLayout kiosk, string node, IEnumerable<string> units, IReadOnlyList<SampledSurveyDesign> designs,
        CancellationToken cancellationToken)
    {
        (FigureView view, int? year) = (sample.View, sample.Year);
        MethodPack pack = view.Packs.Find(kiosk.PackId)!;
        ILookup<string, TransactionCount> transactions =
            designs.SelectMany(design => design.Transactions).ToLookup(count => count.Unit);
        IReadOnlyDictionary<string, AnswerTally> sampled = year is { } one
            ? view.Counts.ByUnit(sample.Layout, SelectionBasis.Sampled, one)
            : view.Counts.ByUnit(sample.Layout, SelectionBasis.Sampled);
        IReadOnlyDictionary<string, long[]> channels = view.Counts.BallotsByChannel(kiosk, SelectionBasis.SelfSelected, year);
        ILookup<string, GroupNotice> notices = (await view.ReadNoticesAsync(kiosk, cancellationToken).ConfigureAwait(false))
            .ToLookup(notice => notice.UnitCode, StringComparer.Ordinal);
        var figures = new List<KioskFigure>();
        foreach (string unit in units)
        {
            Dictionary<int, AnswerTally> months = view.Counts.ByMonth(kiosk, unit, SelectionBasis.SelfSelected)
                .Where(month => Within(month.Key, year)).ToDictionary();
            if (months.Count == 0)
            {
                continue;
            }

            // Two designs may contain the same month; they count the same transactions.
            Dictionary<int, long> counts = transactions[unit].Where(count => Within(count.MonthNumber, year))
                .GroupBy(count => count.MonthNumber).ToDictionary(month => month.Key, month => month.First().Count);
            KioskFigure figure = KioskFigure.Of(unit, pack, node, months, counts,
                SamplePercent(view.Packs.Find(sample.Layout.PackId)!, sampled.GetValueOrDefault(unit), node)) with
            {
                Channels = ChannelShare.Of(channels.GetValueOrDefault(unit) ?? [], view.Minimum, pack.Rules.Rounding, notices[unit]),
            };

            // The adjustment weights even a single ballot of a month, and a batch may contain only one.
            figures.Add(view.IsLive ? figure : figure with { AdjustedPercent = null });
        }

        return figures;
    }

    private static bool Within(int month, int? year) => year is null || month / 100 == year;

    private static decimal? SamplePercent(MethodPack pack, AnswerTally? tally, string node) => tally is null ? null : Figures.Percent(
        Scorer.Score(pack, tally).Overall.SelfAndDescendants().Single(known => known.Node.Code == node).Score.Share,
        pack.Rules.Rounding);
}
