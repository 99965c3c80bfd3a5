using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Storage;

namespace Sipas.AspNetCore.Reports;

/// <summary>Which ballots a report page counts: chosen by a form, kept in the address, said in words, wrong values told
/// beside their field.</summary>
public sealed class FilterPageTests : IAsyncLifetime
{
    private const string Ward = "pack=ward-9-2026&questionnaireVersion=2026";

    private TestHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await TestHost.StartAsync(options => options.MinimumRespondents = 5, pack: MethodPacks.Shipped("ward-9-2026"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Report_V01ProcedureThatNoBallotNames_IsRefusedWithThoseThatAreThere()
    {
        await AcceptAsync(new TestBallot { Extra = "\"procedure\":\"1.000656\"," });

        using HttpResponseMessage response = await _host.Client
            .GetAsync(new Uri("/reports/units/SO-01?pack=kiosk-9&procedure=9.9", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        string page = await response.Content.ReadAsStringAsync();
        Assert.Contains("9.9", page, StringComparison.Ordinal);
        Assert.Contains("1.000656", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Filtered_CountsSaysAndCarriesIt()
    {
        await AcceptAsync(new TestBallot { Answers = TestBallot.NineAnswers("5") });
        await AcceptAsync(new TestBallot { Answers = TestBallot.NineAnswers("1"), Mode = "web", Extra = "\"procedure\":\"1.000656\"," });
        await AcceptAsync(new TestBallot { Answers = TestBallot.NineAnswers("1"), Mode = "paper", Basis = "sampled", Unit = "\"SO-02\"" });

        string page = await PageAsync("/reports?pack=kiosk-9&from=2026-11-20&to=2026-11-20&mode=kiosk&flagged=false");

        Assert.Equal("1", Ballots(page));
        Assert.Contains("100,00 %", page, StringComparison.Ordinal);
        Assert.Equal("Từ 20/11/2026 đến 20/11/2026, thu qua kiosk, không tính phiếu bị gắn cờ.", Said(page));
        Assert.All(Regex.Matches(page, "href=\"(?<href>/reports[^\"]*)\"").Select(link => link.Groups["href"].Value)
            .Where(link => link.Contains("pack=kiosk-9", StringComparison.Ordinal)
                && !link.EndsWith("questionnaireVersion=five-1&lang=vi", StringComparison.Ordinal)),
            link => Assert.Contains("from=2026-11-20&to=2026-11-20&mode=kiosk&flagged=false", link, StringComparison.Ordinal));
        Assert.Contains("chỉ một phần số phiếu được tính", await PageAsync("/reports?pack=kiosk-9&basis=sampled&mode=paper"),
            StringComparison.Ordinal);

        // As a form sends it: every field, those left empty too, and a ticked box each.
        string sent = await PageAsync(
            "/reports?pack=kiosk-9&questionnaireVersion=five-1&basis=selfSelected&lang=en"
            + "&from=&to=&procedure=1.000656&flagged=&mode=web&mode=kiosk");
        Assert.Equal("1", Ballots(sent));
        Assert.Equal("Collected by web or kiosk, procedure 1.000656.", Said(sent));
    }

    [Theory]
    [InlineData("/reports?pack=kiosk-9&from=20.11.2026", "from", "20.11.2026")]
    [InlineData("/reports?pack=kiosk-9&from=2026-02-01&to=2026-01-01", "from", "2026-02-01")]
    [InlineData("/reports?pack=kiosk-9&mode=fax", "mode", "fax")]
    [InlineData("/reports?pack=kiosk-9&flagged=perhaps", "flagged", "perhaps")]
    [InlineData("/reports?pack=kiosk-9&by=A1", null, "A1")]
    [InlineData("/reports?" + Ward + "&by=A9", "by", "A9")]
    [InlineData("/reports?" + Ward + "&respondent=A1:7", "respondent", "A1:7")]
    [InlineData("/reports/ranking?" + Ward + "&respondent=7", "respondent", "7")]
    [InlineData("/reports/ranking?pack=kiosk-9&to=never", "to", "never")]
    [InlineData("/reports/units/SO-01?pack=kiosk-9&below=maybe", "below", "maybe")]
    public async Task Report_WrongValue_IsToldBesideItsFieldAndNothingLooksLikeAResult(string path, string? field, string value)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync(path);
        string page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("QRY0001", page, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", page, StringComparison.Ordinal);
        Assert.Contains("bộ lọc có giá trị sai", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-figure", page, StringComparison.Ordinal);
        if (field is not null)
        {
            Assert.Contains($"id=\"{field}-problem\"", page, StringComparison.Ordinal);
            Assert.Contains($"{field}-problem\"", page[page.IndexOf("aria-describedby", StringComparison.Ordinal)..],
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/reports?pack=kiosk-9&from=2001-01-01&to=2001-01-31")]
    [InlineData("/reports/ranking?pack=kiosk-9&mode=phone")]
    [InlineData("/reports/units/SO-01?pack=kiosk-9&mode=phone")]
    public async Task Report_NoBallotMeetsTheFilter_SaysSo(string path)
    {
        await AcceptAsync(new TestBallot { Basis = "sampled", Mode = "paper" });

        string page = await PageAsync(path);

        Assert.Contains("Không có phiếu nào khớp bộ lọc này.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ByRespondents_WithholdsSmallAnswersAndCarriesNoneToAnotherQuestionnaire()
    {
        await FillWardAsync();
        await AcceptAsync(new TestBallot());

        string page = await PageAsync($"/reports?{Ward}&by=A1&respondent=A3:2");
        string women = await PageAsync($"/reports?{Ward}&respondent=A1:2");
        string few = await PageAsync($"/reports?{Ward}&respondent=A1:1");

        Assert.Equal("Độ tuổi: 25–34.", Said(page));
        Assert.Contains("Theo người trả lời: Giới tính", page, StringComparison.Ordinal);

        // 12 women, 7 men and 2 who do not say: the men are withheld with these.
        Assert.Equal(2, Regex.Count(
            page[page.IndexOf("id=\"respondents\"", StringComparison.Ordinal)..page.IndexOf("id=\"items\"", StringComparison.Ordinal)],
            "không nêu – quá ít phiếu"));
        Assert.Equal("12", Ballots(women));
        Assert.Contains("ít hơn 5 phiếu", few, StringComparison.Ordinal);
        Assert.DoesNotContain("data-figure", few, StringComparison.Ordinal);
        Assert.Contains("href=\"/reports?pack=kiosk-9&questionnaireVersion=five-1&lang=vi\"", women, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_ByRespondents_NamesWhatIsWithheld()
    {
        await FillWardAsync();

        JsonElement document = await JsonAsync($"/sipas/v1/units/SO-01/index?{Ward}&by=A1");
        JsonElement women = await JsonAsync($"/sipas/v1/units/SO-01/index?{Ward}&respondent=A1:2");
        JsonElement men = await JsonAsync($"/sipas/v1/units/SO-01/index?{Ward}&respondent=A1:1");

        Assert.Equal([("A1:2", 12L)], document.GetProperty("groups").EnumerateArray()
            .Where(group => group.GetProperty("ballots").GetInt64() > 0)
            .Select(group => (group.GetProperty("group").GetString()!, group.GetProperty("ballots").GetInt64())));
        Assert.Equal(["A1:1", "A1:noAnswer"], document.GetProperty("withheld").EnumerateArray()
            .Select(group => group.GetProperty("group").GetString()!));
        Assert.Equal("A1:2", women.GetProperty("filter").GetProperty("respondent").GetString());
        Assert.Equal([0L, 12L], women.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("ballots").GetInt64()));
        Assert.Equal(("SO-01", "selfSelected", 5L), Assert.Single(men.GetProperty("withheld").EnumerateArray().Select(group =>
            (group.GetProperty("group").GetString(), group.GetProperty("basis").GetString(), group.GetProperty("minimum").GetInt64()))));
        Assert.Equal(["sampled"], men.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("basis").GetString()!));
    }

    [Fact]
    public async Task Report_FlaggedBallots_ShowsBothIndicesUntilAReviewerAccepts()
    {
        for (int n = 0; n < 3; n++)
        {
            await AcceptAsync(new TestBallot { Answers = TestBallot.NineAnswers(n == 0 ? "1" : "5") });
        }

        Assert.DoesNotContain("data-flagged", await PageAsync("/reports?pack=kiosk-9"), StringComparison.Ordinal);
        ISipasStorage service = _host.Storage;
        await service.Quality.SaveFlagsAsync("{}", 3, 3, [new BallotFlag(1, ProblemCodes.NightBallot, "23:10", "6–20")], [], default);

        const string Both = "Có 1 phiếu bị gắn cờ. Chỉ số của cả 3 phiếu: 66,67 %; không tính phiếu bị gắn cờ, còn 2 phiếu: 100,00 %.";
        Assert.Contains(Both, await PageAsync("/reports?pack=kiosk-9"), StringComparison.Ordinal);
        Assert.Contains(Both, await PageAsync("/reports/units/SO-01?pack=kiosk-9"), StringComparison.Ordinal);
        Assert.Contains(Both, await PageAsync("/reports?pack=kiosk-9&mode=kiosk"), StringComparison.Ordinal);
        Assert.Equal("2", Ballots(await PageAsync("/reports?pack=kiosk-9&flagged=false")));
        Assert.Equal("1", Ballots(await PageAsync("/reports?pack=kiosk-9&flagged=true")));
        JsonElement group = (await JsonAsync("/sipas/v1/units/SO-01/index?pack=kiosk-9")).GetProperty("groups")[1];
        Assert.Equal((3L, 66.67m),
            (group.GetProperty("ballots").GetInt64(), group.GetProperty("overall").GetProperty("percent").GetDecimal()));
        Assert.Equal((1L, 2L, 100m), (
            group.GetProperty("withoutFlagged").GetProperty("flagged").GetInt64(),
            group.GetProperty("withoutFlagged").GetProperty("ballots").GetInt64(),
            group.GetProperty("withoutFlagged").GetProperty("overall").GetProperty("percent").GetDecimal()));

        await service.Quality.AppendReviewAsync(1, ReviewDecision.Accept, "", "Lan", default);

        Assert.DoesNotContain("data-flagged", await PageAsync("/reports?pack=kiosk-9"), StringComparison.Ordinal);
        Assert.Equal("3", Ballots(await PageAsync("/reports?pack=kiosk-9&flagged=false")));
    }

    [Fact]
    public async Task Report_AClosedSurvey_PrintsItsRootWithTheBallotsUnderIt()
    {
        await AcceptAsync(new TestBallot());
        await AcceptAsync(new TestBallot());
        SurveyClosing closing = await _host.Storage.Closings.CloseAsync("2026",
            new SurveyScope
            {
                PackId = "kiosk-9",
                Basis = SelectionBasis.SelfSelected,
                From = new DateOnly(2026, 1, 1),
                To = new DateOnly(2026, 12, 31),
            }, default);
        await _host.Storage.Closings.CloseAsync("other", new SurveyScope { PackId = "bnv-2640-2017" }, default);

        string page = await PageAsync("/reports?pack=kiosk-9");
        string unit = await PageAsync("/reports/units/SO-01?pack=kiosk-9&lang=en");
        JsonElement document = await JsonAsync("/sipas/v1/units/SO-01/index?pack=kiosk-9");

        Assert.Matches("^[0-9a-f]{64}$", closing.Root);
        Assert.All([page, unit], text =>
            Assert.Equal(closing.Root, Regex.Match(text, "data-root=\"2026\">(?<root>[^<]*)<").Groups["root"].Value));
        Assert.All([page, unit], text => Assert.Contains("sipas verify", text, StringComparison.Ordinal));
        Assert.DoesNotContain("data-root=\"other\"", page, StringComparison.Ordinal);
        Assert.Contains("basis=selfSelected&from=2026-01-01&to=2026-12-31", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-root", await PageAsync("/reports?pack=kiosk-9&basis=sampled"), StringComparison.Ordinal);
        JsonElement closed = Assert.Single(document.GetProperty("closings").EnumerateArray());
        Assert.Equal(("2026", closing.Root, 2L, "selfSelected", "2026-01-01"), (
            closed.GetProperty("name").GetString(), closed.GetProperty("root").GetString(), closed.GetProperty("ballots").GetInt64(),
            closed.GetProperty("basis").GetString(), closed.GetProperty("from").GetString()));
    }

    // 12 women, 7 men and 2 who do not say, all of 25–34 years.
    private async Task FillWardAsync()
    {
        for (int n = 0; n < 21; n++)
        {
            string sex = n < 12 ? "\"A1\":2," : n < 19 ? "\"A1\":1," : "";
            await AcceptAsync(new TestBallot
            {
                Pack = "\"ward-9-2026\"",
                Version = "\"2026\"",
                Answers = "{" + sex + "\"A3\":2," + TestBallot.AnswersWith("", 9, n % 2 == 0 ? "5" : "3")[1..],
            });
        }
    }

    private static string Ballots(string page) => Regex.Match(page, "data-figure=\"ballots\">(?<n>[^<]*)<").Groups["n"].Value;

    private static string Said(string page) => Regex.Match(page, "data-filter=\"said\">(?<said>[^<]*)<").Groups["said"].Value;

    private async Task AcceptAsync(TestBallot ballot)
    {
        IntakeResult result = await _host.SubmitAsync(ballot);
        Assert.True(result.Status == IntakeStatus.Accepted, string.Join(Environment.NewLine, result.Problems));
    }

    private async Task<string> PageAsync(string path) =>
        WebUtility.HtmlDecode(await _host.Client.GetStringAsync(path)).Replace('\u00A0', ' ');

    private async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await _host.Client.GetStringAsync(path)).RootElement;
}
