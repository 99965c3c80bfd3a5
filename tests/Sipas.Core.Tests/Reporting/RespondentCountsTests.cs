using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.Reporting;

public sealed class RespondentCountsTests : IDisposable
{
    private const int Minimum = 8;
    private static readonly MethodPack Ward = MethodPacks.Shipped("ward-9-2026");
    private static readonly MethodPackRegistry Packs = new([Ward]);
    private static readonly AnswerLayout Layout = Packs.FindLayout("ward-9-2026", "2026")!;
    private static readonly IReadOnlyList<RespondentQuestion> Questions = RespondentQuestion.Of(Ward, Layout);

    private readonly InMemoryStorage _store = new();
    private readonly StoredColumns _columns = new(Packs);
    private readonly List<(string Unit, byte[] Codes)> _log = [];
    private readonly List<CollectionChannel> _channels = [];

    public void Dispose()
    {
        _columns.Dispose();
        _store.Dispose();
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 25)]
    public void ByAnswerAndTally_UnderRandomFilters_EqualAPlainLoop(ulong seed)
    {
        using var test = new RespondentCountsTests();
        var random = new SeededGenerator(seed);
        test.Fill(random, 150);
        for (int i = 0; i < 6; i++)
        {
            StoredBallotFilter filter = DrawFilter(random);
            (string Unit, byte[] Codes)[] wanted = [.. test._log.Where(ballot => Admits(filter, ballot.Codes))];
            Assert.Equal(Count(wanted).Counters.ToArray(), test._columns.Tally(Layout, filter).Counters.ToArray());
            RespondentQuestion question = Questions[random.NextBelow(Questions.Count)];
            IReadOnlyList<AnswerTally> cells = test._columns.ByAnswer(Layout, filter, question.Item.Item.Code);
            Assert.Equal(question.Item.CodeCount, cells.Count);
            Assert.All(cells.Select((cell, code) => (cell, code)), cell => Assert.Equal(
                Count(wanted.Where(ballot => ballot.Codes[question.Item.Index] == cell.code)).Counters.ToArray(),
                cell.cell.Counters.ToArray()));
            IReadOnlyDictionary<string, IReadOnlyList<long>> byUnit =
                test._columns.BallotsByAnswer(Layout, filter, question.Item.Item.Code);
            Assert.Equal(wanted.Select(ballot => ballot.Unit).Distinct().Order(), byUnit.Keys.Order());
            Assert.All(byUnit, unit => Assert.Equal(
                Enumerable.Range(0, question.Item.CodeCount)
                .Select(code => wanted.LongCount(ballot => ballot.Unit == unit.Key && ballot.Codes[question.Item.Index] == code)),
                unit.Value));
        }
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 40)]
    public void ByUnit_UnderRandomFilters_GivesAwayNoFigureAboutFewRespondents(ulong seed)
    {
        using var test = new RespondentCountsTests();
        var random = new SeededGenerator(seed);
        test.Fill(random, 200);
        var counts = new RespondentCounts(test._columns, Minimum);
        for (int i = 0; i < 6; i++)
        {
            StoredBallotFilter filter = DrawFilter(random);
            (string Unit, byte[] Codes)[] wanted = [.. test._log.Where(ballot => Admits(filter, ballot.Codes))];
            UnitTallies? units = counts.ByUnit(Layout, filter);
            AnswerTally? total = counts.Tally(Layout, filter);
            Assert.Equal(total is null, units is null);
            if (units is null)
            {
                continue;
            }

            Assert.Equal(Count(wanted).Counters.ToArray(), units.Total.Counters.ToArray());
            Assert.Equal(wanted.Select(ballot => ballot.Unit).Except(units.Withheld).Distinct().Order(), units.ByUnit.Keys.Order());
            Assert.All(units.ByUnit, unit =>
                Assert.Equal(Count(wanted.Where(ballot => ballot.Unit == unit.Key)).Counters.ToArray(), unit.Value.Counters.ToArray()));

            // Every figure that is shown or follows from the total is about enough ballots, and so is what the filter
            // leaves out of each question.
            IEnumerable<string[]> parts = units.ByUnit.Keys.Select(unit => (string[])[unit]).Append([.. units.Withheld])
                .Append([.. test._log.Select(ballot => ballot.Unit).Distinct()]);
            foreach (string[] part in parts)
            {
                foreach ((string item, IReadOnlyCollection<byte> codes) in filter.RespondentAnswers!)
                {
                    int index = Layout.Find(item)!.Index;
                    byte[][] among = [.. test._log.Where(ballot => part.Contains(ballot.Unit) && Admits(filter, ballot.Codes, except: item))
                        .Select(ballot => ballot.Codes)];
                    long inside = among.LongCount(ballot => codes.Contains(ballot[index]));
                    Assert.True(inside == 0 || inside >= Minimum, $"{inside} inside");
                    Assert.True(among.LongLength - inside == 0 || among.LongLength - inside >= Minimum,
                        $"{among.LongLength - inside} outside");
                }
            }
        }
    }

    [Fact]
    public void ByRespondent_SmallAnswers_AreWithheldWithTheNextSmallest()
    {
        // 60 women, 40 men, 3 who do not say: the men are withheld with them, since the total would give the 3 away.
        Add("U1", 60, sex: 2);
        Add("U1", 40, sex: 1);
        Add("U1", 3, sex: 0);
        Follow();
        var counts = new RespondentCounts(_columns, 30);
        var all = new StoredBallotFilter();

        IReadOnlyList<RespondentCell> cells = counts.ByRespondent(Layout, all, Questions[0]);

        Assert.Equal([(1, null), (2, 60L), (0, null)], cells.Select(cell => ((int)cell.Code, cell.Tally?.BallotCount)));
        Assert.Null(counts.Tally(Layout, Of(("A1", [1]))));
        Assert.Null(counts.Tally(Layout, Of(("A1", [1, 2]))));
        Assert.Equal(43, counts.Tally(Layout, Of(("A1", [0, 1])))!.BallotCount);
        Assert.Equal(60, counts.Tally(Layout, Of(("A1", [2])))!.BallotCount);
        Assert.Equal([(2, 60L)], counts.ByRespondent(Layout, Of(("A1", [2])), Questions[0])
            .Select(cell => ((int)cell.Code, cell.Tally?.BallotCount)));
        Assert.Equal([(1, 40L), (2, 60L), (0, 3L)], new RespondentCounts(_columns, 1).ByRespondent(Layout, all, Questions[0])
            .Select(cell => ((int)cell.Code, cell.Tally?.BallotCount)));
    }

    [Fact]
    public void ByRespondent_BesideAnotherQuestion_IsWithheldWhereTheTwoTogetherAreFew()
    {
        // Of 50 women 45 are old; of 50 men all are.
        Add("U1", 45, sex: 2, age: 5);
        Add("U1", 5, sex: 2, age: 1);
        Add("U1", 50, sex: 1, age: 5);
        Follow();
        var counts = new RespondentCounts(_columns, 30);

        Assert.NotNull(counts.Tally(Layout, Of(("A1", [2]))));
        Assert.Null(counts.Tally(Layout, Of(("A1", [2]), ("A3", [5]))));
        Assert.All(counts.ByRespondent(Layout, Of(("A1", [2])), Questions[1]).Where(cell => cell.Code is 1 or 5),
            cell => Assert.Null(cell.Tally));
    }

    [Fact]
    public void ByUnit_OneSmallUnit_IsWithheldTogetherWithAnother()
    {
        Add("U1", 40, sex: 2);
        Add("U1", 40, sex: 1);
        Add("U2", 50, sex: 2);
        Add("U2", 50, sex: 1);
        Add("U3", 4, sex: 2);
        Add("U3", 40, sex: 1);
        Follow();

        UnitTallies units = new RespondentCounts(_columns, 30).ByUnit(Layout, Of(("A1", [2])))!;

        Assert.Equal(94, units.Total.BallotCount);
        Assert.Equal(["U1", "U3"], units.Withheld.Order());
        Assert.Equal(50, units.ByUnit["U2"].BallotCount);
    }

    [Fact]
    public void ByChannel_SmallChannels_AreWithheldWithTheNextSmallest_AndSoIsAFilterOfOne()
    {
        Add("U1", 60, sex: 1, channel: CollectionChannel.Device);
        Add("U1", 40, sex: 1, channel: CollectionChannel.Ticket);
        Add("U1", 3, sex: 1, channel: CollectionChannel.Open);
        Follow();
        var counts = new RespondentCounts(_columns, 30);

        IReadOnlyList<ChannelCell> cells = counts.ByChannel(Layout, new StoredBallotFilter());

        Assert.Equal(
            [(CollectionChannel.Open, null), (CollectionChannel.Device, 60L), (CollectionChannel.Ticket, null),
                (CollectionChannel.Officer, 0L), (CollectionChannel.Counter, 0L)],
            cells.Select(cell => (cell.Channel, cell.Tally?.BallotCount)));
        Assert.Equal([(CollectionChannel.Device, 60L)], counts.ByChannel(Layout, From(CollectionChannel.Device))
            .Select(cell => (cell.Channel, cell.Tally?.BallotCount ?? 0)));
        Assert.Null(counts.Tally(Layout, From(CollectionChannel.Open)));
        Assert.Null(counts.Tally(Layout, From(CollectionChannel.Open, CollectionChannel.Device)));
        Assert.Equal(43, counts.Tally(Layout, From(CollectionChannel.Open, CollectionChannel.Ticket))!.BallotCount);
        Assert.Equal([3L, 60L, 40L, 0L, 0L], new RespondentCounts(_columns, 1).ByChannel(Layout, new StoredBallotFilter())
            .Select(cell => cell.Tally!.BallotCount));

        static StoredBallotFilter From(params CollectionChannel[] channels) => new() { Channels = channels };
    }

    [Fact]
    public void ByChannel_BesideAQuestion_IsWithheldWhereTheTwoTogetherAreFew()
    {
        // Of 50 ballots by devices 45 are of women; of 50 by tickets all are.
        Add("U1", 45, sex: 2, channel: CollectionChannel.Device);
        Add("U1", 5, sex: 1, channel: CollectionChannel.Device);
        Add("U1", 50, sex: 2, channel: CollectionChannel.Ticket);
        Follow();
        var counts = new RespondentCounts(_columns, 30);

        Assert.Equal(
            [(CollectionChannel.Device, null), (CollectionChannel.Ticket, 50L)],
            counts.ByChannel(Layout, Of(("A1", [2]))).Where(cell => cell.Channel is CollectionChannel.Device or CollectionChannel.Ticket)
            .Select(cell => (cell.Channel, cell.Tally?.BallotCount)));
        Assert.All(
            counts.ByRespondent(Layout, new StoredBallotFilter { Channels = [CollectionChannel.Device] }, Questions[0])
            .Where(cell => cell.Code is 1 or 2), cell => Assert.Null(cell.Tally));
        Assert.Equal(50, counts.Tally(Layout, new StoredBallotFilter { Channels = [CollectionChannel.Device] })!.BallotCount);
    }

    [Fact]
    public void ByUnit_OneUnitWithASmallChannel_IsWithheldTogetherWithAnother()
    {
        Add("U1", 40, channel: CollectionChannel.Device);
        Add("U1", 4, channel: CollectionChannel.Open);
        Add("U2", 50, channel: CollectionChannel.Device);
        Add("U2", 50, channel: CollectionChannel.Open);
        Add("U3", 60, channel: CollectionChannel.Device);
        Follow();

        UnitTallies units = new RespondentCounts(_columns, 30)
            .ByUnit(Layout, new StoredBallotFilter { Channels = [CollectionChannel.Device] })!;

        Assert.Equal(150, units.Total.BallotCount);
        Assert.Equal(["U1", "U2"], units.Withheld.Order());
        Assert.Equal(60, units.ByUnit["U3"].BallotCount);
    }

    [Fact]
    public void ByUnit_WithoutAQuestion_WithholdsNothing()
    {
        Add("U1", 2, sex: 1);
        Follow();

        UnitTallies units = new RespondentCounts(_columns, 30).ByUnit(Layout, new StoredBallotFilter { Modes = [CollectionMode.Kiosk] })!;

        Assert.Equal((2, 2, 0), (units.Total.BallotCount, units.ByUnit["U1"].BallotCount, units.Withheld.Count));
        Assert.Throws<SipasException>(() => _columns.ByAnswer(Layout, new StoredBallotFilter(), "A9"));
        Assert.Throws<SipasException>(() => _columns.Tally(Layout, Of(("A9", [1]))));
    }

    private void Fill(SeededGenerator random, int count)
    {
        int rare = random.NextBelow(3);
        for (int i = 0; i < count; i++)
        {
            Add($"U{random.NextBelow(2 + random.NextBelow(4))}", 1, (byte)(random.NextBelow(20) < rare ? 1 : 2 * random.NextBelow(2)),
                (byte)random.NextBelow(3), random);
        }

        Follow();
    }

    private void Add(string unit, int count, byte sex = 1, byte age = 1, SeededGenerator? random = null,
        CollectionChannel channel = CollectionChannel.Open)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] codes = [.. Layout.Items.Select(item => (byte)(random?.NextBelow(item.CodeCount) ?? 4 % item.CodeCount))];
            (codes[Layout.Find("A1")!.Index], codes[Layout.Find("A3")!.Index], codes[Layout.Find("A4")!.Index]) =
                (sex, age, (byte)(random?.NextBelow(2) ?? 1));
            _log.Add((unit, codes));
            _channels.Add(channel);
        }
    }

    private void Follow()
    {
        PendingBallot[] drafts = [
            .. _log.Select((ballot, i) =>
                PendingBallot.Of(SampleBallots.Ballot(i + 1, ballot.Unit, Layout) with { Codes = ballot.Codes },
                    SampleBallots.Noon.AddHours(i / 100)) with { Channel = _channels[i] })];
        foreach (PendingBallot[] part in drafts.Chunk(100))
        {
            _store.Ballots.AppendAsync(part, allOrNothing: false, default).GetAwaiter().GetResult();
        }

        _columns.FollowAsync(_store.Ballots, null, default).GetAwaiter().GetResult();
    }

    private static StoredBallotFilter Of(params (string Item, byte[] Codes)[] answers) =>
        new() { RespondentAnswers = answers.ToDictionary(answer => answer.Item, answer => (IReadOnlyCollection<byte>)answer.Codes) };

    private static StoredBallotFilter DrawFilter(SeededGenerator random)
    {
        var answers = new Dictionary<string, IReadOnlyCollection<byte>>();
        for (int i = 1 + random.NextBelow(2); i > 0; i--)
        {
            RespondentQuestion question = Questions[random.NextBelow(Questions.Count)];
            answers[question.Item.Item.Code] = [.. question.Codes.Where(_ => random.NextBelow(2) == 0)];
        }

        return new StoredBallotFilter { RespondentAnswers = answers };
    }

    private static bool Admits(StoredBallotFilter filter, byte[] codes, string? except = null) =>
        filter.RespondentAnswers!.All(answer => answer.Key == except || answer.Value.Contains(codes[Layout.Find(answer.Key)!.Index]));

    private static AnswerTally Count(IEnumerable<(string Unit, byte[] Codes)> ballots)
    {
        var tally = new AnswerTally(Layout);
        foreach ((_, byte[] codes) in ballots)
        {
            tally.Add(codes);
        }

        return tally;
    }
}
