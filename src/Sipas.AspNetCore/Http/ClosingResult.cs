using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sipas.AspNetCore.Http;

/// <summary>Answers and then ends the connection of a sender whose body is not waited for.</summary>
/// <remarks>
/// A server that waits by itself ends all such connections at the same ticks of its own clock, and hundreds at once delay everybody else. A connection that is ended while the sender
/// still sends may lose the response, so what arrives is discarded for a moment.
/// </remarks>
internal sealed class ClosingResult(IResult answer, PipeReader rest) : IResult
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await answer.ExecuteAsync(httpContext);
        await httpContext.Response.CompleteAsync();
        await DiscardAsync(httpContext);
        httpContext.Abort();
    }

    private async Task DiscardAsync(HttpContext context)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        CancellationToken stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        bool isOver = false;
        await using ITimer timer = clock.CreateTimer(_ => End(), null, Linger, Timeout.InfiniteTimeSpan);
        await using CancellationTokenRegistration stop = stopping.Register(End);
        try
        {
            while (!Volatile.Read(ref isOver))
            {
                ReadResult read = await rest.ReadAsync(context.RequestAborted);
                rest.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The sender has disconnected.
        }

        void End()
        {
            Volatile.Write(ref isOver, true);
            rest.CancelPendingRead();
        }
    }
}
