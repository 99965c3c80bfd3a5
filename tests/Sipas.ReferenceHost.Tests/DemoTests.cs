using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.ReferenceHost.Demo;
using Sipas.ReferenceHost.Hosting;

namespace Sipas.ReferenceHost;

public sealed class DemoTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    // The published national figures of 2024; four of the five are those of 2023 raised by the change of the service
    // domain (docs/demo-data.md).
    private static readonly Dictionary<string, decimal> Published = new(StringComparer.Ordinal)
    {
        ["ACCESS"] = 84.27m,
        ["PROCEDURES"] = 84.14m,
        ["CIVIL_SERVANTS"] = 84.24m,
        ["RESULTS"] = 84.15m,
        ["FEEDBACK"] = 83.39m,
    };

    [Fact]
    public void Make_SampleSurvey_HasTheShapeOfThePlan()
    {
        using SqliteConnection connection = Connect();
        List<(string Block, string Unit, long Ballots)> units = [.. connection.Query<(string, string, long)>(
            "select u.block, u.code, count(*) from ballot b join unit u using (unit_id) where b.basis = 1 group by u.unit_id")];

        Assert.Equal(23, units.Count(unit => unit.Block == "departments"));
        Assert.Equal(2_575, units.Where(unit => unit.Block == "departments").Sum(unit => unit.Ballots));
        Assert.All(units.Where(unit => unit.Block == "departments"), unit => Assert.InRange(unit.Ballots, 111, 112));
        Assert.Equal(30, units.Count(unit => unit.Block == "districts"));
        Assert.All(units.Where(unit => unit.Block == "districts"), unit => Assert.Equal(300, unit.Ballots));
    }

    [Fact]
    public void Make_Kiosks_AreThereForEveryMonthAndUnit()
    {
        using SqliteConnection connection = Connect();

        Assert.Equal(53 * 12, connection.ExecuteScalar<long>(
            "select count(distinct unit_id || '/' || strftime('%m', completed_at / 1000, 'unixepoch', '+7 hours')) from ballot where "
            + "basis = 2 and strftime('%Y', completed_at / 1000, 'unixepoch', '+7 hours') = '2024'"));
    }

    [Fact]
    public void Make_AnswersMissing_AreSomeButNotMany()
    {
        using SqliteConnection connection = Connect();
        (long blanks, long cells) = connection.QuerySingle<(long, long)>(
            "select sum(answer = '-'), count(*) from ballot_answer where basis = 'sampled'");

        Assert.InRange((double)blanks / cells, 0.02, 0.04);
    }

    [Fact]
    public async Task Make_CriterionShares_LieNearThePublishedFiguresAndUnitsDiffer()
    {
        await using WebApplication app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var shares = new List<decimal>();
        var totals = new Dictionary<string, (long Satisfied, long Valid)>(StringComparer.Ordinal);
        foreach (string unit in DemoProvince.Units.Select(unit => unit.Code))
        {
            using JsonDocument document =
                JsonDocument.Parse(await client.GetStringAsync($"/sipas/v1/units/{unit}/index?pack=bnv-2640-2017"));
            JsonElement sampled = document.RootElement.GetProperty("groups").EnumerateArray()
                .Single(group => group.GetProperty("basis").GetString() == "sampled");
            Assert.Equal(DemoProvince.Notice.Vi, document.RootElement.GetProperty("notice").GetProperty("vi").GetString());
            shares.Add(sampled.GetProperty("overall").GetProperty("percent").GetDecimal());
            foreach (JsonElement criterion in sampled.GetProperty("criteria").EnumerateArray())
            {
                string code = criterion.GetProperty("code").GetString()!;
                (long satisfied, long valid) = totals.GetValueOrDefault(code);
                totals[code] = (satisfied + criterion.GetProperty("satisfied").GetInt64(),
                    valid + criterion.GetProperty("valid").GetInt64());
            }
        }

        Assert.All(Published, published =>
            Assert.InRange(100m * totals[published.Key].Satisfied / totals[published.Key].Valid, published.Value - 2, published.Value + 2));
        Assert.True(shares.Max() - shares.Min() > 8, "the units of the demo are as good as equal");
    }

    [Fact]
    public void Make_Twice_GivesTheSameBallots()
    {
        MethodPack sampled = MethodPacks.Shipped(DemoData.SampledPack);
        MethodPack kiosk = MethodPacks.Shipped(DemoData.KioskPack);

        IReadOnlyList<BallotSubmission> first = new DemoBallots(DemoProvince.Units).Make(sampled, kiosk);
        IReadOnlyList<BallotSubmission> second = new DemoBallots(DemoProvince.Units).Make(sampled, kiosk);

        Assert.Equal(first.Select(Line), second.Select(Line));

        static string Line(BallotSubmission ballot) =>
            $"{ballot.Id} {ballot.Unit} {ballot.CompletedAt} {string.Join(' ', ballot.Answers!)}";
    }

    [Fact]
    public async Task EnsureAsync_DataAreThere_MakesNothing() => Assert.Equal(0, await DemoData.EnsureAsync(demo.Database, default));

    [Theory]
    [InlineData("/reports")]
    [InlineData("/kiosk/S01")]
    public async Task EveryPage_OfTheDemo_SaysItIsIllustrative(string path)
    {
        await using WebApplication app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        string page = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(path));

        Assert.Contains(DemoProvince.Notice.Vi, page, StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync()
    {
        WebApplication app = HostFactory
            .CreateWeb(new WebHostSettings
            {
                UseStorage = sipas => sipas.UseSqlite(demo.Database),
                Address = "http://127.0.0.1:0",
                PublicReports = true,
                LiveFigures = true
            });
        await app.StartAsync();
        return app;
    }

    private SqliteConnection Connect() => new($"Data Source={demo.Database}");
}
