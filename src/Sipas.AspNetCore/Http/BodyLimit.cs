using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sipas.AspNetCore.Http;

/// <summary>Maximum size of a request body: the endpoint's own limit, or the server's.</summary>
/// <param name="Bytes">The limit; null for none.</param>
/// <remarks>
/// A client that gets a response while it is still sending sees a broken connection instead of the response. So an
/// unwanted body is read and discarded, up to a bound, before the response is sent. The server's own check would break
/// the connection first, so its limit is raised by the bound and the endpoint's limit is enforced here.
/// </remarks>
internal sealed record BodyLimit(long? Bytes)
{
    private const int ChunkBytes = 81_920;

    // A request of a program is small, and anyone may send one: discarding its rest takes little memory and a bounded time.
    private const int SmallChunkBytes = 4096;

    // Set if no browser waits for the response.
    private bool LeavesRest { get; set; }

    private PipeReader? Reader { get; init; }

    /// <summary>Enforces the limits of the endpoints of a group and discards unwanted bodies.</summary>
    /// <param name="group">The group; call this before other filters are added.</param>
    /// <param name="drained">
    /// Bytes beyond the limit that are read and discarded. A larger body gets its response immediately, which its sender may not see.
    /// </param>
    /// <param name="longest">Maximum duration of reading and discarding; null for no limit.</param>
    public static void Attach(RouteGroupBuilder group, long drained, TimeSpan? longest = null) =>
        group.AddEndpointFilter(async (context, next) =>
    {
        HttpContext http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            return await next(context);
        }

        IHttpMaxRequestBodySizeFeature? server = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var limit = new BodyLimit(server?.MaxRequestBodySize) { Reader = http.Request.BodyReader };
        if (server is { IsReadOnly: false, MaxRequestBodySize: { } bytes })
        {
            server.MaxRequestBodySize = bytes + drained;
        }

        http.Features.Set(limit);
        Stream body = http.Request.Body;
        if (limit.Bytes is { } maximum)
        {
            http.Request.Body = new LimitedBody(body, maximum);
        }

        object? answer = await next(context);
        http.Request.Body = body;
        if (limit.LeavesRest)
        {
            return answer;
        }

        await DrainAsync(http, body, (limit.Bytes ?? 0) + drained, longest);
        return answer;
    });

    /// <summary>Gets the limit of a request; none if no group enforces one.</summary>
    public static long? Of(HttpContext context) => context.Features.Get<BodyLimit>()?.Bytes;

    /// <summary>Gets the reader of the request body without the endpoint's limit; the caller enforces its own.</summary>
    public static PipeReader ReaderOf(HttpContext context) => context.Features.Get<BodyLimit>()?.Reader ?? context.Request.BodyReader;

    /// <summary>Responds at once, without reading the rest of the body: for a sender that is not a browser with a page
    /// of this library.</summary>
    public static void LeaveRest(HttpContext context)
    {
        if (context.Features.Get<BodyLimit>() is { } limit)
        {
            limit.LeavesRest = true;
        }
    }

    /// <summary>Whether a request declares a body that is too large.</summary>
    public static bool IsExceeded(HttpContext context) => Of(context) is { } limit && context.Request.ContentLength > limit;

    private static async Task DrainAsync(HttpContext http, Stream body, long maximum, TimeSpan? longest)
    {
        // A client that sent Expect gets the response before it sends the body.
        bool asksFirst = http.Request.Headers.Expect.Count > 0;
        if (asksFirst || http.Request.ContentLength is 0 || http.Request.ContentLength > maximum)
        {
            return;
        }

        byte[] chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(longest is null ? ChunkBytes : SmallChunkBytes);
        using var late = new CancellationTokenSource(longest ?? Timeout.InfiniteTimeSpan,
            http.RequestServices.GetRequiredService<TimeProvider>());
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, http.RequestAborted);
        try
        {
            long read = 0;
            while (read <= maximum && await body.ReadAsync(chunk, ended.Token) is > 0 and int length)
            {
                read += length;
            }
        }
        catch (Exception error) when (error is BadHttpRequestException or IOException or OperationCanceledException)
        {
            // The sender has disconnected or sends malformed data: there is nothing more to read.
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    // A body of unknown length that turns out too large fails in the same way as with the server's own check.
    private sealed class LimitedBody(Stream inner, long maximum) : Stream
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

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Counted(await inner.ReadAsync(buffer, cancellationToken));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

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
            return _read <= maximum
                ? length
                : throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
        }
    }
}
