using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sipas.DependencyInjection;
using Sipas.Problems;
using Sipas.Alerts;
using Sipas.Services;
using Sipas.Storage.Contract;

namespace Sipas.AspNetCore.Alerts;

public class WebhookTests
{
    private const string Secret = "một khóa bí mật dài";

    [Fact]
    public async Task LowRating_OverHttp_ReachesTheReceiverSignedAfterItFailed_AndTheHandler()
    {
        await using Receiver receiver = await Receiver.StartAsync(HttpStatusCode.ServiceUnavailable, HttpStatusCode.Redirect,
            HttpStatusCode.NoContent);
        var handler = new Handler();
        var clock = new FakeTimeProvider(SampleBallots.Noon);
        await using TestHost host = await TestHost.StartAsync(services: services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<ILowRatingHandler>(handler);
            services.AddSipas().AddAlertWebhook("crm", receiver.Address, Secret);
        });
        var watch = host.Services.GetRequiredService<LowRatingMonitor>();

        // Whoever asks waits for the look that is under way, so what is there by now is told afterwards.
        await watch.CatchUpAsync(default);
        await host.SubmitAsync(TestBallot.WithAnswer("K1", "1"));
        await host.SubmitAsync(new TestBallot());
        await watch.CatchUpAsync(default);

        Assert.Single(handler.Alerts);
        foreach (int calls in (int[])[1, 2, 3])
        {
            await UntilAsync(() =>
            {
                clock.Advance(TimeSpan.FromSeconds(20));
                return Task.FromResult(receiver.Calls.Count >= calls);
            });
        }

        await UntilAsync(async () =>
            (await host.Storage.Alerts.ReadDueAlertsAsync(DateTimeOffset.MaxValue, 10, default)).Count == 0);
        (string Id, string Timestamp, string Signature, string Body)[] calls2 = [.. receiver.Calls];
        Assert.Equal(3, calls2.Length);
        Assert.All(calls2, call =>
            Assert.Equal("v1," + Convert
                .ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret),
                    Encoding.UTF8.GetBytes($"{call.Id}.{call.Timestamp}.{call.Body}"))), call.Signature));
        Assert.Single(calls2.Select(call => (call.Id, call.Body)).Distinct());
        using JsonDocument body = JsonDocument.Parse(calls2[0].Body);
        Assert.Equal("lowRating", body.RootElement.GetProperty("kind").GetString());
        Assert.Equal(1, body.RootElement.GetProperty("answers")[0].GetProperty("level").GetInt32());
    }

    [Theory]
    [InlineData("crm", "http://example.vn/x", Secret, ProblemCodes.WebhookAddress)]
    [InlineData("crm", "https://user:pass@example.vn/x", Secret, ProblemCodes.WebhookAddress)]
    [InlineData("crm", "file:///etc/passwd", Secret, ProblemCodes.WebhookAddress)]
    [InlineData("tên dài", "https://example.vn/x", Secret, ProblemCodes.WebhookName)]
    [InlineData("crm", "https://example.vn/x", "kín", ProblemCodes.WebhookSecret)]
    public void AddSignalWebhook_WhatCannotBeUsed_IsTold(string name, string address, string secret, string code)
    {
        SipasException error = Assert.Throws<SipasException>(() =>
            new ServiceCollection().AddSipas().AddAlertWebhook(name, new Uri(address), secret));

        Assert.Equal(code, Assert.Single(error.Problems).Code);
        Assert.DoesNotContain(secret, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass@", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddSignalWebhook_NameTwice_IsRefused()
    {
        ISipasBuilder builder = new ServiceCollection().AddSipas().AddAlertWebhook("crm", new Uri("https://example.vn/x"), Secret);

        Assert.Equal(ProblemCodes.WebhookTwice,
            Assert.Throws<SipasException>(() => builder.AddAlertWebhook("crm", new Uri("https://example.vn/y"), Secret)).Problems[0].Code);
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (!await done())
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private sealed class Handler : ILowRatingHandler
    {
        public ConcurrentQueue<LowRatingAlert> Alerts { get; } = [];

        public Task HandleAsync(LowRatingAlert alert, CancellationToken cancellationToken)
        {
            Alerts.Enqueue(alert);
            return Task.CompletedTask;
        }
    }

    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Receiver(WebApplication app) => _app = app;

        public ConcurrentQueue<(string Id, string Timestamp, string Signature, string Body)> Calls { get; } = [];

        public Uri Address => new(new Uri(_app.Urls.First()), "/hook");

        public static async Task<Receiver> StartAsync(params HttpStatusCode[] answers)
        {
            WebApplication app = TestHost.Build(_ => { });
            var receiver = new Receiver(app);
            app.MapPost("/hook", async (HttpContext context) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                string body = await reader.ReadToEndAsync();
                HttpStatusCode answer = answers[Math.Min(receiver.Calls.Count, answers.Length - 1)];
                receiver.Calls.Enqueue((context.Request.Headers["webhook-id"].ToString(),
                    context.Request.Headers["webhook-timestamp"].ToString(), context.Request.Headers["webhook-signature"].ToString(),
                    body));
                context.Response.StatusCode = (int)answer;
                if (answer == HttpStatusCode.Redirect)
                {
                    context.Response.Headers.Location = "/elsewhere";
                }
            });
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
