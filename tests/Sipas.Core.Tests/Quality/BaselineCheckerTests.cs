using System.Globalization;
using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Problems;
using Sipas.Storage.Contract;

namespace Sipas.Quality;

public class BaselineCheckerTests
{
    private static readonly DateOnly FirstDay = new(2026, 3, 2);

    /// <summary>A unit with 10 ballots a day by its link and 30 from its tablets: the example of docs/method/baselines.md.</summary>
    private const int Open = 10;
    private const int Tablets = 30;

    [Fact]
    public void Compare_HonestYear_GivesNoMoreNoticesThanTheRulesAllow()
    {
        const int Units = 12, Days = 150;
        QualityRules rules = new() { FalseNoticesPerYear = 60 };
        var log = new Log(1);
        for (int day = 0; day < Days; day++)
        {
            // Closed at weekends, twice as many people on Mondays.
            int traffic = (day % 7) switch { 0 => 2, 5 or 6 => 0, _ => 1 };
            for (int unit = 0; unit < Units; unit++)
            {
                log.Honest(day, log.Poisson(Open * traffic), CollectionChannel.Open, Unit(unit));
                log.Honest(day, log.Poisson(Tablets * traffic), CollectionChannel.Device, Unit(unit));
            }
        }

        double expected = rules.FalseNoticesPerYear * Days / 365;
        Assert.InRange(log.Notices(rules).Count, 0, expected);
        Assert.Empty(log.Notices(new QualityRules { FalseNoticesPerYear = 0.1 }));
    }

    [Fact]
    public void Compare_HonestUnitsWithoutTablets_AreComparedWithTheirOwnHistoryAlone()
    {
        var log = new Log(2);
        for (int day = 0; day < 120; day++)
        {
            for (int unit = 0; unit < 8; unit++)
            {
                log.Honest(day, log.Poisson(3), CollectionChannel.Open, Unit(unit));
            }
        }

        Assert.InRange(log.Notices(new QualityRules { FalseNoticesPerYear = 60 }).Count, 0, 60 * 120 / 365.0);
    }

    [Fact]
    public void Compare_FourHundredBallotsInADay_NamesThatDayAndNoOtherAndNoTablet()
    {
        var log = new Log(3);
        for (int day = 0; day < 40; day++)
        {
            log.Honest(day, Open, CollectionChannel.Open);
            log.Honest(day, Tablets, CollectionChannel.Device);
            log.Honest(day, Open, CollectionChannel.Open, Unit(1));
        }

        for (int i = 0; i < 400; i++)
        {
            log.Add(20, CollectionChannel.Open, log.Low(), Unit(0));
        }

        IReadOnlyList<GroupNotice> notices = log.Notices();

        Assert.Contains(ProblemCodes.VolumeAboveHistory, notices.Select(notice => notice.Code));
        Assert.Contains(ProblemCodes.LowShareAgainstHistory, notices.Select(notice => notice.Code));
        Assert.Contains(ProblemCodes.LowShareAgainstCredentialed, notices.Select(notice => notice.Code));
        Assert.All(notices, notice =>
            Assert.Equal((Unit(0), CollectionChannel.Open, FirstDay.AddDays(20)), (notice.UnitCode, notice.Channel, notice.Day)));
    }

    [Theory]
    [InlineData(false, ProblemCodes.LowShareAgainstCredentialed)]
    [InlineData(true, ProblemCodes.PatternAgainstCredentialed)]
    public void Compare_SlowScriptFromTheFirstDayOn_ShowsAsAShiftAgainstTheTablets(bool equal, string code)
    {
        var log = new Log(4);
        for (int day = 0; day < 28; day++)
        {
            log.Honest(day, Open, CollectionChannel.Open);
            log.Honest(day, Tablets, CollectionChannel.Device);
            for (int i = 0; i < 6; i++)
            {
                log.Add(day, CollectionChannel.Open, equal ? "545454545" : log.Low());
            }
        }

        Assert.Contains(log.Notices(), notice => notice.Code == code);
    }

    [Fact]
    public void Compare_BusyDayOrBrokenTablet_IsNoExcessOfTheLink()
    {
        var log = new Log(5);
        for (int day = 0; day < 40; day++)
        {
            log.Honest(day, day == 25 ? 5 * Open : Open, CollectionChannel.Open);
            log.Honest(day, day == 25 ? 5 * Tablets : day == 32 ? 0 : Tablets, CollectionChannel.Device);
        }

        Assert.DoesNotContain(log.Notices(), notice => notice.Code == ProblemCodes.VolumeAboveHistory);
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public bool Compare_WhatAnySenderStates_ChangesNothing(int seed)
    {
        var log = new Log(6);
        for (int day = 0; day < 20; day++)
        {
            log.Honest(day, Open, CollectionChannel.Open);
            log.Honest(day, Tablets, CollectionChannel.Device);
        }

        for (int i = 0; i < 120; i++)
        {
            log.Add(15, CollectionChannel.Open, "111111111");
        }

        IReadOnlyList<GroupNotice> plain = log.Notices();
        Assert.NotEmpty(plain);

        var random = new Random(seed);
        return plain.SequenceEqual(log.Notices(change: ballot => ballot.Channel != CollectionChannel.Open ? ballot : ballot
            .WithHeader(header => header with
            {
                DeviceCode = random.Next(2) == 0 ? "D1" : null,
                StartedAt = ballot.StartedAt.AddDays(random.Next(-90, 1)),
                CompletedAt = ballot.CompletedAt.AddDays(random.Next(-90, 1)),
            }) with
        {
            CountedOn = ballot.CountedOn.AddDays(random.Next(-90, 1)),
            ClockSkew = TimeSpan.FromHours(random.Next(-9, 9)),
        }));
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public bool Compare_BallotsOfTablets_AreNeverNamed_WhateverAScriptSends(int seed)
    {
        var log = new Log(seed);
        for (int day = 0; day < 15; day++)
        {
            log.Honest(day, 8, CollectionChannel.Device);
            for (int i = seed % 60; i > 0; i--)
            {
                log.Add(day, CollectionChannel.Open, seed % 2 == 0 ? log.Low() : "555555555");
            }
        }

        return log.Notices(new QualityRules { FalseNoticesPerYear = 365 }).All(notice => notice.Channel == CollectionChannel.Open);
    }

    // What docs/method/baselines.md says of a patient script: 28 days beside honest ballots, each kind of script by itself.
    [Theory]
    [InlineData("low", 1, 0)]
    [InlineData("low", 150, 1)]
    [InlineData("high", 1, 10)]
    [InlineData("high", 150, 14)]
    [InlineData("equal", 1, 0)]
    [InlineData("equal", 150, 0)]
    public void Compare_PatientScript_StaysBelowUpToAsManyBallotsADay(string kind, int units, int unseen)
    {
        Assert.False(IsSeen(kind, units, 0));
        Assert.Equal(unseen, Enumerable.Range(1, 60).TakeWhile(ballots => !IsSeen(kind, units, ballots)).LastOrDefault());
    }

    [Theory]
    [InlineData("p", 3)]
    public void Compare_UnknownQuestionnaire_ComparesVolumeAndEqualAnswersOnly(string pack, int codes)
    {
        var log = new Log(7) { Pack = pack };
        for (int day = 0; day < 20; day++)
        {
            log.Honest(day, Open, CollectionChannel.Open);
            log.Honest(day, Tablets, CollectionChannel.Ticket);
        }

        for (int i = 0; i < 200; i++)
        {
            log.Add(15, CollectionChannel.Open, "111111111");
        }

        Assert.Equal(codes, log.Notices().Select(notice => notice.Code).Distinct().Count());
    }

    [Fact]
    public void Compare_ReplacedAndLateBallots_AndThoseOfFiles_AreNotCompared()
    {
        var log = new Log(8);
        for (int day = 0; day < 20; day++)
        {
            log.Honest(day, Open, CollectionChannel.Open);
        }

        for (int i = 0; i < 200; i++)
        {
            log.Add(15, CollectionChannel.Open, "111111111");
        }

        Assert.NotEmpty(log.Notices());
        Assert.Empty(log.Notices(change: ballot => ballot.Answers == "111111111" ? ballot with { Late = true } : ballot));
        Assert.Empty(log.Notices(change: ballot => ballot.Answers == "111111111" ? ballot with { ReplacedBy = 9 } : ballot));
        Assert.Empty(log.Notices(change: ballot =>
            ballot.Answers == "111111111" ? ballot with { Channel = CollectionChannel.Officer } : ballot));
    }

    [Fact]
    public void Reason_OfEveryNotice_IsASentenceInBothLanguages() => Assert.All(GroupNotice.Codes, code =>
    {
        Problem reason = new GroupNotice("S01", "p", "1", CollectionChannel.Open, FirstDay, FirstDay.AddDays(2), code, "v", "a").Reason;
        Assert.Equal(ProblemSeverity.Warning, reason.Severity);
        Assert.DoesNotContain("{", reason.Message.Vi + reason.Message.En, StringComparison.Ordinal);
        Assert.Contains("S01, open, 2026-03-02 – 2026-03-04", reason.Message.Vi, StringComparison.Ordinal);
    });

    // In more than half of seven months. The threshold of many units is that of one with as many times fewer false notices.
    private static bool IsSeen(string kind, int units, int ballots)
    {
        var rules = new QualityRules { FalseNoticesPerYear = 1.0 / units };
        return Enumerable.Range(0, 7).Count(seed =>
        {
            var log = new Log(100 + seed);
            for (int day = 0; day < 56; day++)
            {
                log.Honest(day, Open, CollectionChannel.Open);
                log.Honest(day, Tablets, CollectionChannel.Device);
                for (int i = 0; day >= 28 && i < ballots; i++)
                {
                    log.Add(day, CollectionChannel.Open, kind switch { "low" => log.Low(), "high" => log.High(), _ => "545454545" });
                }
            }

            return log.Notices(rules).Any(notice => notice.Day >= FirstDay.AddDays(28));
        }) >= 4;
    }

    private static string Unit(int number) => string.Create(CultureInfo.InvariantCulture, $"S{number:00}");

    /// <summary>Ballots of a questionnaire of nine items, with what people answer.</summary>
    private sealed class Log(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly List<StoredBallot> _ballots = [];

        public string Pack { get; init; } = "kiosk-9";

        public void Honest(int day, int ballots, CollectionChannel channel, string? unit = null)
        {
            for (int i = 0; i < ballots; i++)
            {
                double mood = _random.NextDouble();
                Add(day, channel, Answers(mood < 0.5 ? 5 : mood < 0.87 ? 4 : mood < 0.94 ? 3 : mood < 0.98 ? 2 : 1), unit);
            }
        }

        /// <summary>Answers with a low one, no two alike but by chance.</summary>
        public string Low() => Answers(1 + _random.Next(2));

        /// <summary>Answers without a low one, no two alike but by chance.</summary>
        public string High() => string.Concat(Enumerable.Range(0, 9).Select(_ => (char)('4' + _random.Next(2))));

        public int Poisson(double mean)
        {
            int count = -1;
            for (double product = 1, least = Math.Exp(-mean); product > least; product *= _random.NextDouble())
            {
                count++;
            }

            return Math.Max(0, count);
        }

        public void Add(int day, CollectionChannel channel, string answers, string? unit = null)
        {
            DateTimeOffset at = new(FirstDay.AddDays(day).ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(7));
            _ballots.Add(new StoredBallot
            {
                Sequence = _ballots.Count + 1,
                Header = new BallotHeader
                {
                    Id = new Guid(_ballots.Count + 1, 0, 0, new byte[8]),
                    PackId = Pack,
                    QuestionnaireVersion = "five-1",
                    UnitCode = unit ?? "S00",
                    Mode = CollectionMode.Kiosk,
                    Basis = SelectionBasis.SelfSelected,
                    Language = "vi",
                    StartedAt = at.AddMinutes(-1),
                    CompletedAt = at,
                },
                SentBy = channel == CollectionChannel.Device ? "D1" : null,
                Channel = channel,
                ReceivedAt = at,
                CountedOn = FirstDay.AddDays(day),
                Answers = answers,
                ContentHash = new byte[32],
                Position = _ballots.Count + 1,
                ChainHash = new byte[32],
            });
        }

        public IReadOnlyList<GroupNotice> Notices(QualityRules? rules = null, Func<StoredBallot, StoredBallot>? change = null)
        {
            var checker = new BaselineChecker(rules ?? new QualityRules(), SampleBallots.Packs.FindLayout);
            foreach (StoredBallot ballot in _ballots)
            {
                checker.Add(change is null ? ballot : change(ballot));
            }

            return checker.Compare();
        }

        private string Answers(int level) => string.Concat(Enumerable.Range(0, 9).Select(_ =>
        {
            double turn = _random.NextDouble();
            return (char)('0' + Math.Clamp(turn < 0.8 ? level : turn < 0.9 ? level - 1 : level + 1, 1, 5));
        }));
    }
}
