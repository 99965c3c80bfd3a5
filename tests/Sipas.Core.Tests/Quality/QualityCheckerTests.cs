using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Storage.Contract;

namespace Sipas.Quality;

public class QualityCheckerTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(7));

    [Theory]
    [InlineData(4.4, true)]
    [InlineData(4.5, false)]
    public void Check_SecondsBelowWhatTheAnswersTake_IsTooFast(double seconds, bool flagged)
    {
        IReadOnlyList<BallotFlag> flags = new QualityChecker(new QualityRules()).Check(Ballot(1, Morning, seconds, "5-4312345n"));

        Assert.Equal(flagged ? [(1L, ProblemCodes.AnsweredTooFast, "4.4 s", "4.5 s")] : [],
            flags.Select(flag => (flag.Sequence, flag.Code, flag.Value, flag.Allowed)));
    }

    [Theory]
    [InlineData("555555555555555", true)]
    [InlineData("55555555555555", false)]
    [InlineData("555555555555554", false)]
    [InlineData("-55555555555555n5", true)]
    public void Check_OneLevelThroughout_IsAStraightLineFromTheRuleOn(string answers, bool flagged) =>
        Assert.Equal(flagged, Codes([Ballot(1, Morning, 60, answers)]).Contains(ProblemCodes.StraightLine));

    [Theory]
    [InlineData("2026-11-20T19:59:59+07:00", false)]
    [InlineData("2026-11-20T20:00:00+07:00", true)]
    [InlineData("2026-11-20T05:59:59+07:00", true)]
    [InlineData("2026-11-20T06:00:00+07:00", false)]
    [InlineData("2026-11-20T22:59:59Z", true)]
    public void Check_HourInVietnam_DecidesWhetherItIsNight(string at, bool flagged)
    {
        DateTimeOffset time = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(flagged, Codes([Ballot(1, time, 60, "12345")]).Contains(ProblemCodes.NightBallot));
        Assert.DoesNotContain(ProblemCodes.NightBallot, Codes([Ballot(1, time, 60, "12345")
            .WithHeader(header => header with { Mode = CollectionMode.Web })]));
    }

    [Fact]
    public void Check_StaffDevice_IsNamed()
    {
        var rules = new QualityRules { StaffDevices = ["pc-7"] };

        Assert.Equal(new BallotFlag(1, ProblemCodes.StaffDevice, "pc-7", ""),
            Assert.Single(new QualityChecker(rules).Check(Ballot(1, Morning, 60, "12345", "pc-7"))));
        Assert.Empty(new QualityChecker(rules).Check(Ballot(1, Morning, 60, "12345", "pc-8")));
    }

    [Fact]
    public void Check_SameContentUnderAnotherId_NamesTheFirst()
    {
        var checker = new QualityChecker(new QualityRules());

        Assert.Empty(checker.Check(Ballot(1, Morning, 60, "12345")));
        Assert.Empty(checker.Check(Ballot(2, Morning.AddMilliseconds(1), 60, "12345")));
        Assert.Equal(new BallotFlag(3, ProblemCodes.DuplicateContent, "1", ""),
            Assert.Single(checker.Check(Ballot(3, Morning, 60, "12345"))));
    }

    [Fact]
    public void Check_BallotsOfAFile_AreNotJudgedByTimesNobodyMeasured()
    {
        StoredBallot[] day = [.. Enumerable.Range(1, 40)
            .Select(i => Ballot(i, new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.FromHours(7)), 0, "555555555")
                .WithHeader(header => header with { Mode = CollectionMode.Interview })
                with { SentBy = null, Channel = CollectionChannel.Officer })];

        Assert.Empty(Codes(day));
    }

    [Property(Arbitrary = [typeof(Steps)])]
    public bool Check_RunsAndBursts_EqualARecountOverTheWholeLog(List<(int Device, int Seconds, string Answers)> steps)
    {
        var rules = new QualityRules { IdenticalRun = 3, IdenticalMinutes = 5, BurstBallots = 4, BurstMinutes = 2, SecondsPerAnswer = 0 };
        DateTimeOffset now = Morning;
        StoredBallot[] log = [.. steps
            .Select((one, i) => Ballot(i + 1, now = now.AddSeconds(one.Seconds), 1, one.Answers, $"t{one.Device}"))];
        var checker = new QualityChecker(rules);

        (long, string)[] found = [.. log.SelectMany(checker.Check).Select(flag => (flag.Sequence, flag.Code)).Order()];

        return found.SequenceEqual(Recount(log, rules).Distinct().Order());
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public bool Check_AnonymousBallotsThatNameADevice_NeitherFlagNorHideThoseOfTheDevice(int seed)
    {
        var random = new Random(seed);
        DateTimeOffset now = Morning;
        StoredBallot[] log = [.. Enumerable.Range(1, 200).Select(i =>
        {
            StoredBallot genuine = Ballot(i, now = now.AddSeconds(random.Next(1, 60)), 3, random.Next(2) == 0 ? "11111" : "22222");
            return random.Next(3) == 0
                ? genuine
                : genuine with { SentBy = null, Channel = random.Next(4) == 0 ? null : CollectionChannel.Open };
        })];
        var rules = new QualityRules
        {
            IdenticalRun = 3,
            BurstBallots = 4,
            BurstMinutes = 2,
            StaffDevices = random.Next(2) == 0 ? ["t1"] : []
        };
        var together = new QualityChecker(rules);
        var apart = new QualityChecker(rules);
        BallotFlag[] all = [.. log.SelectMany(together.Check)];
        BallotFlag[] genuine = [.. log.Where(ballot => ballot.SentBy is not null).SelectMany(apart.Check)];
        HashSet<long> sent = [.. log.Where(ballot => ballot.SentBy is not null).Select(ballot => ballot.Sequence)];
        string[] ofDevices = [ProblemCodes.IdenticalAnswers, ProblemCodes.BallotBurst, ProblemCodes.StaffDevice];
        return genuine.SequenceEqual(all.Where(flag => sent.Contains(flag.Sequence)))
            && all.All(flag => sent.Contains(flag.Sequence) || !ofDevices.Contains(flag.Code));
    }

    [Fact]
    public void Check_DeviceOfAnOfficersFile_IsNotTheEnrolledDeviceOfTheSameCode()
    {
        StoredBallot[] log = [.. Enumerable.Range(1, 14)
            .Select(i => Ballot(i, Morning.AddSeconds(i * 10), 9, $"1234{(i % 5) + 1}") is var ballot && i % 2 == 0
                ? ballot
                : ballot with { SentBy = null, Channel = CollectionChannel.Officer })];

        Assert.Empty(Codes(log));
        Assert.Equal(14, Codes(log.Select(ballot => ballot with { SentBy = null, Channel = CollectionChannel.Officer }))
            .Count(code => code == ProblemCodes.BallotBurst));
    }

    [Theory]
    [InlineData(CollectionChannel.Open, CollectionMode.Kiosk, true)]
    [InlineData(CollectionChannel.Open, CollectionMode.Web, true)]
    [InlineData(CollectionChannel.Device, CollectionMode.Kiosk, true)]
    [InlineData(CollectionChannel.Ticket, CollectionMode.Web, true)]
    [InlineData(CollectionChannel.Officer, CollectionMode.Kiosk, false)]
    [InlineData(CollectionChannel.Device, CollectionMode.Interview, false)]
    [InlineData(null, CollectionMode.Kiosk, false)]
    public void Check_OneInstant_IsFlaggedWhereThePageAlwaysMeasuresTwo(CollectionChannel? channel, CollectionMode mode, bool flagged)
    {
        StoredBallot ballot = Ballot(1, Morning, 0, "12345").WithHeader(header => header with { Mode = mode }) with { Channel = channel };

        Assert.Equal(flagged ? [ProblemCodes.DurationMissing] : [], Codes([ballot]));
        Assert.Equal(flagged ? [ProblemCodes.DurationImpossible] : [], Codes([ballot
            .WithHeader(header => header with { StartedAt = Morning.AddHours(-12.1) })]));
        Assert.Empty(Codes([ballot.WithHeader(header => header with { StartedAt = Morning.AddHours(-11.9) })]));
    }

    [Theory]
    [InlineData(CollectionChannel.Open, 73, 0, true)]
    [InlineData(CollectionChannel.Open, 71, 0, false)]
    [InlineData(CollectionChannel.Open, 71, 2, true)]
    [InlineData(CollectionChannel.Open, 73, -2, false)]
    [InlineData(CollectionChannel.Open, -0.2, 0, true)]
    [InlineData(CollectionChannel.Open, -0.05, 0, false)]
    [InlineData(CollectionChannel.Device, 500, 0, false)]
    [InlineData(CollectionChannel.Officer, 5000, 0, false)]
    public void Check_TimeOfASenderWithoutACredential_IsComparedWithTheReceipt(
        CollectionChannel channel, double hours, int skew, bool flagged)
    {
        StoredBallot ballot = Ballot(1, Morning, 60, "12345")
            with
        { Channel = channel, SentBy = null, ReceivedAt = Morning.AddHours(hours), ClockSkew = TimeSpan.FromHours(skew) };

        Assert.Equal(flagged ? [ProblemCodes.TimeAgainstReceipt] : [], Codes([ballot]));
    }

    [Fact]
    public void Check_SameLogAgain_GivesTheSameFlags()
    {
        StoredBallot[] log = [.. Enumerable.Range(1, 60).Select(i => Ballot(i, Morning.AddSeconds(i * 10), 2, "555555555"))];

        Assert.Equal(Flags(log), Flags(log));
        Assert.Equal(120, Flags(log).Count(flag => flag.Code is ProblemCodes.BallotBurst or ProblemCodes.IdenticalAnswers));
    }

    [Fact]
    public void Reason_OfEveryRule_IsASentenceInBothLanguages() => Assert.All(BallotFlag.Codes, code =>
    {
        Problem reason = new BallotFlag(7, code, "v", "a").Reason;
        Assert.Equal(ProblemSeverity.Warning, reason.Severity);
        Assert.DoesNotContain("{", reason.Message.Vi + reason.Message.En, StringComparison.Ordinal);
        Assert.Contains("7", reason.Message.Vi, StringComparison.Ordinal);
    });

    [Fact]
    public void Rules_OutsideTheirRanges_AreAllTold()
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            QualityRules.Read("""{ "secondsPerAnswer": -1, "burstBallots": 1, "nightToHour": 24 }"""u8));

        Assert.Equal(["secondsPerAnswer", "burstBallots", "nightToHour"], error.Problems.Select(problem => problem.Place));
        Assert.Equal(ProblemCodes.QualityRulesUnreadable,
            Assert.Throws<SipasException>(() => QualityRules.Read("{ \"burst\": 3 }"u8)).Problems[0].Code);
    }

    [Fact]
    public void Rules_OfJson_KeepDefaultsForWhatIsNotNamed()
    {
        QualityRules rules = QualityRules.Read("""{ "staffDevices": ["pc-7"] }"""u8);

        Assert.Equal((8, 12, 0.5), (rules.BurstBallots, rules.IdenticalRun, rules.SecondsPerAnswer));
        Assert.Equal(rules.ToJson(), QualityRules.Read(System.Text.Encoding.UTF8.GetBytes(rules.ToJson())).ToJson());
    }

    // Says of every ballot by itself, looking at the whole log, whether it belongs to a run or a burst.
    private static IEnumerable<(long, string)> Recount(StoredBallot[] log, QualityRules rules)
    {
        foreach (StoredBallot[] device in log.GroupBy(ballot => ballot.DeviceCode).Select(group => group.ToArray()))
        {
            for (int from = 0; from < device.Length; from++)
            {
                int to = from;
                while (to + 1 < device.Length && device[to + 1].Answers == device[from].Answers
                    && device[to + 1].CompletedAt - device[to].CompletedAt <= TimeSpan.FromMinutes(rules.IdenticalMinutes))
                {
                    to++;
                }

                if (to - from + 1 >= rules.IdenticalRun)
                {
                    for (int i = from; i <= to; i++)
                    {
                        yield return (device[i].Sequence, ProblemCodes.IdenticalAnswers);
                    }
                }

                int last = from + rules.BurstBallots - 1;
                if (last < device.Length && device[last].CompletedAt - device[from].CompletedAt <= TimeSpan.FromMinutes(rules.BurstMinutes))
                {
                    for (int i = from; i <= last; i++)
                    {
                        yield return (device[i].Sequence, ProblemCodes.BallotBurst);
                    }
                }
            }
        }
    }

    private static string[] Codes(IEnumerable<StoredBallot> log) => [.. Flags(log).Select(flag => flag.Code)];

    private static BallotFlag[] Flags(IEnumerable<StoredBallot> log)
    {
        var checker = new QualityChecker(new QualityRules());
        return [.. log.SelectMany(checker.Check)];
    }

    private static StoredBallot Ballot(long sequence, DateTimeOffset completed, double seconds, string answers,
        string? device = "t1") => new()
        {
            Sequence = sequence,
            Header = new BallotHeader
            {
                Id = new Guid((int)sequence, 0, 0, new byte[8]),
                PackId = "p",
                QuestionnaireVersion = "1",
                UnitCode = "S01",
                Mode = CollectionMode.Kiosk,
                Basis = SelectionBasis.SelfSelected,
                DeviceCode = device,
                Language = "vi",
                StartedAt = completed.AddSeconds(-seconds),
                CompletedAt = completed,
            },
            SentBy = device,
            Channel = device is null ? CollectionChannel.Open : CollectionChannel.Device,
            ReceivedAt = completed,
            Answers = answers,
            ContentHash = new byte[32],
            Position = sequence,
            ChainHash = new byte[32],
        };

    private static class Steps
    {
        public static Arbitrary<List<(int Device, int Seconds, string Answers)>> Lists() =>
            (from device in Gen.Choose(1, 2)
             from seconds in Gen.Elements(5, 20, 50, 130, 400)
             from answers in Gen.Elements("11111", "22222")
             select (device, seconds, answers)).ListOf().ToArbitrary();
    }
}
