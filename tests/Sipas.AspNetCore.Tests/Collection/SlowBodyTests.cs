using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sipas.AspNetCore.Http;
using Sipas.Intake;
using Sipas.Limits;
using Sipas.Storage.Contract;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Collection;

/// <summary>Bodies that arrive slowly or never: by a clock that only the test moves.</summary>
public sealed class SlowBodyTests
{
    private const string SlowHeader = "X-Slow";

    private readonly FakeTimeProvider _clock = new(SampleBallots.Noon);

    [Fact]
    public async Task SixHundredBodiesThatNeverEnd_AllHonestBallotsAreTaken()
    {
        await using CollectingHost host = await StartAsync(options => options.OpenBallots = true);
        (_, string device) = await host.EnrolAsync();
        int reading = 0;
        Between(host, () => new SlowBody([], () => Interlocked.Increment(ref reading)));

        Task<HttpResponseMessage>[] slow = [.. Enumerable.Range(0, 600)
            .Select(_ => host.SendBallotAsync(new TestBallot(), null, (SlowHeader, "1")))];
        await UntilAsync(() => Volatile.Read(ref reading) + slow.Count(request => request.IsCompleted) >= 600);
        HttpResponseMessage[] open = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => host.SendBallotAsync(new TestBallot())));
        HttpResponseMessage[] enrolled = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(_ => host.SendBallotAsync(new TestBallot(), device)));

        Assert.All([.. open, .. enrolled], answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        _clock.Advance(TimeSpan.FromSeconds(7));
        foreach (HttpResponseMessage answer in await Task.WhenAll(slow))
        {
            Assert.Equal((HttpStatusCode.RequestTimeout, "LIM0020"), (answer.StatusCode, await CollectingHost.CodeAsync(answer)));
        }

        Assert.Equal(80, host.Host.BallotCount);
        await UntilAsync(() => Limits(host).Bodies.Held == 0);
    }

    [Theory]
    [InlineData("/sipas/v1/ballots")]
    [InlineData("/sipas/v1/contacts")]
    [InlineData("/sipas/v1/quarantine")]
    [InlineData("/sipas/v1/devices/enrol")]
    [InlineData("/sipas/v1/devices/heartbeat")]
    [InlineData("/sipas/v1/comparison")]
    public async Task Body_OfAByteASecond_IsRefusedWith408(string path)
    {
        await using CollectingHost host = await StartAsync();
        (_, string device) = await host.EnrolAsync();
        int read = 0;
        Between(host, () => new SlowBody(new byte[2000], () =>
        {
            read++;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }));

        using HttpResponseMessage answer = await host.SendAsync(
            path, new TestBallot().ToContent(), path.EndsWith("heartbeat", StringComparison.Ordinal) ? device : null, (SlowHeader, "1"),
            ("Sipas-Ballot-Id", Guid.NewGuid().ToString("D")));

        Assert.Equal((HttpStatusCode.RequestTimeout, "LIM0020"), (answer.StatusCode, await CollectingHost.CodeAsync(answer)));
        Assert.InRange(read, 5, 8);
    }

    [Fact]
    public async Task Body_WithinTheGracePeriod_IsTakenHoweverItArrives()
    {
        await using CollectingHost host = await StartAsync();
        var ballot = new TestBallot();
        Between(host, () => new SlowBody(ballot.ToBytes(), () => _clock.Advance(TimeSpan.FromMilliseconds(5)), ends: true));

        using HttpResponseMessage answer = await host.SendBallotAsync(ballot, null, (SlowHeader, "1"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Memory_OfSendersWithoutACredential_IsBoundedAndLeavesTheShareOfTheOthers()
    {
        await using CollectingHost host = await StartAsync(settings => (settings.BodyMemoryBytes, settings.OpenBallots) = (16 << 20, true));
        (_, string device) = await host.EnrolAsync();
        string ticket = (await host.Host.Services.GetRequiredService<ITicketIssuer>().IssueAsync("000.1", "SO-01")).Token;
        string other = (await host.Host.Services.GetRequiredService<ITicketIssuer>().IssueAsync("000.2", "SO-01")).Token;
        Assert.True(Limits(host).Bodies.TryHold(8 << 20, hasCredential: false));

        using HttpResponseMessage open = await host.SendBallotAsync(new TestBallot());
        using HttpResponseMessage enrolled = await host.SendBallotAsync(new TestBallot(), device);
        using HttpResponseMessage shown = await host.SendBallotAsync(Ticketed(ticket), "SipasTicket " + ticket);
        using HttpResponseMessage silent = await host.SendBallotAsync(Ticketed(other));
        using HttpResponseMessage forged = await host.SendBallotAsync(Ticketed(other), "SipasTicket " + other[..^4] + "AAAA");

        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable,
                HttpStatusCode.ServiceUnavailable],
            new[] { open, enrolled, shown, silent, forged }.Select(answer => answer.StatusCode));
        Assert.Equal("LIM0021", await CollectingHost.CodeAsync(open));
        Assert.True(open.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Limits(host).Bodies.Release(8 << 20, hasCredential: false);
        using HttpResponseMessage again = await host.SendBallotAsync(Ticketed(other));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task Ticket_ShownAgainAndAgain_DoesNotTakeTheMemoryOfTheOthers()
    {
        await using CollectingHost host = await StartAsync(settings => (settings.BodyMemoryBytes, settings.TicketBurst) = (16 << 20, 2));
        string ticket = (await host.Host.Services.GetRequiredService<ITicketIssuer>().IssueAsync("000.1", "SO-01")).Token;
        Assert.True(Limits(host).Bodies.TryHold(8 << 20, hasCredential: false));
        int reading = 0;
        Between(host, () => new SlowBody([], () => Interlocked.Increment(ref reading)));

        Task<HttpResponseMessage>[] slow = [.. Enumerable.Range(0, 10)
            .Select(_ => host.SendBallotAsync(Ticketed(ticket), "SipasTicket " + ticket, (SlowHeader, "1")))];
        await UntilAsync(() => slow.Count(request => request.IsCompleted) == 8 && Volatile.Read(ref reading) == 2);

        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(8, (await Task.WhenAll(slow)).Count(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Length_ThatIsOnlyStated_TakesNoMemory()
    {
        await using CollectingHost host = await StartAsync();
        int reading = 0;
        Between(host, () => new SlowBody([], () => Interlocked.Increment(ref reading)));

        Task<HttpResponseMessage> slow = host.SendAsync("/sipas/v1/ballots", TestBallot.Json(new byte[65_000]), null, (SlowHeader, "1"));
        await UntilAsync(() => Volatile.Read(ref reading) == 1);

        Assert.Equal(4096, Limits(host).Bodies.Held);
        _clock.Advance(TimeSpan.FromSeconds(7));
        using HttpResponseMessage answer = await slow;
    }

    [Fact]
    public async Task Connection_ThatStopsInItsBody_GetsTheResponseAndIsClosed()
    {
        await using CollectingHost host = await StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", host.Host.Address.Port);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII
            .GetBytes("POST /sipas/v1/ballots HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + "900\r\n\r\n{\"id\":"));

        Task<string> all = UntilClosedAsync(stream);
        await UntilAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return all.IsCompleted;
        });
        string answer = await all;

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("LIM0020", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Body_ThatIsRefusedBeforeItIsRead_IsNotWaitedForWithoutEnd()
    {
        await using CollectingHost host = await StartAsync();
        Between(host, () => new SlowBody([], () => { }));

        Task<HttpResponseMessage> refused = host.SendAsync("/sipas/v1/ballots", TestBallot.Json(new byte[10], "text/plain"), null,
            (SlowHeader, "1"));
        await UntilAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            return refused.IsCompleted;
        });

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await refused).StatusCode);
    }

    private static TestBallot Ticketed(string ticket) => new()
    {
        Mode = "web",
        Extra = string.Create(CultureInfo.InvariantCulture, $"\"ticket\":\"{ticket}\","),
    };

    private static CollectionLimits Limits(CollectingHost host) => host.Host.Services.GetRequiredService<CollectionLimits>();

    private static void Between(CollectingHost host, Func<Stream> body) => host.Host.Between = (context, next) =>
    {
        if (context.Request.Headers.ContainsKey(SlowHeader))
        {
            context.Request.Body = body();
        }

        return next();
    };

    // The server's own waits go by the real clock, which this test does not move: it may end the connection by a reset, after the response.
    private static async Task<string> UntilClosedAsync(NetworkStream stream)
    {
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException) when (answer.Length > 0)
        {
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    // A ceiling for a test that fails, not a measurement.
    private static async Task UntilAsync(Func<bool> condition)
    {
        using var ceiling = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!condition())
        {
            await Task.Delay(5, ceiling.Token);
        }
    }

    private Task<CollectingHost> StartAsync(Action<CollectionSettings>? settings = null) => CollectingHost.StartAsync(
        options =>
        {
            options.Contact.Offer = true;
            settings?.Invoke(options.Collection);
        },
        _clock);
}
