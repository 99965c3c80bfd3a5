using System.Text;
using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Files.Columns;
using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files;

public sealed class ColumnTargetTests
{
    private const string Items = "K1,K2,K3,K4,K5,K6,K7,K8,K9";

    private static readonly MethodPackRegistry Packs = new([MethodPacks.Shipped("kiosk-9")]);

    private static readonly AnswerLayout Layout = Packs.Layouts.First();

    private static readonly IReadOnlyList<ColumnTarget> Targets =
        ColumnTarget.Of(Layout, Packs.Packs[0].FindQuestionnaire(Layout.QuestionnaireVersion)!.Questions);

    private static readonly ImportSettings Settings = new()
    {
        Pack = Layout.PackId,
        QuestionnaireVersion = Layout.QuestionnaireVersion,
        UnitColumn = "unit",
        Mode = "paper",
        Basis = "sampled",
        Numbers = new BallotNumberKey(new byte[BallotNumberKey.KeyLength]),
        Date = new DateOnly(2026, 5, 1),
        Today = new DateOnly(2026, 5, 2),
    };

    [Theory]
    [InlineData("Số phiếu", "ballotNumber")]
    [InlineData("MÃ PHIẾU", "ballotNumber")]
    [InlineData("Mã đơn vị", "unit")]
    [InlineData("ma_don_vi", "unit")]
    [InlineData("Ngày khảo sát", "completedAt")]
    [InlineData("Thủ tục", "procedure")]
    [InlineData("Hình thức", "mode")]
    [InlineData("K3. Thái độ", "K3")]
    [InlineData("k3: gì đó", "K3")]
    [InlineData("K3", "K3")]
    public void Guess_HeadingInUse_IsKnown(string heading, string code) =>
        Assert.Equal(heading, Assert.Single(ColumnTarget.Guess(Targets, ["Ghi chú", heading]), pair => pair.Key.Code == code).Value);

    [Theory]
    [InlineData("K10")]
    [InlineData("K3a")]
    [InlineData("K3.1")]
    [InlineData("Ghi chú")]
    [InlineData("")]
    public void Guess_HeadingOfSomethingElse_IsLeftOut(string heading) => Assert.Empty(ColumnTarget.Guess(Targets, [heading]));

    [Fact]
    public void Guess_WordingOfEachItem_FindsEachItem()
    {
        string[] headings = [.. Layout.Items.Select(item => item.Item.Text.Vi + "?")];

        IReadOnlyDictionary<ColumnTarget, string> guessed = ColumnTarget.Guess(Targets, headings);

        Assert.Equal(Layout.Items.Select((item, i) => (item.Item.Code, headings[i])),
            guessed.Where(pair => pair.Key.Role == ColumnRole.Item).Select(pair => (pair.Key.Code, pair.Value))
            .OrderBy(pair => pair.Code, StringComparer.Ordinal));
    }

    [Fact]
    public void ToMap_WhatWasChosen_IsFoundAgainAndReadsTheSame()
    {
        FileTable table = Table($"Số phiếu,Đơn vị,unit,{Items}\n001,S01,x,5,4,3,2,1,,5,5,5\n");
        Dictionary<ColumnTarget, string> chosen = new(ColumnTarget.Guess(Targets, table.Columns));
        chosen[Target("unit")] = "Đơn vị";
        chosen.Remove(Target("K9"));

        ColumnMap map = ColumnTarget.ToMap(Targets, table.Columns, chosen);
        var file = BallotFile.Read(table, Layout, ColumnMap.Parse(Encoding.UTF8.GetBytes(map.ToJson())), Settings);

        Assert.Equal(chosen.OrderBy(pair => pair.Key.Code, StringComparer.Ordinal),
            ColumnTarget.Known(Targets, table.Columns, map).OrderBy(pair => pair.Key.Code, StringComparer.Ordinal));
        Assert.Equal("", map.Items!["K9"]);
        Assert.Equal("S01", file.Submissions[0].Unit);
        Assert.DoesNotContain(file.Submissions[0].Answers!, answer => answer.ItemCode == "K9");
        Assert.Equal(("Số phiếu", "Đơn vị", "K2", null, null),
            (map.BallotNumber, file.ColumnOf("unit"), file.ColumnOf("K2"), file.ColumnOf("K9"), file.ColumnOf("completedAt")));
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 300, Replay = Seeds.Fixed)]
    public void ToMap_AnyChoiceOfAnyHeadings_IsFoundAgain(int seed)
    {
        string[] names = [.. Targets.Select(target => target.Code), .. Enumerable.Range(0, 20).Select(i => $"Cột {i}")];
        var random = new Random(seed);
        string[] columns = [.. names.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next())];
        var left = new Queue<string>(columns.OrderBy(_ => random.Next()));
        var chosen = Targets.Where(_ => random.Next(2) == 0 && left.Count > 0).ToDictionary(target => target, _ => left.Dequeue());

        ColumnMap map = ColumnTarget.ToMap(Targets, columns, chosen);
        ColumnMap read = ColumnMap.Parse(Encoding.UTF8.GetBytes(map.ToJson()));

        Assert.Equal(chosen.OrderBy(pair => pair.Key.Code, StringComparer.Ordinal),
            ColumnTarget.Known(Targets, columns, read).OrderBy(pair => pair.Key.Code, StringComparer.Ordinal));
    }

    [Fact]
    public void Known_MapOfAnotherVersion_IsReadAsFarAsItFits()
    {
        var map = new ColumnMap
        {
            Unit = "Đơn vị",
            Items = new Dictionary<string, string> { ["K1"] = "Câu 1", ["K2"] = "nowhere", ["Z9"] = "Câu 9" }
        };

        IReadOnlyDictionary<ColumnTarget, string> known = ColumnTarget.Known(Targets, ["Đơn vị", "Câu 1", "Câu 9"], map);

        Assert.Equal([("unit", "Đơn vị"), ("K1", "Câu 1")], known.Select(pair => (pair.Key.Code, pair.Value)));
    }

    [Fact]
    public void Read_UnitOfRowsThatNameNone_IsTheOneThatWasSaid()
    {
        FileTable without = Table($"ballotNumber,{Items}\n001,5,4,3,2,1,5,5,5,5\n");
        FileTable some = Table($"ballotNumber,unit,{Items}\n001,,5,4,3,2,1,5,5,5,5\n002,S02,5,4,3,2,1,5,5,5,5\n");

        Assert.Equal(["S01"], Read(without, "S01").Submissions.Select(ballot => ballot.Unit));
        Assert.Equal(["S01", "S02"], Read(some, "S01").Submissions.Select(ballot => ballot.Unit));
        Assert.Equal(Settings.Numbers!.ToId("kiosk-9", "S01", "001").ToString("D"), Read(some, "S01").Submissions[0].Id);
        Assert.Equal([ProblemCodes.ColumnMissing], TestTables.CodesOf(() => Read(without, null)));
        Assert.Equal("", Read(some, null).Submissions[0].Unit);
    }

    [Fact]
    public void Read_IdsOfTheFile_AreOtherOnesForAnotherUnitAndTheSameForTheSame()
    {
        FileTable table = Table($"unit,{Items}\nS01,5,4,3,2,1,5,5,5,5\n");

        string? before = Read(table, null).Submissions[0].Id;

        Assert.Equal(before, Read(table, null).Submissions[0].Id);
        Assert.NotEqual(before, Read(table, "S02").Submissions[0].Id);
    }

    private static ColumnTarget Target(string code) => Targets.Single(target => target.Code == code);

    private static BallotFile Read(FileTable table, string? unit) =>
        BallotFile.Read(table, Layout, new ColumnMap(), Settings with { Unit = unit });

    private static FileTable Table(string csv) =>
        FileTable.Read(TableFile.Open("ballots.csv", () => new MemoryStream(Encoding.UTF8.GetBytes(csv))));
}
