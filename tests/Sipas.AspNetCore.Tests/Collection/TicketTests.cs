using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Collection;

public sealed class TicketTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task Fault21_TicketReplayedAndInTwoTabs_GivesOneBallotAndItsReceiptAgain()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        string token = (await TicketsOf(host).IssueAsync("HS-1", "SO-01")).Token;
        TestBallot first = With(token);

        using HttpResponseMessage one = await host.SendBallotAsync(first);
        using HttpResponseMessage two = await host.SendBallotAsync(With(token));
        using HttpResponseMessage again = await host.SendBallotAsync(first);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.OK],
            new[] { one, two, again }.Select(answer => answer.StatusCode));
        Assert.Equal("TKT0002", await CollectingHost.CodeAsync(two));
        Assert.Equal(await one.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(CollectionChannel.Ticket, Assert.Single(await host.StoredAsync()).Channel);
    }

    [Fact]
    public async Task Fault21_SixteenTabsAtOnce_GiveOneBallot()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(options => options.Collection.TicketBurst = 16);
        string token = (await TicketsOf(host).IssueAsync("HS-1", "SO-01")).Token;

        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            using HttpResponseMessage response = await host.SendBallotAsync(With(token));
            return response.StatusCode;
        }));

        Assert.Equal(1, answers.Count(answer => answer == HttpStatusCode.Created));
        Assert.Equal(15, answers.Count(answer => answer == HttpStatusCode.Conflict));
        Assert.Equal(1, host.Host.BallotCount);
    }

    [Fact]
    public async Task Fault21_TicketForged_IsRefusedWithOneAnswerForEveryForgery()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        string token = (await TicketsOf(host).IssueAsync("HS-1", "SO-01")).Token;
        await using CollectingHost other = await CollectingHost.StartAsync();
        string foreign = (await TicketsOf(other).IssueAsync("HS-1", "SO-01")).Token;
        var forgeries = Enumerable.Range(0, token.Length).Select(i => token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..])
            .Append(foreign).Append("x").Append(new string('A', 600)).ToList();

        var answers = new HashSet<string>();
        foreach (string forgery in forgeries.Where((_, i) => i % 7 == 0 || i > token.Length - 30))
        {
            using HttpResponseMessage response = await host.SendBallotAsync(With(forgery));
            answers.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        Assert.Contains("TKT0001", Assert.Single(answers), StringComparison.Ordinal);
        Assert.Equal(0, host.Host.BallotCount);
        using HttpResponseMessage genuine = await host.SendBallotAsync(With(token));
        Assert.Equal(HttpStatusCode.Created, genuine.StatusCode);
    }

    [Fact]
    public async Task Fault21_TicketExpired_IsRefusedButABallotThatWasStoredGetsItsReceipt()
    {
        var clock = new FakeTimeProvider(Noon);
        await using CollectingHost host = await CollectingHost.StartAsync(options => options.Collection.TicketDays = 1, clock);
        IssuedTicket spent = await TicketsOf(host).IssueAsync("HS-1", "SO-01");
        IssuedTicket waiting = await TicketsOf(host).IssueAsync("HS-2", "SO-01");
        TestBallot ballot = With(spent.Token);
        using HttpResponseMessage stored = await host.SendBallotAsync(ballot);

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(7)), spent.Ticket.ExpiresAt);
        clock.SetUtcNow(spent.Ticket.ExpiresAt.AddHours(1));
        using HttpResponseMessage late = await host.SendBallotAsync(With(waiting.Token));
        using HttpResponseMessage again = await host.SendBallotAsync(ballot);

        Assert.Equal((HttpStatusCode.BadRequest, "TKT0001"), (late.StatusCode, await CollectingHost.CodeAsync(late)));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(await stored.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Fault21_TicketForAnotherSurveyUnitOrProcedure_IsRefusedByName()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        string token = (await TicketsOf(host).IssueAsync("HS-1", "SO-01", "1.004227")).Token;
        TestBallot right = With(token) with { Extra = $"\"ticket\":\"{token}\",\"procedure\":\"1.004227\"," };

        using HttpResponseMessage unit = await host.SendBallotAsync(right with { Unit = "\"XA-01\"" });
        using HttpResponseMessage procedure = await host.SendBallotAsync(With(token));
        using HttpResponseMessage basis = await host.SendBallotAsync(right with { Basis = "sampled" });
        using HttpResponseMessage survey = await host.SendBallotAsync(
            right with { Version = "\"two-1\"", Answers = TestBallot.NineAnswers("1") });
        using HttpResponseMessage genuine = await host.SendBallotAsync(right);

        Assert.Equal(["TKT0004", "TKT0004", "TKT0004"],
            new[] { await CollectingHost.CodeAsync(unit), await CollectingHost.CodeAsync(procedure),
                await CollectingHost.CodeAsync(basis) });
        Assert.Equal(HttpStatusCode.BadRequest, survey.StatusCode);
        Assert.Contains("TKT0003", await survey.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, genuine.StatusCode);
        Assert.Equal(1, host.Host.BallotCount);
    }

    [Fact]
    public async Task Fault21_LinkOpenedByAScanner_WritesNothingAndSpendsNothing()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        IssuedTicket ticket = await TicketsOf(host).IssueAsync("HS-1", "SO-01", "1.004227");

        foreach (HttpMethod method in new[] { HttpMethod.Head, HttpMethod.Get, HttpMethod.Get })
        {
            using HttpResponseMessage response = await host.Host.Client.SendAsync(new HttpRequestMessage(method, ticket.Path));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        }

        Assert.False(
            await host.Host.Storage.Held.IsSpentAsync(host.Host.Services.GetRequiredService<TicketIssuer>().SpentHash(ticket.Ticket),
            default));
        string page = await host.Host.Client.GetStringAsync(new Uri(ticket.Path, UriKind.Relative));
        Assert.Contains($"\"ticket\":\"{ticket.Token}\"", page, StringComparison.Ordinal);
        Assert.Contains("\"mode\":\"web\"", page, StringComparison.Ordinal);
        Assert.Contains("\"procedure\":\"1.004227\"", page, StringComparison.Ordinal);
        Assert.Contains("\"unverified\":false", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfASpentTicket_SaysSoAndShowsNothingElse()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        IssuedTicket ticket = await TicketsOf(host).IssueAsync("HS-1", "SO-01");
        using HttpResponseMessage sent = await host.SendBallotAsync(With(ticket.Token));

        using HttpResponseMessage response = await host.Host.Client.GetAsync(new Uri(ticket.Path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        string page = await response.Content.ReadAsStringAsync();
        Assert.Contains("Mã mời khảo sát này đã được sử dụng", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sipas-data", page, StringComparison.Ordinal);
        Assert.DoesNotContain(ticket.Token, page, StringComparison.Ordinal);
        Assert.DoesNotContain("SO-01", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/t/x")]
    [InlineData("/t/AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Page_OfNoTicket_IsNotFoundAndMakesNoKey(string path)
    {
        await using CollectingHost host = await CollectingHost.StartAsync();

        using HttpResponseMessage response = await host.Host.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null(await host.Host.Services.GetRequiredService<IPersonalDataStorage>().Tickets.OpenTicketKeysAsync(make: false, default));
    }

    [Fact]
    public async Task OpenLink_Page_IsMarkedUnverifiedAndItsBallotsAreStoredAsOpen()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();

        string page = await host.Host.Client.GetStringAsync(new Uri("/q/SO-01", UriKind.Relative));
        using HttpResponseMessage sent = await host.SendBallotAsync(new TestBallot { Mode = "web" });
        using HttpResponseMessage unknown = await host.Host.Client.GetAsync(new Uri("/q/none", UriKind.Relative));

        Assert.Contains("\"unverified\":true", page, StringComparison.Ordinal);
        Assert.Contains("\"mode\":\"web\"", page, StringComparison.Ordinal);
        Assert.Equal(CollectionChannel.Open, Assert.Single(await host.StoredAsync()).Channel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task OpenLink_WhereOpenBallotsAreClosed_IsNotFound()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(options => options.Collection.OpenBallots = false);

        using HttpResponseMessage response = await host.Host.Client.GetAsync(new Uri("/q/SO-01", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Ticket_WhereDevicesAreRequiredAndOpenBallotsClosed_Passes()
    {
        await using CollectingHost host = await CollectingHost
            .StartAsync(options => (options.Collection.OpenBallots, options.Collection.RequireDevices) = (false, true));
        string token = (await TicketsOf(host).IssueAsync("HS-1", "SO-01")).Token;

        using HttpResponseMessage response = await host.SendBallotAsync(With(token));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Limit_OneTicketManyTries_IsHeldAndAnotherTicketPasses()
    {
        await using CollectingHost host = await CollectingHost
            .StartAsync(options => (options.Collection.TicketBurst, options.Collection.TicketPerSecond) = (2, 0.01),
                new FakeTimeProvider(SampleBallots.Noon));
        string token = (await TicketsOf(host).IssueAsync("HS-1", "SO-01")).Token;
        string other = (await TicketsOf(host).IssueAsync("HS-2", "SO-01")).Token;

        using HttpResponseMessage one = await host.SendBallotAsync(With(token));
        using HttpResponseMessage two = await host.SendBallotAsync(With(token));
        using HttpResponseMessage three = await host.SendBallotAsync(With(token));
        using HttpResponseMessage passes = await host.SendBallotAsync(With(other));

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.TooManyRequests, HttpStatusCode.Created],
            new[] { one, two, three, passes }.Select(answer => answer.StatusCode));
    }

    [Fact]
    public async Task Issue_SameDossierTwiceAndOthers_IsIdempotentByDossier()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        ITicketIssuer tickets = TicketsOf(host);

        IssuedTicket first = await tickets.IssueAsync("H49.18-261121-0001", "SO-01", "1.004227");
        IssuedTicket again = await tickets.IssueAsync(" H49.18-261121-0001", "SO-01", "1.004227");
        IssuedTicket unit = await tickets.IssueAsync("H49.18-261121-0001", "XA-01", "1.004227");

        Assert.Equal(first.Token, again.Token);
        Assert.NotEqual(Convert.ToHexString(first.Ticket.Id.Span), Convert.ToHexString(unit.Ticket.Id.Span));
        Assert.Equal($"/t/{first.Token}", first.Path);
        Assert.DoesNotContain("0001", System.Text.Encoding.Latin1.GetString(Base64Text.Decode(first.Token)), StringComparison.Ordinal);
    }

    private static ITicketIssuer TicketsOf(CollectingHost host) => host.Host.Services.GetRequiredService<ITicketIssuer>();

    private static TestBallot With(string token) => new() { Mode = "web", Extra = $"\"ticket\":\"{token}\"," };
}
