using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sipas.LoadRun;

/// <summary>Runs the hostile clients of <see cref="HostileRun"/> in a separate process until standard input is closed.</summary>
internal sealed class HostileSenders(Uri address) : IDisposable
{
    public const string Option = "--hostile-senders";
    public const string Slow = "slow";
    public const string Readers = "readers";
    public const int SlowCount = 600;
    public const int SlowBytesPerSecond = 300;
    public const int ReaderCount = 32;

    private readonly HttpClient _client =
        new(new SocketsHttpHandler { MaxConnectionsPerServer = ReaderCount }) { Timeout = TimeSpan.FromSeconds(60) };

    public void Dispose() => _client.Dispose();

    /// <summary>Sends until the input ends.</summary>
    /// <param name="kind"><see cref="Slow"/> or <see cref="Readers"/>.</param>
    public async Task RunAsync(string kind)
    {
        using var over = new CancellationTokenSource();
        Task[] senders = kind == Slow
            ? [.. Enumerable.Range(0, SlowCount).Select(i => SlowAsync(i, over.Token))]
            : [.. Enumerable.Range(0, ReaderCount).Select(i => ReadAsync(i, over.Token))];
        Console.WriteLine("sending");
        await Console.In.ReadToEndAsync(CancellationToken.None);
        await over.CancelAsync();
        await Task.WhenAll(senders);
    }

    // A disconnected sender reconnects at once, as an attacker would. The senders write at staggered times, as senders
    // of a network do.
    private async Task SlowAsync(int number, CancellationToken cancellationToken)
    {
        await Task.Delay(1000 * number / SlowCount, CancellationToken.None);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
                NetworkStream stream = socket.GetStream();
                byte[] body = HostileRun.Body(padding: 20_000);
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                        $"POST /sipas/v1/ballots HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: "
                        + $"application/json\r\nContent-Length: {body.Length}\r\n\r\n")),
                    cancellationToken);
                for (int sent = 0; sent < body.Length; sent += SlowBytesPerSecond / 2)
                {
                    await stream.WriteAsync(body.AsMemory(sent, Math.Min(SlowBytesPerSecond / 2, body.Length - sent)), cancellationToken);
                    await Task.Delay(500, cancellationToken);
                }
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // Disconnected, or finished.
            }
        }
    }

    // Each reader requests with a different seed, so that no response can be reused.
    private async Task ReadAsync(int number, CancellationToken cancellationToken)
    {
        for (int n = 0; !cancellationToken.IsCancellationRequested; n++)
        {
            try
            {
                using HttpResponseMessage response = await _client.GetAsync(
                    new Uri(address, string.Create(CultureInfo.InvariantCulture,
                        $"/sipas/v1/ranking?pack=kiosk-9&seed={(number * 100_000) + n}")), cancellationToken);
                await response.Content.ReadAsByteArrayAsync(cancellationToken);
                if (response.Headers.RetryAfter?.Delta is { } wait)
                {
                    await Task.Delay(wait, cancellationToken);
                }
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                // Rejected, or finished.
            }
        }
    }
}
