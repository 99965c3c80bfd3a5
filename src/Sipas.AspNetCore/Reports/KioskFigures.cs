using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Estimation;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Reports;

/// <summary>Finds the self-selected results of the organisation units in which a sample was drawn.</summary>
internal static class KioskFigures
{
    /// <summary>Finds the questionnaire whose self-selected ballots are shown next to a sample: the same one if it has
    /// some, otherwise the first with the same node.</summary>
    public static SurveyChoice? ChoiceFor(SurveyState state, FigureView view, SurveyChoice sample, string node) =>
        new[] { sample }.Concat(state.Packs.Packs.SelectMany(pack =>
            pack.Questionnaires.Select(questionnaire => new SurveyChoice(pack, state.Packs.FindLayout(pack.Id, questionnaire.Version)!))))
            .FirstOrDefault(choice =>
                choice.Pack.Index.SelfAndDescendants().Any(known => known.Code == node)
                && choice.BallotCount(view, SelectionBasis.SelfSelected) > 0);

    /// <summary>Gets the figures of some units; a unit without self-selected ballots has none.</summary>
    /// <param name="state">The units and designs.</param>
    /// <param name="view">The counts.</param>
    /// <param name="sample">The questionnaire of the sample.</param>
    /// <param name="node">Code of the node.</param>
    /// <param name="year">The year; null for all.</param>
    /// <param name="units">Codes of the units.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreUnavailableException">The storage is busy or unreachable.</exception>
    public static async Task<IReadOnlyList<KioskFigure>> OfAsync(
        SurveyState state, FigureView view, SurveyChoice sample, string node, int? year, IEnumerable<string> units,
        CancellationToken cancellationToken)
    {
        if (ChoiceFor(state, view, sample, node) is not { } kiosk)
        {
            return [];
        }

        ILookup<string, TransactionCount> transactions = (await state.ReadDesignsAsync(cancellationToken))
            .SelectMany(design => design.Transactions).ToLookup(count => count.Unit);
        IReadOnlyDictionary<string, AnswerTally> sampled = year is { } one
            ? view.Counts.ByUnit(sample.Layout, SelectionBasis.Sampled, one)
            : view.Counts.ByUnit(sample.Layout, SelectionBasis.Sampled);
        IReadOnlyDictionary<string, long[]> channels = view.Counts.BallotsByChannel(kiosk.Layout, SelectionBasis.SelfSelected, year);
        ILookup<string, GroupNotice> notices = (await view.ReadNoticesAsync(kiosk.Layout, cancellationToken))
            .ToLookup(notice => notice.UnitCode, StringComparer.Ordinal);
        var figures = new List<KioskFigure>();
        foreach (string unit in units)
        {
            Dictionary<int, AnswerTally> months = view.Counts.ByMonth(kiosk.Layout, unit, SelectionBasis.SelfSelected)
                .Where(month => Within(month.Key, year)).ToDictionary();
            if (months.Count == 0)
            {
                continue;
            }

            // Two designs may contain the same month; they count the same transactions.
            Dictionary<int, long> counts = transactions[unit].Where(count => Within(count.MonthNumber, year))
                .GroupBy(count => count.MonthNumber).ToDictionary(month => month.Key, month => month.First().Count);
            KioskFigure figure = KioskFigure.Of(unit, kiosk.Pack, node, months, counts,
                SamplePercent(sample, sampled.GetValueOrDefault(unit), node)) with
            {
                Channels = ChannelShare.Of(channels.GetValueOrDefault(unit) ?? [], view.Minimum, kiosk.Pack.Rules.Rounding, notices[unit]),
            };

            // The adjustment weights even a single ballot of a month, and a batch may contain only one.
            figures.Add(view.IsLive ? figure : figure with { AdjustedPercent = null });
        }

        return figures;
    }

    private static bool Within(int month, int? year) => year is null || month / 100 == year;

    private static decimal? SamplePercent(SurveyChoice sample, AnswerTally? tally, string node) => tally is null ? null : Figures.Percent(
        Scorer.Score(sample.Pack, tally).Overall.SelfAndDescendants().Single(known => known.Node.Code == node).Score.Share,
        sample.Pack.Rules.Rounding);
}
