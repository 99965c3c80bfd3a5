using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sipas.Devices;
using Sipas.Storage.Contract;

namespace Sipas.AspNetCore.Collection;

public sealed class LimitTests
{
    [Fact]
    public async Task Fault22_ThirtyTabletsAndTwoHundredPhonesBehindOneAddressAndAScript_HonestPassAndTheScriptIsHeld()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(options =>
        {
            options.Collection.DeviceBurst = 20;
            options.Collection.DevicePerSecond = 0.01;
            options.Collection.OpenBurst = 200;
            options.Collection.OpenPerSecond = 0.01;
        }, new FakeTimeProvider(SampleBallots.Noon));
        string[] tablets = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ => (await host.EnrolAsync()).Header));
        string script = (await host.EnrolAsync()).Header;

        Task<HttpResponseMessage>[] abuse = [.. Enumerable.Range(0, 1000).Select(_ => host.SendBallotAsync(new TestBallot(), script))];
        Task<HttpResponseMessage>[] honest =
        [
            .. tablets.SelectMany(tablet => Enumerable.Range(0, 3).Select(_ => host.SendBallotAsync(new TestBallot(), tablet))),
            .. Enumerable.Range(0, 200).Select(_ => host.SendBallotAsync(new TestBallot { Mode = "web" })),
        ];
        HttpResponseMessage[] passed = await Task.WhenAll(honest);
        HttpResponseMessage[] held = await Task.WhenAll(abuse);

        Assert.All(passed, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(20, held.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.All(held.Where(answer => answer.StatusCode != HttpStatusCode.Created), answer =>
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        });
        Assert.Equal(20 + 90 + 200, host.Host.BallotCount);
    }

    [Fact]
    public async Task Open_LaneExhausted_DevicesStillPass()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(options =>
        {
            options.Collection.OpenBurst = 1;
            options.Collection.OpenPerSecond = 0.01;
        }, new FakeTimeProvider(SampleBallots.Noon));
        (_, string credential) = await host.EnrolAsync();

        using HttpResponseMessage first = await host.SendBallotAsync(new TestBallot());
        using HttpResponseMessage second = await host.SendBallotAsync(new TestBallot());
        using HttpResponseMessage guess = await host.SendBallotAsync(new TestBallot(), "SipasDevice x");
        using HttpResponseMessage device = await host.SendBallotAsync(new TestBallot(), credential);

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.Created],
            new[] { first, second, guess, device }.Select(answer => answer.StatusCode));
        Assert.Equal("LIM0001", await CollectingHost.CodeAsync(second));
    }

    [Fact]
    public async Task Ballot_WithMoreAnswersThanAnyQuestionnaire_IsRefusedWithOneProblem()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();

        using HttpResponseMessage response = await host.SendBallotAsync(
            new TestBallot { Answers = TestBallot.AnswersWith("K", 1001, "4") });

        Assert.Equal((HttpStatusCode.BadRequest, "LIM0002"), (response.StatusCode, await CollectingHost.CodeAsync(response)));
    }

    [Fact]
    public async Task Enrolment_ManyGuesses_AreHeldHoweverManyCodesWait()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        await host.Devices.AddAsync("SO-01", null, DevicePhase.Official, default);

        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using HttpResponseMessage response = await host.SendAsync("/sipas/v1/devices/enrol",
                CollectingHost.Json($$"""{"code":"AAAA-{{i:D4}}"}"""));
            return response.StatusCode;
        }));

        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }
}
