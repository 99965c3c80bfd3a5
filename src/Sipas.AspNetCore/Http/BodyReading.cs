using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Sipas.Collection;

namespace Sipas.AspNetCore.Http;

/// <summary>Ends the reading of a body that falls behind its pace, by the host's clock and on any server.</summary>
internal sealed class BodyReading : IDisposable
{
    private readonly BodyPace _pace;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _ended;

    /// <summary>Begins to read a body.</summary>
    public BodyReading(BodyPace pace, TimeProvider clock, CancellationToken aborted)
    {
        _pace = pace;
        _clock = clock;
        _began = clock.GetTimestamp();
        _late = new CancellationTokenSource(pace.Grace, clock);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, aborted);
    }

    /// <summary>Cancels a read that the pace does not allow any more, or whose request is aborted.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>Has Kestrel require the same rate. It then also applies while Kestrel itself discards the rest of a body.</summary>
    public static void RequireRate(HttpContext context, BodyPace pace)
    {
        // With HTTP/2 the feature exists and refuses a rate.
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && !HttpProtocol.IsHttp3(context.Request.Protocol)
            && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } server)
        {
            server.MinDataRate = new MinDataRate(pace.BytesPerSecond, pace.Grace);
        }
    }

    /// <summary>Whether a body that received so many bytes keeps its pace; the next read has the time that is left.</summary>
    public bool Goes(long received)
    {
        TimeSpan left = _pace.Left(received, _clock.GetElapsedTime(_began));
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        _late.CancelAfter(left);
        return true;
    }

    public void Dispose()
    {
        _ended.Dispose();
        _late.Dispose();
    }
}
