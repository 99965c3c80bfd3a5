using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Intake;
using Sipas.Problems;

namespace Sipas.AspNetCore.Collection;

/// <summary>Requests of devices other than ballots: enrolment and heartbeat.</summary>
internal static class DeviceEndpoints
{
    private const int MaximumBytes = 2048;
    private const int MaximumVersionLength = 64;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Twins(
            routes.MapPost("/sipas/v1/devices/enrol", EnrolAsync), routes.MapPost("/sipas/v1/devices/enrol", EnrolAsync),
            "SipasEnrolDevice", "Enrols a device by its one-time code.",
            "The secret is shown in this answer and never again. 401 for a code that is unknown, used or ended: one answer for all.")
            .Accepts<EnrolRequest>("application/json")
            .Produces<EnrolResponse>();
        Twins(
            routes.MapPost("/sipas/v1/devices/heartbeat", HeartbeatAsync), routes.MapPost("/sipas/v1/devices/heartbeat", HeartbeatAsync),
            "SipasDeviceHeartbeat", "Takes a device's sign of life.",
            "With the header \"Authorization: SipasDevice CODE.SECRET\". Sent each minute: officers see queue, version and clock of "
            + "every device, and which are silent.")
            .Accepts<HeartbeatRequest>("application/json")
            .Produces<HeartbeatResponse>();
    }

    private static RouteHandlerBuilder Twins(RouteHandlerBuilder described, RouteHandlerBuilder other, string name, string summary,
        string description)
    {
        // As with ballots: Accepts would reject other content types without a problem document.
        other.ExcludeFromDescription();
        return described.WithName(name).WithTags("Sipas devices").WithSummary(summary).WithDescription(description)
            .Produces<ProblemResponse>(StatusCodes.Status400BadRequest, SipasResults.ProblemContentType)
            .Produces<ProblemResponse>(StatusCodes.Status401Unauthorized, SipasResults.ProblemContentType)
            .Produces<ProblemResponse>(StatusCodes.Status408RequestTimeout, SipasResults.ProblemContentType)
            .Produces<ProblemResponse>(StatusCodes.Status413PayloadTooLarge, SipasResults.ProblemContentType)
            .Produces<ProblemResponse>(StatusCodes.Status415UnsupportedMediaType, SipasResults.ProblemContentType)
            .Produces<ProblemResponse>(StatusCodes.Status429TooManyRequests, SipasResults.ProblemContentType)
            .Produces<ProblemResponse>(StatusCodes.Status503ServiceUnavailable, SipasResults.ProblemContentType);
    }

    private static async Task<IResult> EnrolAsync(HttpRequest request, DeviceRegistry devices, CollectionLimits limits)
    {
        (EnrolRequest? body, IResult? refusal) = await ReadAsync(request, CollectionJson.Default.EnrolRequest, hasCredential: false);
        if (limits.TakeEnrolment() is > 0 and int wait)
        {
            return SipasResults.TooMany(wait);
        }

        if (refusal is not null)
        {
            return refusal;
        }

        return await devices.EnrolAsync(body!.Code, request.HttpContext.RequestAborted) is { } enrolment
            ? SipasResults.Json(
                new EnrolResponse
                {
                    Device = enrolment.Device.Code,
                    Secret = Base64Text.Encode(enrolment.Secret.Span),
                    Unit = enrolment.Device.UnitCode,
                    Phase = DevicePhaseNames.Of(enrolment.Device.Phase),
                },
                CollectionJson.Default.EnrolResponse)
            : SipasResults.Problem(ProblemKind.DeviceUntrusted, new Problem(ProblemCodes.EnrolmentCodeUnknown));
    }

    private static async Task<IResult> HeartbeatAsync(
        HttpRequest request, DeviceRegistry devices, CollectionLimits limits, TimeProvider clock)
    {
        SenderCheck check = await Senders.CheckAsync(request, devices, limits, clock);
        if (check.Sender?.Device is not { } device)
        {
            return check.Refusal ?? SipasResults.Problem(ProblemKind.DeviceUntrusted, new Problem(ProblemCodes.DeviceUntrusted));
        }

        (HeartbeatRequest? body, IResult? refusal) = await ReadAsync(request, CollectionJson.Default.HeartbeatRequest, hasCredential: true);
        if (refusal is not null)
        {
            return refusal;
        }

        DateTimeOffset now = Iso8601.CutToMilliseconds(clock.GetUtcNow().ToUniversalTime());
        DateTimeOffset explained = default;
        Problem[] problems =
        [
            .. Faults(body!.Queue < 0, "queue", body.Queue.ToString(System.Globalization.CultureInfo.InvariantCulture), "0–"),
            .. Faults(body.Version is { Length: > MaximumVersionLength }, "version", body.Version, $"1–{MaximumVersionLength}"),
            .. Faults(body.Clock is { } clockText && !Iso8601.TryRead(clockText, out explained), "clock", body.Clock,
                "2026-11-21T08:30:00+07:00"),
        ];
        if (problems.Length > 0)
        {
            return SipasResults.Problem(ProblemKind.DeviceMessageInvalid, problems);
        }

        string? version = body.Version is null ? null : TextSanitizer.Clean(body.Version, keepLines: false);
        var sign = new DeviceStatus(now, body.Queue, version, body.Clock is null ? null : explained - now);
        await devices.HeardAsync(device.Code, sign, request.HttpContext.RequestAborted);
        return SipasResults.Json(
            new HeartbeatResponse
            {
                ServerTime = now.UtcDateTime
                    .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
                Phase = DevicePhaseNames.Of(device.Phase),
            },
            CollectionJson.Default.HeartbeatResponse);
    }

    private static IEnumerable<Problem> Faults(bool wrong, string place, string? value, string allowed) =>
        wrong ? [new Problem(ProblemCodes.DeviceMessageMalformed, place, value, allowed)] : [];

    /// <summary>Reads a small JSON body.</summary>
    /// <returns>The body, or the error response.</returns>
    internal static async Task<(T? Body, IResult? Refusal)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, bool hasCredential)
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
    internal static (T? Body, IResult? Refusal) Parse<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
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
