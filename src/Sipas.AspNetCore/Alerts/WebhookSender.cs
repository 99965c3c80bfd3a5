using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.Problems;
using Sipas.Alerts;
using Sipas.Common;

namespace Sipas.AspNetCore.Alerts;

/// <summary>Sends due low-rating alerts to their receivers, and stores the outcome of each delivery.</summary>
internal sealed partial class WebhookSender(IAlertStore alerts, WebhookTargets targets, TimeProvider clock,
    ILogger<WebhookSender> logger) : BackgroundService
{
    private const int MaxAtOnce = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // No redirects: only addresses that the host configured are contacted.
    private readonly HttpClient _client =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = 1 << 16,
        };

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    /// <summary>Attempts every due delivery once.</summary>
    /// <returns>Number of successful deliveries.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        int arrived = 0;
        foreach (AlertDelivery delivery in await alerts.ReadDueAlertsAsync(clock.GetUtcNow(), MaxAtOnce, cancellationToken))
        {
            (bool done, string answer) = targets.Find(delivery.Target) is { } webhook
                ? await SendAsync(webhook, delivery, cancellationToken)
                : (false, "unknown");
            DateTimeOffset now = Iso8601.CutToMilliseconds(clock.GetUtcNow().ToUniversalTime());
            await alerts.SaveAlertAsync(done ? delivery.Arrived(now, answer) : delivery.Failed(now, answer), cancellationToken);
            if (done)
            {
                arrived++;
            }
            else
            {
                LogFailed(logger, delivery.AlertId, delivery.Target, answer);
            }
        }

        return arrived;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            do
            {
                try
                {
                    await SendDueAsync(stoppingToken);
                }
                catch (Exception error) when (error is StoreUnavailableException or SipasException)
                {
                    LogUnavailable(logger, error);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping; due deliveries remain stored.
        }
    }

    private async Task<(bool Done, string Answer)> SendAsync(
        AlertWebhook webhook, AlertDelivery delivery, CancellationToken cancellationToken)
    {
        string timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.Add("webhook-id", delivery.AlertId);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", webhook.Sign(delivery.AlertId, timestamp, delivery.Body));
        try
        {
            using HttpResponseMessage response = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (response.IsSuccessStatusCode, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (HttpRequestException error)
        {
            return (false, error.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, "timeout");
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning,
        Message = "The alert {Alert} did not reach {Target} ({Answer}); retrying.")]
    private static partial void LogFailed(ILogger logger, string alert, string target, string answer);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "Alerts cannot be sent now; retrying.")]
    private static partial void LogUnavailable(ILogger logger, Exception error);
}
