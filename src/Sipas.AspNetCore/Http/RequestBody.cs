using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>What came of reading a request's body: the bytes, or why they were not taken.</summary>
internal readonly record struct RequestBody(ReadOnlyMemory<byte> Bytes, ProblemKind? Refusal, Problem? Problem)
{
    /// <summary>Reads a JSON body of limited size; nothing beyond the limit is ever held.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumBytes">Largest body that is taken.</param>
    public static async Task<RequestBody> ReadJsonAsync(HttpRequest request, int maximumBytes)
    {
        if (!IsUtf8Json(request.ContentType))
        {
            return Refuse(ProblemKind.ContentType, new Problem(ProblemCodes.ContentType, "Content-Type", request.ContentType ?? "—", "application/json"));
        }

        // A byte order mark is no part of the JSON (RFC 8259, section 8.1).
        RequestBody body = await ReadBytesAsync(request, maximumBytes);
        return body with { Bytes = body.Bytes[^JsonText.WithoutMark(body.Bytes.Span).Length..] };
    }

    /// <summary>Reads a body of limited size, whatever it is; nothing beyond the limit is ever held.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumBytes">Largest body that is taken.</param>
    public static async Task<RequestBody> ReadBytesAsync(HttpRequest request, int maximumBytes)
    {
        if (request.ContentLength > maximumBytes)
        {
            return TooLarge(maximumBytes);
        }

        try
        {
            return await ReadAsync(request, maximumBytes);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(maximumBytes);
        }
        catch (IOException)
        {
            // What was sent is no HTTP, for example a chunk of a size that no number holds, or ends too early.
            return Refuse(ProblemKind.BallotInvalid, new Problem(ProblemCodes.BodyMalformed, "HTTP", "—"));
        }
    }

    private static async Task<RequestBody> ReadAsync(HttpRequest request, int maximumBytes)
    {
        byte[] buffer = new byte[(int)(request.ContentLength ?? Math.Min(maximumBytes, 4096)) + 1];
        int length = 0;
        while (true)
        {
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0)
            {
                return new RequestBody(buffer.AsMemory(0, length), null, null);
            }

            length += read;
            if (length > maximumBytes)
            {
                return TooLarge(maximumBytes);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, maximumBytes + 1));
            }
        }
    }

    private static bool IsUtf8Json(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static RequestBody TooLarge(int maximumBytes) =>
        Refuse(ProblemKind.BodyTooLarge, new Problem(ProblemCodes.BodyTooLarge, allowed: maximumBytes.ToString(CultureInfo.InvariantCulture)));

    private static RequestBody Refuse(ProblemKind kind, Problem problem) => new(default, kind, problem);
}
