using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.Verification;

public sealed class IndexRecountTests : IDisposable
{
    private static readonly MethodPack Kiosk = MethodPacks.Shipped("kiosk-9");

    private readonly InMemoryStorage _storage = new(new FakeTimeProvider(SampleBallots.Noon));

    // Two ways to count and score, written apart: every rule with every treatment of missing answers must come to the same figures.
    [Theory]
    [MemberData(nameof(ScorerTests.Rules), MemberType = typeof(ScorerTests))]
    public async Task CompareAsync_EveryRule_AgreesWithTheAggregationCore(AggregationRule rule, MissingRule missing)
    {
        MethodPack pack = RuleLaboratory.Pack(rule, missing);
        await CompareAsync(pack, RuleLaboratory.Layout(pack), RuleLaboratory.Ballots(20261122, 40));
        await CompareAsync(pack, RuleLaboratory.Layout(pack), RuleLaboratory.Ballots(7, 3));
    }

    [Theory]
    [MemberData(nameof(ShippedIds))]
    public async Task CompareAsync_ShippedPacks_AgreeWithTheAggregationCore(string id)
    {
        MethodPack pack = MethodPacks.Shipped(id);
        foreach (Questionnaire questionnaire in pack.Questionnaires)
        {
            var layout = new AnswerLayout(pack, questionnaire);
            var random = new Random(20261122);
            await CompareAsync(pack, layout,
                [.. Enumerable.Range(0, 30).Select(_ => layout.Items.Select(item => (byte)random.Next(item.CodeCount)).ToArray())]);
        }
    }

    public static TheoryData<string> ShippedIds => [.. MethodPacks.ShippedIds];

    [Fact]
    public async Task CompareAsync_AnyFigureChanged_NamesUnitFigureAndBothNumbers()
    {
        await FillAsync();
        JsonNode document = JsonNode.Parse(await PublishAsync(byUnit: true))!;
        JsonNode group = document["groups"]![1]!;
        foreach (JsonNode figure in (JsonNode[])[group["overall"]!, .. group["domains"]!.AsArray()!, .. group["criteria"]!.AsArray()!,
            .. group["items"]!.AsArray()!])
        {
            foreach (string key in (string[])["percent", "satisfied", "valid", "noAnswer", "special"])
            {
                decimal published = figure[key]!.GetValue<decimal>();
                figure[key] = published + 1;

                RecountReport report = await CompareAsync(document.ToJsonString());

                Problem only = Assert.Single(report.Problems);
                Assert.Equal(ProblemCodes.FigureDiffers, only.Code);
                Assert.StartsWith($"unit {group["group"]}, {group["basis"]}, ", only.Place, StringComparison.Ordinal);
                Assert.EndsWith($" {figure["code"]}, {key}", only.Place, StringComparison.Ordinal);
                Assert.Equal((published + 1, published),
                    (decimal.Parse(only.Value!, CultureInfo.InvariantCulture), decimal.Parse(only.Allowed!, CultureInfo.InvariantCulture)));
                figure[key] = published;
            }
        }

        Assert.Equal(0, (await CompareAsync(document.ToJsonString())).DifferenceCount);
    }

    [Fact]
    public async Task CompareAsync_GroupMissingOrInvented_IsNamed()
    {
        await FillAsync();
        JsonNode document = JsonNode.Parse(await PublishAsync(byUnit: true))!;
        JsonArray groups = document["groups"]!.AsArray();
        JsonNode first = groups[0]!;
        groups.RemoveAt(0);

        RecountReport missing = await CompareAsync(document.ToJsonString());
        first["group"] = "S77";
        groups.Add(first);
        RecountReport invented = await CompareAsync(document.ToJsonString());

        Assert.Equal([("unit Q01, sampled, ballots", "0")], missing.Problems.Select(problem => (problem.Place, problem.Value)));
        Assert.Equal(["unit S77, sampled, ballots", "unit Q01, sampled, ballots"], invented.Problems.Select(problem => problem.Place));
    }

    [Fact]
    public async Task CompareAsync_ClosedSurvey_IsRecountedAsItWasClosed()
    {
        await FillAsync();
        byte[] published = await PublishAsync(byUnit: false);
        await _storage.Closings.CloseAsync("2026",
            new SurveyScope { PackId = Kiosk.Id, From = new DateOnly(2026, 11, 21), To = new DateOnly(2026, 11, 21) }, default);
        await _storage.Ballots.AppendAsync([SampleBallots.Draft(500, answer: 1)], false, default);
        DateTimeOffset later = SampleBallots.Noon.AddDays(30);
        await _storage.Ballots.AppendAsync(
            [PendingBallot.Of(SampleBallots.Ballot(501, answer: 1)
                .WithHeader(header => header with { StartedAt = later, CompletedAt = later }), later)], false,
            default);

        RecountReport ofSurvey = await CompareAsync(Encoding.UTF8.GetString(published), new RecountScope { Survey = "2026" });
        RecountReport ofDays = await CompareAsync(Encoding.UTF8.GetString(published),
            new RecountScope { From = new DateOnly(2026, 11, 1), To = new DateOnly(2026, 11, 30) });
        RecountReport ofAll = await CompareAsync(Encoding.UTF8.GetString(published));

        Assert.Equal((0L, 0L), (ofSurvey.DifferenceCount, ofDays.DifferenceCount));
        Assert.Equal("selfSelected, ballots", ofAll.Problems[0].Place);
        SipasException unknown = await Assert.ThrowsAsync<SipasException>(() =>
            CompareAsync(Encoding.UTF8.GetString(published), new RecountScope { Survey = "2025" }));
        Assert.Equal((ProblemCodes.IndexNotRecountable, "--survey", "2026"),
            (unknown.Problems[0].Code, unknown.Problems[0].Place, unknown.Problems[0].Allowed));
    }

    [Fact]
    public async Task CompareAsync_ModesAndProcedures_NarrowTheRecount()
    {
        await FillAsync();
        byte[] published = await PublishAsync(byUnit: false,
            ballot => ballot.ProcedureCode is not null && ballot.Mode == CollectionMode.Kiosk);

        RecountReport narrowed = await CompareAsync(Encoding.UTF8.GetString(published),
            new RecountScope { Procedures = ["1.004227"], Modes = [CollectionMode.Kiosk] });

        Assert.Equal((0L, 1), (narrowed.DifferenceCount, narrowed.GroupCount));
        Assert.NotEqual(0, (await CompareAsync(Encoding.UTF8.GetString(published),
            new RecountScope { Modes = [CollectionMode.Kiosk] })).DifferenceCount);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"format\":\"sipas-rank/1\"}")]
    [InlineData("{\"format\":\"sipas-scores/1\",\"pack\":\"kiosk-9\"}")]
    [InlineData("{\"format\":\"sipas-scores/1\",\"pack\":\"kiosk-9\",\"questionnaireVersion\":\"five-1\"}")]
    [InlineData("{\"format\":\"sipas-scores/1\",\"pack\":\"kiosk-9\",\"questionnaireVersion\":\"five-1\",\"groups\":[{\"group\":null,"
        + "\"basis\":null}]}")]
    [InlineData("{\"format\":\"sipas-scores/1\",\"pack\":\"kiosk-9\",\"questionnaireVersion\":\"five-1\",\"groups\":[{\"basis\":\"sampled"
        + "\",\"ballots\":\"3\"}]}")]
    public void Read_NoIndexOfAStore_IsRefused(string json)
    {
        SipasException error = Assert.Throws<SipasException>(() => PublishedIndex.Read(Encoding.UTF8.GetBytes(json)));

        Assert.Equal(ProblemCodes.IndexNotRecountable, Assert.Single(error.Problems).Code);
    }

    public void Dispose() => _storage.Dispose();

    private async Task FillAsync() => await _storage.Ballots.AppendAsync(
        [.. Enumerable.Range(1, 90)
            .Select(i => SampleBallots.Draft(i, SampleBallots.Units[i % 3].Code,
                basis: i % 4 == 0 ? SelectionBasis.Sampled : SelectionBasis.SelfSelected))], false, default);

    // The index as the aggregation core makes it.
    private async Task<byte[]> PublishAsync(bool byUnit, Func<StoredBallot, bool>? admits = null)
    {
        var tallies = new SortedDictionary<(string Unit, SelectionBasis Basis), AnswerTally>();
        await foreach (StoredBallot ballot in _storage.Log.ReadStoredAsync(0, default))
        {
            if (admits?.Invoke(ballot) != false)
            {
                byte[] codes = new byte[SampleBallots.Kiosk.Items.Count];
                SampleBallots.Kiosk.FromCharacters(ballot.Answers, codes);
                (string, SelectionBasis) key = (byUnit ? ballot.UnitCode : "", ballot.Basis);
                tallies.TryAdd(key, new AnswerTally(SampleBallots.Kiosk));
                tallies[key].Add(codes);
            }
        }

        return Document(Kiosk, "five-1", tallies.Select(pair => (byUnit ? pair.Key.Unit : null, pair.Key.Basis, pair.Value)));
    }

    private Task<RecountReport> CompareAsync(string published, RecountScope? scope = null) =>
        IndexRecount.CompareAsync(_storage.Log, PublishedIndex.Read(Encoding.UTF8.GetBytes(published)), Kiosk, scope ?? new RecountScope(),
            null, default);

    private static async Task CompareAsync(MethodPack pack, AnswerLayout layout, byte[][] ballots)
    {
        using var storage = new InMemoryStorage(new FakeTimeProvider(SampleBallots.Noon));
        var tally = new AnswerTally(layout);
        foreach (byte[] codes in ballots)
        {
            tally.Add(codes);
        }

        await storage.Ballots.AppendAsync(
            [.. ballots.Select((codes, i) =>
                PendingBallot.Of(SampleBallots.Ballot(i + 1, layout: layout) with { Codes = codes }, SampleBallots.Noon))], false, default);
        byte[] published = Document(pack, layout.QuestionnaireVersion, [(null, SelectionBasis.SelfSelected, tally)]);

        RecountReport report = await IndexRecount.CompareAsync(storage.Log, PublishedIndex.Read(published), pack, new RecountScope(), null,
            default);

        Assert.Empty(report.Problems);
        Assert.Equal(ballots.Length, report.BallotCount);
        Assert.True(report.FigureCount > 1);
    }

    private static byte[] Document(MethodPack pack, string version,
        IEnumerable<(string? Unit, SelectionBasis Basis, AnswerTally Tally)> groups) => new ScoreDocument
        {
            Pack = pack.Id,
            PackStatus = pack.Status,
            QuestionnaireVersion = version,
            Rules = pack.Rules,
            Groups = [.. groups.Select(group => Figures.Of(Scorer.Score(pack, group.Tally), group.Unit, group.Basis))],
        }.ToJson();
}
