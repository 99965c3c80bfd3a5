using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Sipas.Intake;
using Sipas.Limits;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>The result of reading a request's body: the bytes, or the reason why they were not accepted.</summary>
internal readonly record struct RequestBody(ReadOnlyMemory<byte> Bytes, ProblemKind? Refusal, Problem? Problem)
{
    private const int FirstBytes = 4096;

    /// <summary>Reads a JSON body of limited size.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumBytes">Largest body that is accepted.</param>
    /// <param name="hasCredential">Whether the sender presented a credential that was checked.</param>
    /// <param name="memory">Memory of the body; that of collection if omitted.</param>
    public static async Task<RequestBody> ReadJsonAsync(
        HttpRequest request, int maximumBytes, bool hasCredential, BodyMemory? memory = null)
    {
        if (!IsUtf8Json(request.ContentType))
        {
            return Refuse(ProblemKind.ContentType,
                new Problem(ProblemCodes.ContentType, "Content-Type", request.ContentType ?? "—", "application/json"));
        }

        // A byte order mark is not part of the JSON (RFC 8259, section 8.1).
        RequestBody body = await ReadBytesAsync(request, maximumBytes, hasCredential, memory);
        return body with { Bytes = body.Bytes[^JsonText.WithoutMark(body.Bytes.Span).Length..] };
    }

    /// <summary>
    /// Reads a body of limited size, of any content. It must arrive at its <see cref="BodyPace"/>, and its memory is
    /// part of a bounded total that is released after the response. Memory grows with the bytes that arrive, never with
    /// the declared length.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumBytes">Largest body that is accepted.</param>
    /// <param name="hasCredential">Whether the sender presented a credential that was checked.</param>
    /// <param name="memory">Memory of the body; that of collection if omitted.</param>
    public static async Task<RequestBody> ReadBytesAsync(
        HttpRequest request, int maximumBytes, bool hasCredential, BodyMemory? memory = null)
    {
        if (request.ContentLength > maximumBytes)
        {
            return TooLarge(maximumBytes);
        }

        IServiceProvider services = request.HttpContext.RequestServices;
        BodyPace pace = BodyReading.Spread(BodyPace.Of(services.GetRequiredService<CollectionSettings>(), maximumBytes),
            request.HttpContext.Connection.RemotePort);
        var lease = new BodyLease(memory ?? services.GetRequiredService<CollectionLimits>().Bodies, hasCredential);
        request.HttpContext.Response.RegisterForDispose(lease);
        BodyReading.RequireRate(request.HttpContext, pace);
        try
        {
            return await ReadAsync(request, maximumBytes, pace, services.GetRequiredService<TimeProvider>(), lease);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(maximumBytes);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            return TooSlow(request.HttpContext, pace);
        }
        catch (IOException)
        {
            // The data is not valid HTTP, for example a chunk size beyond any number type, or it ends too early.
            return Refuse(ProblemKind.BallotInvalid, new Problem(ProblemCodes.BodyMalformed, "HTTP", "—"));
        }
    }

    private static async Task<RequestBody> ReadAsync(HttpRequest request, int maximumBytes, BodyPace pace, TimeProvider clock,
        BodyLease lease)
    {
        int maximum = (int)(request.ContentLength ?? maximumBytes) + 1;
        byte[] buffer = [];
        if (!lease.TryGrow(ref buffer, Math.Min(maximum, FirstBytes)))
        {
            return Full(request.HttpContext);
        }

        int length = 0;
        PipeReader reader = BodyLimit.ReaderOf(request.HttpContext);
        using var reading = new BodyReading(reader, pace, clock);
        while (true)
        {
            ReadResult read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            ReadOnlySequence<byte> bytes = read.Buffer;
            long arrived = length + bytes.Length;
            while (arrived <= maximumBytes && arrived >= buffer.Length && !(read.IsCompleted && arrived == buffer.Length))
            {
                if (!lease.TryGrow(ref buffer, (int)Math.Min((long)buffer.Length * 2, maximumBytes + 1)))
                {
                    reader.AdvanceTo(bytes.End);
                    return Full(request.HttpContext);
                }
            }

            if (arrived > maximumBytes)
            {
                reader.AdvanceTo(bytes.End);
                return TooLarge(maximumBytes);
            }

            bytes.CopyTo(buffer.AsSpan(length));
            reader.AdvanceTo(bytes.End);
            length = (int)arrived;
            if (read.IsCompleted)
            {
                return new RequestBody(buffer.AsMemory(0, length), null, null);
            }

            if (!reading.Goes(length))
            {
                return TooSlow(request.HttpContext, pace);
            }
        }
    }

    private static bool IsUtf8Json(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static RequestBody TooLarge(int maximumBytes) =>
        Refuse(ProblemKind.BodyTooLarge,
            new Problem(ProblemCodes.BodyTooLarge, allowed: maximumBytes.ToString(CultureInfo.InvariantCulture)));

    // The rest of the body is not awaited, and the connection cannot be reused.
    private static RequestBody TooSlow(HttpContext context, BodyPace pace)
    {
        Leave(context);
        return Refuse(ProblemKind.BodyTooSlow,
            new Problem(ProblemCodes.BodyTooSlow, allowed: Math.Ceiling(pace.BytesPerSecond).ToString(CultureInfo.InvariantCulture)));
    }

    private static RequestBody Full(HttpContext context)
    {
        Leave(context);
        return Refuse(ProblemKind.Unavailable, SipasResults.Busy(ProblemCodes.BodyMemoryFull));
    }

    private static void Leave(HttpContext context)
    {
        BodyLimit.LeaveRest(context);
        if (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }
    }

    private static RequestBody Refuse(ProblemKind kind, Problem problem) => new(default, kind, problem);
}
