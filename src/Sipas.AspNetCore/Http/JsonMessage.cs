using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>Small JSON bodies of programs: requests of devices, tickets and contact.</summary>
internal static class JsonMessage
{
    private const int MaximumBytes = 2048;

    /// <summary>Reads a body of at most 2,048 bytes.</summary>
    /// <returns>The message, or the error response.</returns>
    public static async Task<(T? Body, IResult? Refusal)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, bool hasCredential)
        where T : class
    {
        RequestBody body = await RequestBody.ReadJsonAsync(request, MaximumBytes, hasCredential);
        if (body.Refusal is { } refusal)
        {
            return (null, SipasResults.Problem(refusal, body.Problem!));
        }

        return Parse(body.Bytes, type);
    }

    /// <summary>Parses JSON that was received completely.</summary>
    /// <returns>The message, or the error response.</returns>
    public static (T? Body, IResult? Refusal) Parse<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(JsonText.Checked(json.Span), type) is { } read
                ? (read, null)
                : (null, Malformed("$", "null"));
        }
        catch (JsonException error)
        {
            return (null, Malformed(error.Path ?? "$", "—"));
        }
        catch (SipasException error)
        {
            return (null, SipasResults.Problem(ProblemKind.DeviceMessageInvalid, error.Problems));
        }

        static IResult Malformed(string place, string value) =>
            SipasResults.Problem(ProblemKind.DeviceMessageInvalid, new Problem(ProblemCodes.DeviceMessageMalformed, place, value, "JSON"));
    }
}
