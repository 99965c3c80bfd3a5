using Sipas.Ballots;
using Sipas.Alerts;
using Sipas.Common;
using Sipas.Counting;
using Sipas.Packs;

namespace Sipas.Quality;

/// <summary>
/// Compares, for every unit and day, the ballots that anyone can submit without a credential with the history of their own
/// channel and with the ballots submitted with a credential. The same log and rules always produce the same notices.
/// </summary>
/// <remarks>
/// The result does not depend on information that a sender states about itself or its times: days are the days of receipt by
/// the server's clock. Tests and their error rate: docs/method/baselines.md.
/// </remarks>
/// <param name="rules">The rules.</param>
/// <param name="findLayout">Finds a questionnaire by pack and version, to determine the low levels of its scales. If it
/// returns null because the questionnaire is not registered, shares of low ratings are not compared.</param>
internal sealed class BaselineChecker(QualityRules rules, Func<string, string, AnswerLayout?> findLayout)
{
    /// <summary>Number of tests of one channel of a unit on one day.</summary>
    internal const int TestsPerGroup = 5;

    /// <summary>Minimum number of ballots with equal answers on one day that form a pattern.</summary>
    internal const int MinimumEqual = 3;

    private static readonly LowRatingRules Low = new();

    private readonly Dictionary<(string Unit, string Pack, string Version), Survey> _surveys = [];
    private readonly Dictionary<(string Pack, string Version), bool[][]?> _lowLevels = [];
    private readonly Dictionary<string, int> _patterns = new(StringComparer.Ordinal);

    /// <summary>Adds the next ballot of the log. Ballots that do not count are ignored.</summary>
    /// <param name="ballot">The ballot.</param>
    public void Add(StoredBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        bool tested = IsTested(ballot.Channel);
        if (ballot.IsReplaced || ballot.Late || (!tested && !IsReference(ballot)))
        {
            return;
        }

        (string, string, string) key = (ballot.UnitCode, ballot.PackId, ballot.QuestionnaireVersion);
        if (!_surveys.TryGetValue(key, out Survey? survey))
        {
            _surveys.Add(key, survey = new Survey(key, LowLevelsOf(ballot) is not null));
        }

        if (!_patterns.TryGetValue(ballot.Answers, out int pattern))
        {
            _patterns.Add(ballot.Answers, pattern = _patterns.Count);
        }

        // Only a file that an officer imports states the day explicitly.
        DateOnly day = ballot.Channel == CollectionChannel.Officer ? ballot.CountedOn : VietnameseTime.DayOf(ballot.ReceivedAt);
        survey.DayOf(day, tested ? ballot.Channel : null).Add(IsLow(ballot), pattern);
    }

    /// <summary>Compares the added ballots.</summary>
    /// <returns>The notices by day, then by unit, questionnaire, channel and code.</returns>
    public IReadOnlyList<GroupNotice> Compare()
    {
        var groups = _surveys.Values.SelectMany(survey => survey.Channels.Values).SelectMany(days => days.Keys).GroupBy(day => day)
            .ToDictionary(day => day.Key, day => day.Count());
        return GroupNotice.InOrder(_surveys.Values.SelectMany(survey => survey.Channels.SelectMany(
            channel => new BaselineWalk(survey.Key, survey.KnowsLow, channel.Key, channel.Value, survey.Reference, rules)
                .Compare(groups))));
    }

    /// <summary>Returns the largest p-value that produces a notice.</summary>
    /// <param name="noticesPerYear">Expected number of false notices of a whole host per year.</param>
    /// <param name="groups">Number of channels of units checked on the day.</param>
    internal static double Threshold(double noticesPerYear, int groups) => noticesPerYear / 365 / groups / TestsPerGroup;

    internal static bool IsTested(CollectionChannel? channel) => channel is CollectionChannel.Open or CollectionChannel.Counter;

    private static bool IsReference(StoredBallot ballot) =>
        ballot.Channel is CollectionChannel.Device or CollectionChannel.Ticket || ballot.Basis == SelectionBasis.Sampled;

    private bool IsLow(StoredBallot ballot)
    {
        if (LowLevelsOf(ballot) is not { } levels)
        {
            return false;
        }

        int low = 0;
        for (int i = 0; i < ballot.Answers.Length && i < levels.Length; i++)
        {
            int level = ballot.Answers[i] - '0';
            low += level is >= 1 and <= 9 && levels[i][level] ? 1 : 0;
        }

        return low >= Low.LowAnswers;
    }

    // Returns the low levels by item and level.
    private bool[][]? LowLevelsOf(StoredBallot ballot)
    {
        (string, string) key = (ballot.PackId, ballot.QuestionnaireVersion);
        if (!_lowLevels.TryGetValue(key, out bool[][]? levels))
        {
            levels = findLayout(ballot.PackId, ballot.QuestionnaireVersion)?.Items.Select(item =>
                Enumerable.Range(0, 10).Select(level => Low.IsLow(item.Scale, level)).ToArray()).ToArray();
            _lowLevels.Add(key, levels);
        }

        return levels;
    }

    /// <summary>The ballots of one questionnaire of one unit.</summary>
    private sealed class Survey((string Unit, string Pack, string Version) key, bool knowsLow)
    {
        public (string Unit, string Pack, string Version) Key { get; } = key;

        public bool KnowsLow { get; } = knowsLow;

        public SortedDictionary<CollectionChannel, SortedDictionary<DateOnly, DayCounts>> Channels { get; } = [];

        public SortedDictionary<DateOnly, DayCounts> Reference { get; } = [];

        public DayCounts DayOf(DateOnly day, CollectionChannel? tested)
        {
            SortedDictionary<DateOnly, DayCounts> days = tested is not { } channel ? Reference
                : Channels.TryGetValue(channel, out SortedDictionary<DateOnly, DayCounts>? known) ? known
                : Channels[channel] = [];
            if (!days.TryGetValue(day, out DayCounts? counts))
            {
                days.Add(day, counts = new DayCounts());
            }

            return counts;
        }
    }
}
