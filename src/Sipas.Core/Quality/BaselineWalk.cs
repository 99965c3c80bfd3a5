using System.Globalization;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Quality;

/// <summary>Compares each day of one channel of a unit with the days before it and with the ballots submitted with a credential.</summary>
internal sealed class BaselineWalk(
    (string Unit, string Pack, string Version) survey, bool knowsLow, CollectionChannel channel, SortedDictionary<DateOnly, DayCounts> days,
    SortedDictionary<DateOnly, DayCounts> reference, QualityRules rules)
{
    // Days of the channel before the current one that had no notice.
    private readonly Queue<DateOnly> _historyDays = new();
    private readonly DayCounts _history = new();

    // Days of the channel since its last notice.
    private readonly Queue<DateOnly> _windowDays = new();
    private readonly DayCounts _window = new();

    private readonly Queue<DateOnly> _referenceDays = new();
    private readonly DayCounts _reference = new();

    public IEnumerable<GroupNotice> Compare(IReadOnlyDictionary<DateOnly, int> groups)
    {
        foreach (DateOnly day in days.Keys.Concat(reference.Keys).Distinct().Order())
        {
            DateOnly first = day.AddDays(-rules.BaselineDays);
            Forget(_historyDays, _history, days, first);
            Forget(_windowDays, _window, days, first);
            Forget(_referenceDays, _reference, reference, first);
            Remember(_referenceDays, _reference, reference, day);
            bool noticed = false;
            if (days.TryGetValue(day, out DayCounts? counts))
            {
                Remember(_windowDays, _window, days, day);
                double threshold = BaselineChecker.Threshold(rules.FalseNoticesPerYear, groups[day]);
                foreach (GroupNotice notice in Judge(day, counts, threshold))
                {
                    noticed = true;
                    yield return notice;
                }
            }

            if (noticed)
            {
                // Days that produced a notice are not reported again on later days, and are not part of the history.
                _windowDays.Clear();
                _window.Merge(Copy(_window), -1);
            }
            else
            {
                Remember(_historyDays, _history, days, day);
            }
        }
    }

    private IEnumerable<GroupNotice> Judge(DateOnly day, DayCounts counts, double threshold)
    {
        if (_historyDays.Count >= rules.BaselineMinimumDays)
        {
            if (Volume(day, counts) is var volume && volume <= threshold)
            {
                yield return Notice(day, day, ProblemCodes.VolumeAboveHistory, Show(counts.Ballots, volume),
                    Show(threshold, $"{_history.Ballots} / {_historyDays.Count} d"));
            }

            if (Lows(counts, _history) is { } low && low <= threshold)
            {
                yield return Notice(day, day, ProblemCodes.LowShareAgainstHistory, ShowLow(counts, low),
                    Show(threshold, ShowLow(_history)));
            }

            if (Patterns(counts, _history) is { } equal && equal.P <= threshold)
            {
                yield return Notice(day, day, ProblemCodes.PatternAgainstHistory, ShowPattern(equal.Ballots, counts, equal.P),
                    Show(threshold, $"{equal.Others} / {_history.Ballots}"));
            }
        }

        if (_reference.Ballots > 0)
        {
            DateOnly from = _windowDays.Peek();
            if (Lows(_window, _reference) is { } low && low <= threshold)
            {
                yield return Notice(from, day, ProblemCodes.LowShareAgainstCredentialed, ShowLow(_window, low),
                    Show(threshold, ShowLow(_reference)));
            }

            if (Patterns(_window, _reference) is { } equal && equal.P <= threshold)
            {
                yield return Notice(from, day, ProblemCodes.PatternAgainstCredentialed, ShowPattern(equal.Ballots, _window, equal.P),
                    Show(threshold, $"{equal.Others} / {_reference.Ballots}"));
            }
        }
    }

    // More than the channel's own rate, and more than its own share of the unit's ballots: a busy day affects only the
    // first, a broken tablet only the second.
    private double Volume(DateOnly day, DayCounts counts)
    {
        double rate = ExactTails.PoissonHigher(counts.Ballots, 1, _history.Ballots, _historyDays.Count);
        long today = reference.TryGetValue(day, out DayCounts? others) ? others.Ballots : 0;
        long before = _historyDays.Sum(past => reference.TryGetValue(past, out DayCounts? then) ? then.Ballots : 0);
        return before == 0 ? rate : Math.Max(
            rate, ExactTails.Hypergeometric(counts.Ballots, counts.Ballots + today, counts.Ballots + _history.Ballots,
                counts.Ballots + _history.Ballots + today + before, upper: true));
    }

    private double? Lows(DayCounts group, DayCounts others) =>
        knowsLow ? ExactTails.FisherTwoSided(group.Low, group.Ballots, group.Low + others.Low, group.Ballots + others.Ballots) : null;

    // Conditional on all answers, the set of patterns that occur often enough is fixed, so the smallest p-value times the
    // number of patterns is a valid p-value (Bonferroni).
    private static (double P, long Ballots, long Others)? Patterns(DayCounts group, DayCounts others)
    {
        long all = group.Ballots + others.Ballots;
        long patterns = group.Patterns.LongCount(pattern =>
            pattern.Value + others.Patterns.GetValueOrDefault(pattern.Key) >= BaselineChecker.MinimumEqual)
            + others.Patterns.LongCount(pattern =>
                pattern.Value >= BaselineChecker.MinimumEqual && !group.Patterns.ContainsKey(pattern.Key));
        (double P, long Ballots, long Others)? least = null;
        foreach ((int pattern, long ballots) in group.Patterns.Where(pattern => pattern.Value >= BaselineChecker.MinimumEqual))
        {
            long other = others.Patterns.GetValueOrDefault(pattern);
            double p = Math.Min(1, patterns * ExactTails.Hypergeometric(ballots, group.Ballots, ballots + other, all, upper: true));
            if (least is not { } known || (p, -ballots).CompareTo((known.P, -known.Ballots)) < 0)
            {
                least = (p, ballots, other);
            }
        }

        return least;
    }

    private GroupNotice Notice(DateOnly from, DateOnly day, string code, string value, string allowed) =>
        new(survey.Unit, survey.Pack, survey.Version, channel, from, day, code, value, allowed);

    private static void Remember(Queue<DateOnly> queue, DayCounts sum, SortedDictionary<DateOnly, DayCounts> days, DateOnly day)
    {
        if (days.TryGetValue(day, out DayCounts? counts))
        {
            sum.Merge(counts, 1);
            queue.Enqueue(day);
        }
    }

    private static void Forget(Queue<DateOnly> queue, DayCounts sum, SortedDictionary<DateOnly, DayCounts> days, DateOnly first)
    {
        while (queue.TryPeek(out DateOnly oldest) && oldest < first)
        {
            sum.Merge(days[queue.Dequeue()], -1);
        }
    }

    private static DayCounts Copy(DayCounts counts)
    {
        var copy = new DayCounts();
        copy.Merge(counts, 1);
        return copy;
    }

    private static string Show(long ballots, double p) => $"{ballots.ToString(CultureInfo.InvariantCulture)}, p = {P(p)}";

    private static string Show(double threshold, string others) => $"p = {P(threshold)} ({others})";

    private static string ShowLow(DayCounts counts) => string.Create(CultureInfo.InvariantCulture, $"{counts.Low} / {counts.Ballots}");

    private static string ShowLow(DayCounts counts, double p) => $"{ShowLow(counts)}, p = {P(p)}";

    private static string ShowPattern(long equal, DayCounts counts, double p) =>
        string.Create(CultureInfo.InvariantCulture, $"{equal} / {counts.Ballots}, p = {P(p)}");

    private static string P(double p) => p.ToString("0.0e-0", CultureInfo.InvariantCulture);
}
