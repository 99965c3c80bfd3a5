using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Sipas.Limits;

namespace Sipas.AspNetCore.Http;

/// <summary>Ends the reading of a body that arrives too slowly, by the host's clock and on any server.</summary>
internal sealed class BodyReading : IDisposable
{
    // Kestrel checks once a second and then ends all slow bodies at the same time; its check is delayed so that ours comes first.
    private static readonly TimeSpan KestrelDelay = TimeSpan.FromSeconds(1);

    private readonly BodyPace _pace;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly ITimer _late;

    /// <summary>Begins to read a body.</summary>
    /// <param name="reader">The reader, whose pending read is cancelled when the body is late; the read then returns
    /// and does not throw.</param>
    /// <param name="pace">The pace.</param>
    /// <param name="clock">The host's clock.</param>
    public BodyReading(PipeReader reader, BodyPace pace, TimeProvider clock)
    {
        _pace = pace;
        _clock = clock;
        _began = clock.GetTimestamp();
        _late = clock.CreateTimer(static reader => ((PipeReader)reader!).CancelPendingRead(), reader, pace.Grace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lengthens the grace period by up to a third, depending on the sender's port: connections that were
    /// opened at the same time are not all ended at the same time.</summary>
    /// <param name="pace">The pace.</param>
    /// <param name="port">The sender's port; 0 if it is unknown.</param>
    public static BodyPace Spread(BodyPace pace, int port) =>
        pace with { Grace = pace.Grace + (pace.Grace * (((uint)port * 2654435769u >> 22) / 3072.0)) };

    /// <summary>Makes Kestrel require the same rate. It then also applies while Kestrel itself discards the rest of a
    /// body.</summary>
    public static void RequireRate(HttpContext context, BodyPace pace)
    {
        // With HTTP/2 the feature exists and does not accept a rate.
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && !HttpProtocol.IsHttp3(context.Request.Protocol)
            && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } server)
        {
            server.MinDataRate = new MinDataRate(pace.BytesPerSecond, pace.Grace + KestrelDelay);
        }
    }

    /// <summary>Whether a body of which this many bytes have arrived is fast enough; sets the time limit of the next
    /// read.</summary>
    public bool Goes(long received)
    {
        TimeSpan left = _pace.Left(received, _clock.GetElapsedTime(_began));
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        _late.Change(left, Timeout.InfiniteTimeSpan);
        return true;
    }

    public void Dispose() => _late.Dispose();
}
