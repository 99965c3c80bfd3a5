using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Quarantine;

namespace Sipas.AspNetCore.Collection;

public sealed class DeviceEndpointTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task Enrol_CodeTypedAnyhow_GivesASecretOnceAndKeepsOnlyItsHash()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        string code = (await host.Devices.AddAsync("SO-01", null, DevicePhase.Trial, default)).EnrolmentCode;
        string typed = code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant();

        using HttpResponseMessage first = await host.SendAsync("/sipas/v1/devices/enrol",
            CollectingHost.Json($$"""{"code":"{{typed}}"}"""));
        using HttpResponseMessage second = await host.SendAsync("/sipas/v1/devices/enrol",
            CollectingHost.Json($$"""{"code":"{{typed}}"}"""));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        JsonElement body = await first.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("SO-01", "trial"), (body.GetProperty("unit").GetString(), body.GetProperty("phase").GetString()));
        byte[] secret = Base64Text.Decode(body.GetProperty("secret").GetString()!);
        Assert.Equal(32, secret.Length);
        Device stored = Assert.Single(await host.Devices.ListAsync(default));
        Assert.Equal(DeviceCredential.HashOf(secret), stored.SecretHash!.Value.ToArray());
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        Assert.Equal("DEV0002", await CollectingHost.CodeAsync(second));
    }

    [Fact]
    public async Task Probes_WrongCredentialsOfEveryKind_GetTheSameAnswerToTheByte()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        (string known, string credential) = await host.EnrolAsync();
        (string revoked, string gone) = await host.EnrolAsync();
        await host.Devices.RevokeAsync(revoked, default);
        string waiting = (await host.Devices.AddAsync("SO-01", null, DevicePhase.Official, default)).Device.Code;
        string secret = new('A', 43);
        string[] probes =
        [
            $"SipasDevice {known}.{secret}", $"SipasDevice D9999999.{secret}", gone, $"SipasDevice {waiting}.{secret}", "SipasDevice",
            "SipasDevice x",
            $"SipasDevice {known}.{secret}A", $"SipasDevice ../{known}.{secret}", credential + "A", "SipasDevice " + new string('x', 3000),
        ];

        var answers = new HashSet<string>();
        foreach (string probe in probes)
        {
            using HttpResponseMessage response = await host.SendBallotAsync(new TestBallot(), probe);
            answers.Add($"{(int)response.StatusCode} {response.Content.Headers} {await response.Content.ReadAsStringAsync()}");
        }

        Assert.StartsWith("401 ", Assert.Single(answers), StringComparison.Ordinal);
        Assert.Equal(0, host.Host.BallotCount);
        var codes = new HashSet<string>();
        foreach (string code in new[] { "", "AAAA-BBBB", "AAAA-BBB", "x", new string('A', 1500) })
        {
            using HttpResponseMessage response = await host.SendAsync("/sipas/v1/devices/enrol",
                CollectingHost.Json($$"""{"code":"{{code}}"}"""));
            codes.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        Assert.Contains("DEV0002", Assert.Single(codes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ballot_FromAnEnrolledDevice_BearsTheDeviceAndItsSkew()
    {
        var clock = new FakeTimeProvider(Noon);
        await using CollectingHost host = await CollectingHost.StartAsync(clock: clock);
        (string code, string credential) = await host.EnrolAsync();

        using HttpResponseMessage response = await host.SendBallotAsync(new TestBallot(), credential,
            ("Sipas-Device-Clock", "2026-11-21T12:00:02.500+07:00"));
        using HttpResponseMessage open = await host.SendBallotAsync(new TestBallot());

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (response.StatusCode, open.StatusCode));
        IReadOnlyList<StoredBallot> stored = await host.StoredAsync();
        Assert.Equal((code, CollectionChannel.Device, TimeSpan.FromSeconds(2.5)),
            (stored[0].SentBy, stored[0].Channel!.Value, stored[0].ClockSkew!.Value));
        Assert.Equal((null, CollectionChannel.Open, null), (stored[1].SentBy, stored[1].Channel!.Value, stored[1].ClockSkew));
    }

    [Fact]
    public async Task Ballot_ForAnotherUnitOrNamingAnotherDevice_IsRefusedByName()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        (string code, string credential) = await host.EnrolAsync("SO-01");

        using HttpResponseMessage unit = await host.SendBallotAsync(new TestBallot { Unit = "\"XA-01\"" }, credential);
        using HttpResponseMessage device = await host.SendBallotAsync(new TestBallot { Extra = "\"device\":\"tablet-1\"," }, credential);
        using HttpResponseMessage own = await host.SendBallotAsync(new TestBallot { Extra = $"\"device\":\"{code}\"," }, credential);

        Assert.Equal((HttpStatusCode.BadRequest, "DEV0004"), (unit.StatusCode, await CollectingHost.CodeAsync(unit)));
        string explained = await unit.Content.ReadAsStringAsync();
        Assert.Contains("XA-01", explained, StringComparison.Ordinal);
        Assert.Contains("SO-01", explained, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "DEV0005"), (device.StatusCode, await CollectingHost.CodeAsync(device)));
        Assert.Equal(HttpStatusCode.Created, own.StatusCode);
        Assert.Equal(1, host.Host.BallotCount);
    }

    [Fact]
    public async Task Ballot_WhereDevicesAreRequired_PassesFromADeviceAndNoKioskElse()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(options => options.Collection.RequireDevices = true);
        (_, string credential) = await host.EnrolAsync();

        using HttpResponseMessage open = await host.SendBallotAsync(new TestBallot());
        using HttpResponseMessage web = await host.SendBallotAsync(new TestBallot { Mode = "web" });
        using HttpResponseMessage device = await host.SendBallotAsync(new TestBallot(), credential);

        Assert.Equal((HttpStatusCode.Unauthorized, "DEV0003"), (open.StatusCode, await CollectingHost.CodeAsync(open)));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (web.StatusCode, device.StatusCode));
    }

    [Fact]
    public async Task Ballot_WhereOpenBallotsAreClosed_NeedsACredential()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(options => options.Collection.OpenBallots = false);
        (_, string credential) = await host.EnrolAsync();

        using HttpResponseMessage open = await host.SendBallotAsync(new TestBallot { Mode = "web" });
        using HttpResponseMessage device = await host.SendBallotAsync(new TestBallot(), credential);

        Assert.Equal((HttpStatusCode.Unauthorized, "TKT0007"), (open.StatusCode, await CollectingHost.CodeAsync(open)));
        Assert.Equal(HttpStatusCode.Created, device.StatusCode);
    }

    [Fact]
    public async Task Ballot_FilledInDuringTrial_CountsNowhereWhenEverItIsSent()
    {
        var clock = new FakeTimeProvider(Noon);
        await using CollectingHost host = await CollectingHost.StartAsync(clock: clock);
        (string code, string credential) = await host.EnrolAsync(phase: DevicePhase.Trial);
        var tried = new TestBallot();
        using HttpResponseMessage now = await host.SendBallotAsync(tried, credential);
        using HttpResponseMessage again = await host.SendBallotAsync(tried, credential);
        using HttpResponseMessage other = await host.SendBallotAsync(tried with { Answers = TestBallot.NineAnswers("1") }, credential);

        // The phase changes at noon of the 22nd; a queue of both phases is sent after it.
        clock.SetUtcNow(Noon.AddDays(1));
        await host.Devices.SetPhaseAsync(code, DevicePhase.Official, default);
        clock.SetUtcNow(Noon.AddDays(2));
        using HttpResponseMessage queued = await host.SendBallotAsync(At("2026-11-22T11:59:59.999+07:00"), credential);
        using HttpResponseMessage official = await host.SendBallotAsync(At("2026-11-22T12:00:00+07:00"), credential);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.Created],
            new[] { now, again, other, queued, official }.Select(answer => answer.StatusCode));
        Assert.Equal(await now.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        JsonElement receipt = await now.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("trial", receipt.GetProperty("kind").GetString());
        Assert.Equal(1, host.Host.BallotCount);
        Assert.Single(await host.StoredAsync());
        Assert.Equal(2, (await host.Host.Storage.Held.ListHeldAsync(HeldSubmissionKind.Trial, default)).Count);
    }

    [Fact]
    public async Task Heartbeat_QueueVersionAndClock_AreStoredAndSilenceIsSeen()
    {
        var clock = new FakeTimeProvider(Noon);
        await using CollectingHost host = await CollectingHost.StartAsync(clock: clock);
        (string code, string credential) = await host.EnrolAsync();
        clock.SetUtcNow(Noon.AddMinutes(10));

        using HttpResponseMessage response = await host.SendAsync("/sipas/v1/devices/heartbeat",
            CollectingHost.Json("""{"queue":3,"version":"1.4","clock":"1970-01-01T08:00:00+07:00"}"""), credential);

        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("2026-11-21T05:10:00.000Z", "official"),
            (body.GetProperty("serverTime").GetString(), body.GetProperty("phase").GetString()));
        Device device = Assert.Single(await host.Devices.ListAsync(default));
        DateTimeOffset now = clock.GetUtcNow();
        Assert.Equal(new DeviceStatus(now, 3, "1.4", new DateTimeOffset(1970, 1, 1, 8, 0, 0, TimeSpan.FromHours(7)) - now),
            device.LastSign);
        Assert.False(device.IsSilent(now.AddMinutes(15), TimeSpan.FromMinutes(15)));
        Assert.True(device.IsSilent(now.AddMinutes(15).AddSeconds(1), TimeSpan.FromMinutes(15)));
        Assert.Equal(code, device.Code);
    }

    [Theory]
    [InlineData("""{"queue":-1}""", "queue")]
    [InlineData("""{"queue":1,"clock":"yesterday"}""", "clock")]
    [InlineData("""{"queue":1,"clock":"2026-11-21T08:30:00"}""", "clock")]
    [InlineData("""{"version":"1"}""", "$")]
    [InlineData("null", "$")]
    [InlineData("{", "1:2", "VAL0103")]
    [InlineData("""{"queue":1e999}""", "$.queue")]
    public async Task Heartbeat_ThatCannotBeRead_IsRefusedWithItsPlace(string body, string place, string code = "DEV0007")
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        (_, string credential) = await host.EnrolAsync();

        using HttpResponseMessage response = await host.SendAsync("/sipas/v1/devices/heartbeat", CollectingHost.Json(body), credential);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0];
        Assert.Equal((code, place), (problem.GetProperty("code").GetString(), problem.GetProperty("place").GetString()));
        Assert.Null((await host.Devices.ListAsync(default))[0].LastSign);
    }

    [Theory]
    [InlineData("/sipas/v1/devices/enrol")]
    [InlineData("/sipas/v1/devices/heartbeat")]
    [InlineData("/sipas/v1/quarantine")]
    [InlineData("/sipas/v1/ballots")]
    public async Task GetAndHead_OnWhatWrites_AreNotAllowed(string path)
    {
        await using CollectingHost host = await CollectingHost.StartAsync();

        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using HttpResponseMessage response = await host.Host.Client.SendAsync(new HttpRequestMessage(method, path));

            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        }
    }

    private static TestBallot At(string completed) => new() { Completed = completed };
}
