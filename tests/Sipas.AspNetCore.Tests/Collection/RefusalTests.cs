using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Collection;

/// <summary>Refused requests are counted by code and place, in a bounded way and without anything that names a sender.</summary>
public sealed class RefusalTests
{
    private static readonly DateTimeOffset Hour = new(SampleBallots.Noon.UtcTicks - (SampleBallots.Noon.UtcTicks % TimeSpan.TicksPerHour),
        TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(SampleBallots.Noon.AddMinutes(34));

    [Fact]
    public async Task Credentials_CodesAndForms_AreCountedByTheHour()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(clock: _clock);
        (string code, string header) = await host.EnrolAsync();
        using var officer = new OfficerRun(host.Host);
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage wrong = await host.SendBallotAsync(new TestBallot(), header[..^3] + "AAA");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using HttpResponseMessage unknown = await host.SendBallotAsync(new TestBallot(),
            header.Replace(code, "NOBODY", StringComparison.Ordinal));
        using HttpResponseMessage guess = await host.SendAsync("/sipas/v1/devices/enrol", CollectingHost.Json("""{"code":"AAAA-AAAA"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await officer.PostWithoutMarkAsync("/admin/devices"));

        string untrusted = await CollectingHost.CodeAsync(unknown);
        Assert.Equal(
            new[]
            {
                $"{untrusted} POST /sipas/v1/ballots 1", $"{untrusted} POST /sipas/v1/ballots device {code} 3",
                $"{await CollectingHost.CodeAsync(guess)} POST /sipas/v1/devices/enrol 1",
                "PPL0008 POST /admin/devices 1",
            }.Order(StringComparer.Ordinal),
            (await RefusalsAsync(host.Host, isEnd: false)).Select(record => record.Detail).Order(StringComparer.Ordinal));
        Assert.All(await RefusalsAsync(host.Host, isEnd: false), record => Assert.Equal(Hour, record.At));
    }

    [Fact]
    public async Task Limits_AreCounted()
    {
        await using CollectingHost host = await CollectingHost
            .StartAsync(options => (options.Collection.OpenBurst, options.Collection.OpenPerSecond) = (1, 0.01), _clock);
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage sent = await host.SendBallotAsync(new TestBallot());
        }

        Assert.Equal("LIM0001 POST /sipas/v1/ballots 4", Assert.Single(await RefusalsAsync(host.Host, isEnd: false)).Detail);
    }

    [Fact]
    public async Task Tickets_ForgedOrSpent_AreCountedByUnitAndDayAndWrittenAfterIt()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(clock: _clock);
        string token = (await host.Host.Services.GetRequiredService<ITicketIssuer>().IssueAsync("HS-1", "SO-01")).Token;
        using HttpResponseMessage taken = await host.SendBallotAsync(With(token));
        using HttpResponseMessage spent = await host.SendBallotAsync(With(token));
        using HttpResponseMessage forged = await host.SendBallotAsync(With(token[..^4] + "AAAA"));
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.BadRequest],
            new[] { taken, spent, forged }.Select(answer => answer.StatusCode));

        Assert.Empty(await RefusalsAsync(host.Host, isEnd: false));
        AuditRecord[] records = await RefusalsAsync(host.Host, isEnd: true);
        Assert.Equal(["TKT0001 POST /sipas/v1/ballots unit SO-01 1", "TKT0002 POST /sipas/v1/ballots unit SO-01 1"],
            records.Select(record => record.Detail).Order(StringComparer.Ordinal));
        var day = new DateTimeOffset(VietnameseTime.DayOf(_clock.GetUtcNow()).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
        Assert.All(records, record =>
        {
            Assert.Equal(day, record.At);
            Assert.DoesNotContain(token[..8], record.Detail, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Account_ThatConfirmsItsOwn_IsCounted()
    {
        await using TestHost host = await TestAccounts.StartAsync(services =>
            services.Configure<SipasAdminOptions>(options => options.AccountClaim = "employee"));
        using var officer = new OfficerRun(host, "lan");

        Assert.Equal(HttpStatusCode.Forbidden, (await officer.LookAsync("/admin/cases")).Status);

        Assert.Equal("PPL0040 GET /admin/cases 1", Assert.Single(await RefusalsAsync(host, isEnd: false)).Detail);
    }

    [Fact]
    public async Task Flood_OfPlaces_IsBoundedAndNothingOfTheCountIsLost()
    {
        var people = new InMemoryPersonalDataStorage(_clock);
        bool isThere = false;
        using var log = new RefusalLog(_clock, NullLogger<RefusalLog>.Instance,
            () => isThere ? people.Access : throw new StoreUnavailableException(StoreUnavailability.Busy));
        for (int i = 0; i < 10_000; i++)
        {
            log.Add(i % 2 == 0 ? "LIM0001" : "DEV0001", i.ToString(CultureInfo.InvariantCulture));
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => log.WriteAsync(isEnd: false, default));
        isThere = true;
        await log.WriteAsync(isEnd: false, default);
        log.Add("LIM0001", "another");
        await log.WriteAsync(isEnd: false, default);
        await log.WriteAsync(isEnd: true, default);

        AuditRecord[] records = [.. (await people.Erasure.ReadPeopleAuditAsync(default))
            .Where(record => record.Action == AuditActions.RequestRefused)];
        Assert.Equal(RefusalLog.MaxPlaces + 2, records.Length);
        Assert.Equal(10_001, records.Sum(record => long.Parse(record.Detail.Split(' ')[^1], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Host_ThatStops_WritesWhatItCounted()
    {
        var people = new InMemoryPersonalDataStorage(_clock);
        await using CollectingHost host = await CollectingHost
            .StartAsync(clock: _clock, sipas: sipas => sipas.Services.AddSingleton<IPersonalDataStorage>(people));
        using HttpResponseMessage wrong = await host.SendBallotAsync(new TestBallot(), "SipasDevice x");
        Assert.Empty(await people.Erasure.ReadPeopleAuditAsync(default));

        await Assert.Single(host.Host.Services.GetServices<IHostedService>(), service => service is RefusalLog).StopAsync(default);

        Assert.Contains(await people.Erasure.ReadPeopleAuditAsync(default), record => record.Action == AuditActions.RequestRefused);
    }

    private static TestBallot With(string token) => new() { Mode = "web", Extra = $"\"ticket\":\"{token}\"," };

    private static async Task<AuditRecord[]> RefusalsAsync(TestHost host, bool isEnd)
    {
        await host.Services.GetRequiredService<RefusalLog>().WriteAsync(isEnd, default);
        return [.. (await host.People.Erasure.ReadPeopleAuditAsync(default)).Where(record => record.Action == AuditActions.RequestRefused)];
    }
}
