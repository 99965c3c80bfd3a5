using System.Net;
using System.Text.Json;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Storage;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Reports;

public sealed class IndexEndpointsTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(notice: TestHost.DemoNotice);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Index_UnitWithBothBases_GivesAGroupForEachAndNeverPools()
    {
        await AcceptAsync(new TestBallot { Basis = "selfSelected", Answers = TestBallot.NineAnswers("5") });
        await AcceptAsync(new TestBallot
        {
            Basis = "selfSelected",
            Answers = TestBallot.NineAnswers("4").Replace("\"K1\":4", "\"K1\":2", StringComparison.Ordinal)
        });
        await AcceptAsync(new TestBallot
        {
            Basis = "sampled",
            Mode = "paper",
            Answers = TestBallot.NineAnswers("1").Replace("\"K1\":1", "\"K1\":\"notApplicable\"", StringComparison.Ordinal)
        });
        await AcceptAsync(new TestBallot { Unit = "\"SO-02\"", Answers = TestBallot.NineAnswers("1") });

        JsonElement document = await GetAsync("/sipas/v1/units/SO-01/index?pack=kiosk-9&questionnaireVersion=five-1", HttpStatusCode.OK);

        Assert.Equal("sipas-scores/1", document.GetProperty("format").GetString());
        Assert.Equal(TestHost.DemoNotice.Vi, document.GetProperty("notice").GetProperty("vi").GetString());
        JsonElement[] groups = [.. document.GetProperty("groups").EnumerateArray()];
        Assert.Equal(["sampled", "selfSelected"], groups.Select(group => group.GetProperty("basis").GetString()!));
        Assert.Equal([1, 2], groups.Select(group => group.GetProperty("ballots").GetInt64()));
        Assert.Equal(0m, groups[0].GetProperty("overall").GetProperty("percent").GetDecimal());
        Assert.Equal(8, groups[0].GetProperty("overall").GetProperty("valid").GetInt64());
        Assert.Equal(94.44m, groups[1].GetProperty("overall").GetProperty("percent").GetDecimal());
        Assert.Equal(5, groups[1].GetProperty("criteria").GetArrayLength());
    }

    [Fact]
    public async Task Index_UnitWithoutBallots_SaysWhyThereIsNoFigure()
    {
        JsonElement document = await GetAsync("/sipas/v1/units/XA-01/index", HttpStatusCode.OK);

        Assert.Equal("kiosk-9", document.GetProperty("pack").GetString());
        JsonElement overall = document.GetProperty("groups")[0].GetProperty("overall");
        Assert.Equal(JsonValueKind.Null, overall.GetProperty("percent").ValueKind);
        Assert.Equal("NoBallots", overall.GetProperty("notComputable").GetString(), ignoreCase: true);
    }

    [Fact]
    public async Task Index_NoPackNamed_ChoosesTheFirstWithBallots()
    {
        await AcceptAsync(new TestBallot { Version = "\"two-1\"", Answers = TestBallot.NineAnswers("2") });

        JsonElement document = await GetAsync("/sipas/v1/units/XA-01/index", HttpStatusCode.OK);

        Assert.Equal("two-1", document.GetProperty("questionnaireVersion").GetString());
    }

    [Theory]
    [InlineData("/sipas/v1/units/SO-99/index", HttpStatusCode.NotFound, "UNT0001", "code")]
    [InlineData("/sipas/v1/units/SO-01/index?pack=none", HttpStatusCode.BadRequest, "QRY0001", "pack")]
    [InlineData("/sipas/v1/units/SO-01/index?pack=kiosk-9&questionnaireVersion=9", HttpStatusCode.BadRequest, "QRY0001",
        "questionnaireVersion")]
    [InlineData("/sipas/v1/units/SO-01/index?pack=kiosk-9&pack=bnv-2640-2017", HttpStatusCode.BadRequest, "QRY0001", "pack")]
    [InlineData("/sipas/v1/units/SO-01/index?from=1.2.2026", HttpStatusCode.BadRequest, "QRY0001", "from")]
    [InlineData("/sipas/v1/units/SO-01/index?from=2026-02-01&to=2026-01-01", HttpStatusCode.BadRequest, "QRY0001", "from")]
    [InlineData("/sipas/v1/units/SO-01/index?mode=kiosk,fax", HttpStatusCode.BadRequest, "QRY0001", "mode")]
    [InlineData("/sipas/v1/units/SO-01/index?channel=open,post", HttpStatusCode.BadRequest, "QRY0001", "channel")]
    [InlineData("/sipas/v1/units/SO-01/index?procedure=1.000656,2.000000", HttpStatusCode.BadRequest, "QRY0001", "procedure")]
    [InlineData("/sipas/v1/units/SO-01/index?flagged=yes", HttpStatusCode.BadRequest, "QRY0001", "flagged")]
    public async Task Index_BadQuestion_IsRefusedByItsCode(string address, HttpStatusCode status, string code, string place)
    {
        JsonElement problem = await GetAsync(address, status);

        Assert.Equal(code, problem.GetProperty("problems")[0].GetProperty("code").GetString());
        Assert.Equal(place, problem.GetProperty("problems")[0].GetProperty("place").GetString());
    }

    [Theory]
    [InlineData("mode=paper", 1, 0)]
    [InlineData("mode=kiosk,web", 0, 2)]
    [InlineData("from=2000-01-01&to=2000-12-31", 0, 0)]
    [InlineData("from=2026-11-20&to=2026-11-20", 1, 2)]
    [InlineData("procedure=1.000656", 0, 1)]
    [InlineData("procedure=1.000656&mode=paper", 0, 0)]
    [InlineData("flagged=false&below=true", 1, 2)]
    [InlineData("flagged=true", 0, 0)]
    public async Task Index_WithAFilter_CountsTheBallotsThatMeetIt(string filter, long sampled, long selfSelected)
    {
        const string WithProcedure = "\"procedure\":\"1.000656\",";
        await AcceptAsync(new TestBallot { Answers = TestBallot.NineAnswers("5") });
        await AcceptAsync(new TestBallot { Extra = WithProcedure });
        await AcceptAsync(new TestBallot { Basis = "sampled", Mode = "paper", Answers = TestBallot.NineAnswers("1") });
        await AcceptAsync(new TestBallot { Unit = "\"SO-02\"", Answers = TestBallot.NineAnswers("1") });

        JsonElement document = await GetAsync($"/sipas/v1/units/SO-01/index?{filter}", HttpStatusCode.OK);
        await AcceptAsync(new TestBallot { Extra = WithProcedure });
        JsonElement later = await GetAsync("/sipas/v1/units/SO-01/index?procedure=1.000656", HttpStatusCode.OK);

        Assert.Equal([sampled, selfSelected], document.GetProperty("groups").EnumerateArray()
            .Select(group => group.GetProperty("ballots").GetInt64()));
        Assert.Equal(2, later.GetProperty("groups")[1].GetProperty("ballots").GetInt64());
    }

    [Theory]
    [InlineData("channel=open", "open", 5)]
    [InlineData("channel=open,officer", "open,officer", 12)]
    [InlineData("channel=ticket", "ticket", 0)]
    public async Task Index_OfAChannel_CountsItsBallots(string filter, string asked, long ballots)
    {
        await FillChannelsAsync(5, 7);

        JsonElement document = await GetAsync($"/sipas/v1/units/SO-01/index?{filter}", HttpStatusCode.OK);

        Assert.Equal(asked, document.GetProperty("filter").GetProperty("channel").GetString());
        Assert.Equal(ballots, document.GetProperty("groups")[1].GetProperty("ballots").GetInt64());
    }

    [Fact]
    public async Task Index_ByChannel_GivesEachItsBallotsAndIndex()
    {
        await FillChannelsAsync(5, 7);

        JsonElement document = await GetAsync("/sipas/v1/units/SO-01/index?by=channel", HttpStatusCode.OK);

        Assert.Equal(
            [("channel:open", 5L, "0.00"), ("channel:device", 0L, null), ("channel:ticket", 0L, null), ("channel:officer", 7L, "100.00"),
                ("channel:counter", 0L, null)],
            document.GetProperty("groups").EnumerateArray().Where(group => group.GetProperty("basis").GetString() == "selfSelected")
            .Select(group => (
                group.GetProperty("group").GetString()!, group.GetProperty("ballots").GetInt64(),
                group.GetProperty("overall").GetProperty("percent") is { ValueKind: JsonValueKind.Number } percent
                ? percent.GetRawText()
                : null)));
    }

    // Two open ballots beside six others: the six less the two would give the two away, so both are withheld.
    [Fact]
    public async Task Index_ByChannel_WithholdsWhatIsAboutFew()
    {
        await FillChannelsAsync(2, 6);

        JsonElement split = await GetAsync("/sipas/v1/units/SO-01/index?by=channel", HttpStatusCode.OK);
        JsonElement open = await GetAsync("/sipas/v1/units/SO-01/index?channel=open", HttpStatusCode.OK);
        JsonElement officer = await GetAsync("/sipas/v1/units/SO-01/index?channel=officer", HttpStatusCode.OK);
        JsonElement both = await GetAsync("/sipas/v1/units/SO-01/index?channel=open,officer", HttpStatusCode.OK);

        Assert.Equal(["channel:open", "channel:officer"], split.GetProperty("withheld").EnumerateArray()
            .Select(group => group.GetProperty("group").GetString()!));
        Assert.All([open, officer],
            document => Assert.Equal("selfSelected", document.GetProperty("withheld")[0].GetProperty("basis").GetString()));
        Assert.Equal(8, both.GetProperty("groups")[1].GetProperty("ballots").GetInt64());
    }

    [Fact]
    public async Task Report_ByChannel_ShowsEachChannelAndSaysTheFilterInWords()
    {
        await FillChannelsAsync(5, 7);

        string split = WebUtility.HtmlDecode(await _host.Client.GetStringAsync("/reports?pack=kiosk-9&by=channel"));
        string unit = WebUtility.HtmlDecode(await _host.Client.GetStringAsync("/reports/units/SO-01?pack=kiosk-9&by=channel&lang=en"));
        string open = WebUtility.HtmlDecode(await _host.Client.GetStringAsync("/reports?pack=kiosk-9&channel=open&channel=device"));
        string ranking = WebUtility.HtmlDecode(await _host.Client.GetStringAsync("/reports/ranking?pack=kiosk-9&channel=officer&lang=en"));

        Assert.Contains("<h2 id=\"respondents\">Theo kênh nhận phiếu</h2>", split, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">liên kết mở, chưa xác minh</th>", split, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">officer or interviewer</th>", unit, StringComparison.Ordinal);
        Assert.Contains("Nhận qua liên kết mở, chưa xác minh hoặc thiết bị đã đăng ký.", open, StringComparison.Ordinal);
        Assert.Contains("Received by officer or interviewer.", ranking, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_OfFlaggedBallots_FollowsTheRunsOfTheRulesAndTheReviews()
    {
        for (int i = 0; i < 3; i++)
        {
            await AcceptAsync(new TestBallot());
        }

        ISipasStorage service = _host.Storage;
        Assert.Equal((0, 3), await CountAsync());
        await service.Quality.SaveFlagsAsync("{}", 3, 3,
            [new BallotFlag(1, ProblemCodes.NightBallot, "23:10", ""), new BallotFlag(3, ProblemCodes.NightBallot, "23:11", "")], [],
            default);
        Assert.Equal((2, 1), await CountAsync());
        await service.Quality.AppendReviewAsync(3, ReviewDecision.Accept, "", "Lan", default);
        Assert.Equal((1, 2), await CountAsync());
        await service.Quality.SaveFlagsAsync("{}", 3, 3, [], [], default);
        Assert.Equal((0, 3), await CountAsync());

        async Task<(int Flagged, int Others)> CountAsync() => (await BallotsAsync("true"), await BallotsAsync("false"));

        async Task<int> BallotsAsync(string flagged)
        {
            JsonElement document = await GetAsync($"/sipas/v1/units/SO-01/index?flagged={flagged}", HttpStatusCode.OK);
            return document.GetProperty("groups")[1].GetProperty("ballots").GetInt32();
        }
    }

    [Fact]
    public async Task LiveCounts_OfARunningHost_EqualARecountOfItsStore()
    {
        await AcceptAsync(new TestBallot());
        await AcceptAsync(new TestBallot { Basis = "sampled", Mode = "paper" });

        Assert.Equal(2, _host.State.Watermark);
        Assert.Empty(await _host.State.CheckLiveAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Index_BallotsOfAnotherProcess_AreSeen()
    {
        await using var elsewhere = new BallotIntake(
            _host.Storage.Ballots, _host.Storage.Held, new BallotValidator(_host.State.Packs), await OtherStateAsync(),
                TimeProvider.System);
        await elsewhere.SubmitAsync(new TestBallot().ToBytes(), CancellationToken.None);
        Assert.Equal(0, _host.BallotCount);

        JsonElement document = await GetAsync("/sipas/v1/units/SO-01/index", HttpStatusCode.OK);

        Assert.Equal(1, document.GetProperty("groups")[1].GetProperty("ballots").GetInt64());
    }

    [Fact]
    public async Task Units_List_GivesEveryUnitInItsOrder()
    {
        JsonElement list = await GetAsync("/sipas/v1/units", HttpStatusCode.OK);

        Assert.Equal(TestHost.Units.Select(unit => unit.Code),
            list.GetProperty("units").EnumerateArray().Select(unit => unit.GetProperty("code").GetString()!));
        Assert.Equal("Sở Xây dựng Hoa Sen", list.GetProperty("units")[1].GetProperty("name").GetProperty("vi").GetString());
    }

    private async Task<SurveyState> OtherStateAsync()
    {
        var state = new SurveyState(_host.Storage, _host.State.Packs);
        await state.OpenAsync(CancellationToken.None);
        return state;
    }

    // Open ballots are unhappy, those of the interviewer happy.
    private async Task FillChannelsAsync(int open, int officer)
    {
        for (int i = 0; i < open; i++)
        {
            await AcceptAsync(new TestBallot { Answers = TestBallot.NineAnswers("1") });
        }

        for (int i = 0; i < officer; i++)
        {
            await AcceptAsync(new TestBallot { Mode = "interview", Answers = TestBallot.NineAnswers("5") });
        }
    }

    private async Task AcceptAsync(TestBallot ballot) => Assert.Equal(IntakeStatus.Accepted, (await _host.SubmitAsync(ballot)).Status);

    private async Task<JsonElement> GetAsync(string address, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync(address);
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}
