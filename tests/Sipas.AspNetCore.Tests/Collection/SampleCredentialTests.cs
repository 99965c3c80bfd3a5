using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Devices;
using Sipas.Estimation;
using Sipas.Hosting;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Collection;

/// <summary>Which credential a ballot of the sample needs, and one on paper, by interview, by telephone or by post.</summary>
public sealed class SampleCredentialTests
{
    private const string Policy = "interviewers";

    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(7));

    private static readonly string[] Pages =
    [
        "/sipas/v1/ranking?pack=kiosk-9&seed=7", "/reports/ranking?pack=kiosk-9", "/reports?pack=kiosk-9&basis=sampled",
        "/reports/units/SO-01?pack=kiosk-9",
        "/sipas/v1/units/SO-01/index?pack=kiosk-9", "/sipas/v1/units/SO-02/index?pack=kiosk-9", "/sipas/v1/combined?pack=kiosk-9",
    ];

    // 305 ballots moved a department from rank 10 to 23 once.
    [Fact]
    public async Task Forged_305AnonymousBallots_ChangeNoByteOfAnyFigure()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(clock: new FakeTimeProvider(Noon));
        for (int i = 0; i < 10; i++)
        {
            await host.Host.SubmitAsync(
                new TestBallot { Basis = "sampled", Mode = "interview", Answers = TestBallot.NineAnswers(i < 9 ? "5" : "2") });
            await host.Host.SubmitAsync(
                new TestBallot
                {
                    Basis = "sampled",
                    Mode = "interview",
                    Unit = "\"SO-02\"",
                    Answers = TestBallot.NineAnswers(i < 6 ? "4" : "1")
                });
        }

        await host.Host.Storage.Designs.SaveDesignAsync(
            new SampledSurveyDesign
            {
                Name = "autumn",
                Pack = "kiosk-9",
                From = "2026-11",
                To = "2026-11",
                Units = [new SurveyDesignUnit { Unit = "SO-01", Population = 200 },
                    new SurveyDesignUnit { Unit = "SO-02", Population = 300 }],
                Transactions = [],
            },
            default);
        string[] before = await Task.WhenAll(Pages.Select(host.Host.Client.GetStringAsync));
        (string Basis, string Mode)[] forgeries =
        [
            .. from basis in (string[])["sampled", "listed", "selfSelected"]
               from mode in BallotNames.ModeNames
               where basis != "selfSelected" || mode is not ("kiosk" or "web")
               select (basis, mode),
        ];

        for (int i = 0; i < 305; i++)
        {
            (string basis, string mode) = forgeries[i % forgeries.Length];
            using HttpResponseMessage response = await host.SendBallotAsync(
                new TestBallot { Basis = basis, Mode = mode, Answers = TestBallot.NineAnswers("1") });
            string[] codes = [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray()
                .Select(problem => problem.GetProperty("code").GetString()!)];

            Assert.Equal(
                (basis, mode is "kiosk" or "web") switch
                {
                    ("listed", _) => (HttpStatusCode.BadRequest, "BAL0107"),
                    ("sampled", true) => (HttpStatusCode.Unauthorized, "BAL0111"),
                    ("sampled", false) => (HttpStatusCode.Unauthorized, "BAL0111 BAL0112"),
                    _ => (HttpStatusCode.Unauthorized, "BAL0112"),
                },
                (response.StatusCode, string.Join(' ', codes)));
        }

        Assert.Equal(before, await Task.WhenAll(Pages.Select(host.Host.Client.GetStringAsync)));
        Assert.Contains("\"rank\": 1", before[0], StringComparison.Ordinal);
        Assert.Equal(20, host.Host.BallotCount);
        Assert.Equal(20, (await host.StoredAsync()).Count);
        Assert.Empty(await host.Host.Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default));
    }

    [Fact]
    public async Task Refusal_OfTheWordOfBefore_NamesTheWordOfNow()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();

        using HttpResponseMessage response = await host.SendBallotAsync(new TestBallot { Basis = "listed" });

        JsonElement problem = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0];
        Assert.Equal("There is no selection basis 'listed'; allowed: sampled, selfSelected.",
            problem.GetProperty("message").GetProperty("en").GetString());
    }

    [Theory]
    [InlineData("sampled", "kiosk", "BAL0111")]
    [InlineData("sampled", "web", "BAL0111")]
    [InlineData("sampled", "paper", "BAL0111")]
    [InlineData("selfSelected", "interview", "BAL0112")]
    [InlineData("selfSelected", "paper", "BAL0112")]
    [InlineData("selfSelected", "phone", "BAL0112")]
    [InlineData("selfSelected", "post", "BAL0112")]
    public async Task Device_Enrolled_MayNotSayThatItSamplesOrInterviews(string basis, string mode, string code)
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        (_, string header) = await host.EnrolAsync();
        (_, string trial) = await host.EnrolAsync(phase: DevicePhase.Trial);

        using HttpResponseMessage official = await host.SendBallotAsync(new TestBallot { Basis = basis, Mode = mode }, header);
        using HttpResponseMessage tried = await host.SendBallotAsync(new TestBallot { Basis = basis, Mode = mode }, trial);

        Assert.Equal((HttpStatusCode.Unauthorized, code), (official.StatusCode, await CollectingHost.CodeAsync(official)));
        Assert.Equal((HttpStatusCode.Unauthorized, code), (tried.StatusCode, await CollectingHost.CodeAsync(tried)));
        Assert.Equal(0, host.Host.BallotCount);
        Assert.Empty(await host.Host.Storage.Held.ListHeldAsync(HeldSubmissionKind.Trial, default));
    }

    [Fact]
    public async Task Device_ComingBackWithAQueue_IsTakenWhole()
    {
        await using CollectingHost host = await CollectingHost
            .StartAsync(options => (options.Collection.RequireDevices, options.Collection.OpenBallots) = (true, false),
                new FakeTimeProvider(Noon));
        (_, string header) = await host.EnrolAsync();

        for (int i = 0; i < 60; i++)
        {
            using HttpResponseMessage response = await host.SendBallotAsync(new TestBallot(), header);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        Assert.All(await host.StoredAsync(),
            ballot => Assert.Equal((SelectionBasis.SelfSelected, CollectionChannel.Device), (ballot.Basis, ballot.Channel)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sampled")]
    public async Task Ticket_OfTheSample_MakesABallotOfTheSample(string? basis)
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        string token = (await TicketsOf(host).IssueSampledAsync("HS-1", "SO-01")).Token;

        using HttpResponseMessage response = await SendAsync(host, basis, token);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        StoredBallot stored = Assert.Single(await host.StoredAsync());
        Assert.Equal((SelectionBasis.Sampled, CollectionChannel.Ticket), (stored.Basis, stored.Channel));
    }

    [Fact]
    public async Task Ticket_OfTheSample_MayNotSaySelfSelectedNorInterview()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        string token = (await TicketsOf(host).IssueSampledAsync("HS-1", "SO-01")).Token;

        using HttpResponseMessage basis = await SendAsync(host, "selfSelected", token);
        using HttpResponseMessage mode = await SendAsync(host, "sampled", token, "interview");

        Assert.Equal((HttpStatusCode.BadRequest, "TKT0004"), (basis.StatusCode, await CollectingHost.CodeAsync(basis)));
        Assert.Equal((HttpStatusCode.Unauthorized, "BAL0112"), (mode.StatusCode, await CollectingHost.CodeAsync(mode)));
        Assert.Equal(0, host.Host.BallotCount);
    }

    [Fact]
    public async Task Ticket_OpenOneOfAnotherUnitEndedOrForged_GivesNoBallotOfTheSample()
    {
        var clock = new FakeTimeProvider(Noon);
        await using CollectingHost host = await CollectingHost.StartAsync(options => options.Collection.TicketDays = 1, clock);
        ITicketIssuer tickets = TicketsOf(host);
        string open = (await tickets.IssueAsync("HS-1", "SO-01")).Token;
        string elsewhere = (await tickets.IssueSampledAsync("HS-2", "SO-02")).Token;
        IssuedTicket ended = await tickets.IssueSampledAsync("HS-3", "SO-01");

        using HttpResponseMessage ofOpen = await SendAsync(host, "sampled", open);
        using HttpResponseMessage ofElsewhere = await SendAsync(host, "sampled", elsewhere);
        using HttpResponseMessage forged = await SendAsync(host, "sampled", ended.Token[..^2] + "AA");
        clock.SetUtcNow(ended.Ticket.ExpiresAt.AddHours(1));
        using HttpResponseMessage late = await SendAsync(host, "sampled", ended.Token);

        Assert.Equal(
            ["TKT0004", "TKT0004", "TKT0001", "TKT0001"],
            new[] { await CollectingHost.CodeAsync(ofOpen), await CollectingHost.CodeAsync(ofElsewhere),
                await CollectingHost.CodeAsync(forged), await CollectingHost.CodeAsync(late) });
        Assert.All(new[] { ofOpen, ofElsewhere, forged, late }, response => Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode));
        Assert.Equal(0, host.Host.BallotCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BallotWithoutABasis_WithoutATicket_IsSelfSelected(bool enrolled)
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        string? header = enrolled ? (await host.EnrolAsync()).Header : null;

        using HttpResponseMessage response = await SendAsync(host, null, null, "kiosk", header);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(SelectionBasis.SelfSelected, Assert.Single(await host.StoredAsync()).Basis);
    }

    [Fact]
    public async Task Interviewer_OfAPolicy_MaySampleInEveryMode_AndNobodyElseMay()
    {
        await using CollectingHost host = await SigningInAsync();

        foreach (string mode in BallotNames.ModeNames)
        {
            using HttpResponseMessage interviewer = await SendAsync(host, "sampled", null, mode, "Test interviewer");
            using HttpResponseMessage walkIn = await SendAsync(host, "selfSelected", null, mode, "Test interviewer");
            using HttpResponseMessage leader = await SendAsync(host, "sampled", null, mode, "Test leader");
            using HttpResponseMessage nobody = await SendAsync(host, "sampled", null, mode);

            Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (interviewer.StatusCode, walkIn.StatusCode));
            Assert.Equal(("BAL0111", "BAL0111"), (await CollectingHost.CodeAsync(leader), await CollectingHost.CodeAsync(nobody)));
        }

        IReadOnlyList<StoredBallot> stored = await host.StoredAsync();
        Assert.Equal(2 * BallotNames.ModeNames.Count, stored.Count);
        Assert.Equal(6, stored.Count(ballot => ballot.Basis == SelectionBasis.Sampled));
        Assert.All(stored, ballot => Assert.Equal(CollectionChannel.Officer, ballot.Channel));
    }

    [Fact]
    public async Task Interviewer_OfTheHostsOwnLook_MaySample()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(sipas: sipas => sipas
            .AddInterviewers(context => ValueTask.FromResult(context.Request.Headers["X-Clerk"] == "1"))
            .AddInterviewers(context => ValueTask.FromResult(context.Request.Headers["X-Clerk"] == "2")));

        using HttpResponseMessage first = await host.SendBallotAsync(new TestBallot { Basis = "sampled", Mode = "phone" }, null,
            ("X-Clerk", "1"));
        using HttpResponseMessage second = await host.SendBallotAsync(new TestBallot { Basis = "sampled", Mode = "phone" }, null,
            ("X-Clerk", "2"));
        using HttpResponseMessage third = await host.SendBallotAsync(new TestBallot { Basis = "sampled", Mode = "phone" }, null,
            ("X-Clerk", "3"));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Unauthorized],
            new[] { first, second, third }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task Interviewer_SignedOutSince_GetsTheReceiptOfWhatWasStored()
    {
        await using CollectingHost host = await SigningInAsync();
        var ballot = new TestBallot { Basis = "sampled", Mode = "interview" };

        using HttpResponseMessage stored = await host.SendBallotAsync(ballot, "Test interviewer");
        using HttpResponseMessage again = await host.SendBallotAsync(ballot);
        using HttpResponseMessage other = await host.SendBallotAsync(ballot with { Answers = TestBallot.NineAnswers("1") });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Unauthorized),
            (stored.StatusCode, again.StatusCode, other.StatusCode));
        Assert.Equal(await stored.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(1, host.Host.BallotCount);
    }

    [Fact]
    public async Task Interviewer_WhereOpenBallotsAreClosed_MaySend()
    {
        await using CollectingHost host = await SigningInAsync(options =>
            (options.Collection.OpenBallots, options.Collection.RequireDevices) = (false, true));

        using HttpResponseMessage response = await SendAsync(host, "sampled", null, "interview", "Test interviewer");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Page_OfInterviewers_IsShownToThemOnly()
    {
        await using CollectingHost host = await SigningInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/kiosk/SO-01?mode=interview");
        request.Headers.TryAddWithoutValidation("Authorization", "Test interviewer");

        using HttpResponseMessage shown = await host.Host.Client.SendAsync(request);
        using HttpResponseMessage refused = await host.Host.Client.GetAsync(new Uri("/kiosk/SO-01?mode=interview", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (shown.StatusCode, refused.StatusCode));
        Assert.Contains("\"mode\":\"interview\"", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_PolicyThatTheHostDoesNotHave_IsStopped()
    {
        WebApplication app = TestHost.Build(builder =>
        {
            builder.Services.AddAuthorization();
            builder.Services.AddSipas(_ => { }).AddMethodPack("kiosk-9").UseInMemory().AddInterviewers("interveiwers");
        });

        SipasException error = Assert.Throws<SipasException>(() => app.MapSipasKiosk());

        Assert.Equal((ProblemCodes.OptionOutOfRange, "AddInterviewers", "interveiwers"),
            (error.Problems[0].Code, error.Problems[0].Place, error.Problems[0].Value));
    }

    // Who releases a package has looked at it; that somebody was drawn he did not see. An import says so.
    [Fact]
    public async Task Package_ReleasedFromQuarantine_HasNoMoreRightThanItsSender()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        (_, string header) = await host.EnrolAsync();
        var forged = new TestBallot { Basis = "sampled", Mode = "paper" };
        var honest = new TestBallot();
        foreach (TestBallot ballot in new[] { forged, honest })
        {
            using HttpResponseMessage stored = await host.SendAsync("/sipas/v1/quarantine", ballot.ToContent(), header,
                ("Sipas-Ballot-Id", ballot.Id.ToString("D")));
            Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        }

        var service = new QuarantineService(
            host.Host.Storage.Held, host.Host.Storage.Devices, host.Host.Services.GetRequiredService<BallotIntake>(), TimeProvider.System);
        IReadOnlyList<HeldSubmissionEntry> waiting = await host.Host.Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default);
        ReleaseResult[] results = [await service.ReleaseAsync(waiting[0].Number, default),
            await service.ReleaseAsync(waiting[1].Number, default)];

        Assert.Equal([false, true], results.Select(result => result.Receipt is not null));
        Assert.Equal(["BAL0111", "BAL0112"], results[0].Problems.Select(problem => problem.Code));
        Assert.Equal([true, false], (await host.Host.Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default))
            .Select(entry => entry.IsWaiting));
    }

    [Fact]
    public async Task OpenBallots_ClosedForOneUnit_AreTakenWithACredentialThereAndOpenlyElsewhere()
    {
        await using CollectingHost host = await CollectingHost
            .StartAsync(options => options.Collection.UnitsWithoutOpenBallots.Add("SO-01"));
        (_, string header) = await host.EnrolAsync();
        string token = (await TicketsOf(host).IssueAsync("HS-1", "SO-01")).Token;

        using HttpResponseMessage open = await host.SendBallotAsync(new TestBallot());
        using HttpResponseMessage web = await host.SendBallotAsync(new TestBallot { Mode = "web" });
        using HttpResponseMessage device = await host.SendBallotAsync(new TestBallot(), header);
        using HttpResponseMessage ticket = await SendAsync(host, null, token);
        using HttpResponseMessage elsewhere = await host.SendBallotAsync(new TestBallot { Unit = "\"SO-02\"" });
        using HttpResponseMessage page = await host.Host.Client.GetAsync(new Uri("/q/SO-01", UriKind.Relative));
        using HttpResponseMessage otherPage = await host.Host.Client.GetAsync(new Uri("/q/SO-02", UriKind.Relative));

        Assert.Equal(("TKT0007", "TKT0007"), (await CollectingHost.CodeAsync(open), await CollectingHost.CodeAsync(web)));
        Assert.All(new[] { device, ticket, elsewhere }, response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (page.StatusCode, otherPage.StatusCode));
    }

    [Fact]
    public async Task Start_UnitWithoutOpenBallotsThatIsNoCode_SaysWhich()
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => CollectingHost.StartAsync(options => options.Collection.UnitsWithoutOpenBallots.Add("SO 01")));

        Assert.Contains("SipasOptions.Collection.UnitsWithoutOpenBallots", error.Message, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SendAsync(
        CollectingHost host, string? basis, string? ticket, string mode = "web", string? credential = null)
    {
        string json = new TestBallot { Basis = basis ?? "none", Mode = mode, Extra = ticket is null ? "" : $"\"ticket\":\"{ticket}\"," }
            .ToJson();
        return host.SendAsync("/sipas/v1/ballots",
            CollectingHost.Json(basis is null ? json.Replace("\"basis\":\"none\",", "", StringComparison.Ordinal) : json), credential);
    }

    private static ITicketIssuer TicketsOf(CollectingHost host) => host.Host.Services.GetRequiredService<ITicketIssuer>();

    // A host with a sign-in and a policy of its own: "Authorization: Test ROLE".
    private static Task<CollectingHost> SigningInAsync(Action<SipasOptions>? options = null) =>
        CollectingHost.StartAsync(options, sipas: sipas =>
    {
        sipas.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, TestSignIn>("Test", null);
        sipas.Services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireRole("interviewer"));
        sipas.AddInterviewers(Policy);
    });

    private sealed class TestSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Test ", StringComparison.Ordinal)
                ? AuthenticateResult.Success(
                    new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, header[5..])], "Test")),
                        "Test"))
                : AuthenticateResult.NoResult());
    }
}
