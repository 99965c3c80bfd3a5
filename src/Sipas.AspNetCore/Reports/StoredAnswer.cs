using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Sipas.AspNetCore.Reports;

/// <summary>A response as bytes, which is sent to all identical requests.</summary>
internal sealed class StoredAnswer : IResult
{
    private readonly byte[] _body;
    private readonly KeyValuePair<string, StringValues>[] _headers;

    private StoredAnswer(int status, KeyValuePair<string, StringValues>[] headers, byte[] body) =>
        (Status, _headers, _body) = (status, headers, body);

    public int Status { get; }

    /// <summary>Approximate number of bytes in memory.</summary>
    public long Bytes => _body.Length + _headers.Sum(header => 2L * (header.Key.Length + header.Value.ToString().Length));

    /// <summary>Captures a response instead of sending it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="answer">Creates the response. Headers that the host set before belong to this request and are not
    /// captured.</param>
    public static async Task<StoredAnswer> TakeAsync(HttpContext context, Func<ValueTask<object?>> answer)
    {
        HttpResponse response = context.Response;
        Dictionary<string, StringValues> before = response.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase);
        Stream body = response.Body;
        using var taken = new MemoryStream();
        response.Body = taken;
        try
        {
            await ((IResult)(await answer())!).ExecuteAsync(context);
        }
        finally
        {
            response.Body = body;
        }

        KeyValuePair<string, StringValues>[] headers =
            [.. response.Headers.Where(header => !before.TryGetValue(header.Key, out StringValues known) || known != header.Value)];
        return new StoredAnswer(response.StatusCode, headers, taken.ToArray());
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = Status;
        foreach ((string name, StringValues value) in _headers)
        {
            response.Headers[name] = value;
        }

        return response.Body.WriteAsync(_body, httpContext.RequestAborted).AsTask();
    }
}
