using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Senders;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Intake;
using Sipas.Problems;

namespace Sipas.AspNetCore.Devices;

/// <summary>Requests of devices other than ballots: enrolment and heartbeat.</summary>
internal static class DeviceEndpoints
{
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
            routes.MapPost("/sipas/v1/devices/heartbeat", HeartbeatAsync).RequiresDevice(),
            routes.MapPost("/sipas/v1/devices/heartbeat", HeartbeatAsync).RequiresDevice(),
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
            .ProducesProblems(
                StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status408RequestTimeout,
                StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests,
                StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> EnrolAsync(HttpRequest request, DeviceRegistry devices, CollectionLimits limits)
    {
        (EnrolRequest? body, IResult? refusal) = await JsonMessage.ReadAsync(
            request, DeviceJson.Default.EnrolRequest, hasCredential: false);
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
                DeviceJson.Default.EnrolResponse)
            : SipasResults.Problem(ProblemKind.DeviceUntrusted, new Problem(ProblemCodes.EnrolmentCodeUnknown));
    }

    private static async Task<IResult> HeartbeatAsync(HttpRequest request, DeviceRegistry devices, TimeProvider clock)
    {
        Device device = RequestSender.DeviceOf(request.HttpContext);
        (HeartbeatRequest? body, IResult? refusal) = await JsonMessage.ReadAsync(
            request, DeviceJson.Default.HeartbeatRequest, hasCredential: true);
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
            DeviceJson.Default.HeartbeatResponse);
    }

    private static IEnumerable<Problem> Faults(bool wrong, string place, string? value, string allowed) =>
        wrong ? [new Problem(ProblemCodes.DeviceMessageMalformed, place, value, allowed)] : [];
}
