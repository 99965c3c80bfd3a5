using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Sipas.AspNetCore.Http;

/// <summary>The largest body that an endpoint takes: its own limit, or the server's.</summary>
/// <param name="Bytes">The limit; null for none.</param>
/// <remarks>
/// A client that is answered while it still sends sees a broken connection and never the answer. So what is not wanted is read and thrown away, up to a bound, before the answer
/// goes out. The server's own check would break the connection first: it is moved out by the bound, and the limit is held here.
/// </remarks>
internal sealed record BodyLimit(long? Bytes)
{
    private const int ChunkBytes = 81_920;

    // Nobody's browser waits for this answer.
    private bool LeavesRest { get; set; }

    /// <summary>Has the endpoints of a group hold their limits and read what they do not want.</summary>
    /// <param name="group">The group; call this before other filters are added.</param>
    /// <param name="drained">Bytes beyond its limit that are read and thrown away: a body that is larger still is answered at once, and its sender may not see the answer.</param>
    public static void Attach(RouteGroupBuilder group, long drained) => group.AddEndpointFilter(async (context, next) =>
    {
        HttpContext http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            return await next(context);
        }

        IHttpMaxRequestBodySizeFeature? server = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var limit = new BodyLimit(server?.MaxRequestBodySize);
        if (server is { IsReadOnly: false, MaxRequestBodySize: { } bytes })
        {
            server.MaxRequestBodySize = bytes + drained;
        }

        http.Features.Set(limit);
        Stream body = http.Request.Body;
        if (limit.Bytes is { } most)
        {
            http.Request.Body = new LimitedBody(body, most);
        }

        object? answer = await next(context);
        http.Request.Body = body;
        if (limit.LeavesRest)
        {
            return answer;
        }

        await DrainAsync(http, body, (limit.Bytes ?? 0) + drained);
        return answer;
    });

    /// <summary>The limit of a request; none where no group holds one.</summary>
    public static long? Of(HttpContext context) => context.Features.Get<BodyLimit>()?.Bytes;

    /// <summary>Answers at once, without reading what is still to come: for a sender who is no browser with one of our pages.</summary>
    public static void LeaveRest(HttpContext context)
    {
        if (context.Features.Get<BodyLimit>() is { } limit)
        {
            limit.LeavesRest = true;
        }
    }

    /// <summary>Whether a request says itself that its body is too large.</summary>
    public static bool IsExceeded(HttpContext context) => Of(context) is { } limit && context.Request.ContentLength > limit;

    private static async Task DrainAsync(HttpContext http, Stream body, long most)
    {
        // Who asked before sending is answered before it sends.
        bool asksFirst = http.Request.Headers.Expect.Count > 0;
        if (asksFirst || http.Request.ContentLength is 0 || http.Request.ContentLength > most)
        {
            return;
        }

        byte[] chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long read = 0;
            while (read <= most && await body.ReadAsync(chunk, http.RequestAborted) is > 0 and int length)
            {
                read += length;
            }
        }
        catch (Exception error) when (error is BadHttpRequestException or IOException or OperationCanceledException)
        {
            // The sender is gone or sends nonsense: there is nothing more to read.
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    // A body of unknown length that turns out too large fails as the server's own check would have it.
    private sealed class LimitedBody(Stream inner, long most) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(await inner.ReadAsync(buffer, cancellationToken));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Counted(int length)
        {
            _read += length;
            return _read <= most ? length : throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
        }
    }
}
