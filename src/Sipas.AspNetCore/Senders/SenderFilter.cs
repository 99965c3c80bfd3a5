using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Http;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Intake;
using Sipas.Problems;

namespace Sipas.AspNetCore.Senders;

/// <summary>Identifies the sender of a request, and enforces rate limits, before its endpoint runs. Never uses an
/// address.</summary>
internal static class SenderFilter
{
    /// <summary>Name of the header in which a device states its clock at the time of sending.</summary>
    public const string ClockHeader = "Sipas-Device-Clock";

    /// <summary>Checks the sender of each request. A credential that is not trusted gets 401 and a sender over its rate
    /// limit 429; the others are available from <see cref="RequestSender.Of"/>.</summary>
    /// <param name="route">The route.</param>
    public static RouteHandlerBuilder ChecksSender(this RouteHandlerBuilder route) => Attach(route, requiresDevice: false);

    /// <summary>As <see cref="ChecksSender"/>, and 401 for a sender that is not a device.</summary>
    /// <param name="route">The route.</param>
    public static RouteHandlerBuilder RequiresDevice(this RouteHandlerBuilder route) => Attach(route, requiresDevice: true);

    private static RouteHandlerBuilder Attach(RouteHandlerBuilder route, bool requiresDevice) =>
        route.AddEndpointFilter(async (invocation, next) =>
    {
        HttpContext context = invocation.HttpContext;
        (BallotSender? sender, IResult? refusal) = await CheckAsync(context);
        if (sender is null)
        {
            return refusal;
        }

        if (requiresDevice && sender.Device is null)
        {
            return SipasResults.Problem(ProblemKind.DeviceUntrusted, new Problem(ProblemCodes.DeviceUntrusted));
        }

        context.Features.Set(new RequestSender(sender));
        return await next(invocation);
    });

    private static async Task<(BallotSender? Sender, IResult? Refusal)> CheckAsync(HttpContext context)
    {
        IServiceProvider services = context.RequestServices;
        var devices = services.GetRequiredService<DeviceRegistry>();
        var limits = services.GetRequiredService<CollectionLimits>();
        HttpRequest request = context.Request;
        TimeSpan? skew = Iso8601.TryRead(request.Headers[ClockHeader].ToString(), out DateTimeOffset explained)
            ? explained - Iso8601.CutToMilliseconds(services.GetRequiredService<TimeProvider>().GetUtcNow())
            : null;
        string? header = request.Headers.Authorization;
        if (header is null || !header.StartsWith(DeviceCredential.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (BallotSender.Unknown with { ClockSkew = skew }, null);
        }

        DeviceCredential? credential = DeviceCredential.Parse(header);
        Device? device = await devices.AuthenticateAsync(credential, context.RequestAborted);
        if (credential is not null && await devices.IsKnownAsync(credential.DeviceCode, context.RequestAborted))
        {
            Refusals.Concern(context, "device " + credential.DeviceCode);
        }

        // Guesses count against the limit of senders without a credential, and so never against the device whose secret
        // is guessed.
        int wait = device is null ? limits.TakeOpen() : limits.TakeDevice(device.Code);
        return wait > 0
            ? (null, SipasResults.TooMany(wait))
            : device is null
                ? (null, SipasResults.Problem(ProblemKind.DeviceUntrusted, new Problem(ProblemCodes.DeviceUntrusted)))
                : (new BallotSender { Device = device, ClockSkew = skew }, null);
    }
}
