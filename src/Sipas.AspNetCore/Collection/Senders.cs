using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Http;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Collection;

/// <summary>Identifies the sender of a request, and enforces rate limits. Never uses an address.</summary>
internal static class Senders
{
    /// <summary>Name of the header in which a device states its clock at the time of sending.</summary>
    public const string ClockHeader = "Sipas-Device-Clock";

    /// <summary>The scheme of the <c>Authorization</c> header in which a sender presents its ticket before the body.</summary>
    public const string TicketScheme = "SipasTicket";

    /// <summary>
    /// Handles the request of a sender that is neither rejected nor rate limited. An unexpected exception gets the
    /// response of a failed store: the request can be repeated safely, and the response contains no exception text.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="answer">Creates the response.</param>
    /// <param name="failed">Receives the exception, unless it is a <see cref="StoreUnavailableException"/>.</param>
    public static async Task<IResult> AnswerAsync(
        HttpRequest request, DeviceRegistry devices, CollectionLimits limits, TimeProvider clock, Func<BallotSender, Task<IResult>> answer,
        Action<Exception> failed)
    {
        try
        {
            SenderCheck check = await CheckAsync(request, devices, limits, clock);
            return check.Refusal ?? await answer(check.Sender!);
        }
#pragma warning disable CA1031 // See the summary.
        catch (Exception error) when (error is not (OperationCanceledException or StoreUnavailableException))
#pragma warning restore CA1031
        {
            failed(error);
            return SipasResults.Unavailable(SipasResults.Busy(ProblemCodes.StoreFailed));
        }
    }

    /// <summary>
    /// Whether a sender presents a credential before its body: a device, an account of the host, or a valid ticket. A
    /// ticket counts only within its rate limit, so that one ticket cannot take the memory of all.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="sender">The sender, as returned by <see cref="CheckAsync"/>.</param>
    /// <param name="limits">The limits.</param>
    public static async Task<bool> HasCredentialAsync(HttpRequest request, BallotSender sender, CollectionLimits limits)
    {
        HttpContext context = request.HttpContext;
        if (sender.Device is not null || context.User.Identity?.IsAuthenticated == true)
        {
            return true;
        }

        string? header = request.Headers.Authorization;
        return header?.StartsWith(TicketScheme + " ", StringComparison.OrdinalIgnoreCase) == true
            && await context.RequestServices.GetRequiredService<TicketIssuer>()
            .ReadAsync(header[(TicketScheme.Length + 1)..].Trim(), context.RequestAborted) is { } ticket
            && limits.TakeTicketBody(ticket) == 0;
    }

    /// <summary>Checks the credential of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="clock">Server time.</param>
    /// <returns>A device, or <see cref="BallotSender.Unknown"/> if no device credential was presented; an error
    /// response for a credential that is not trusted and for a sender over its rate limit.</returns>
    public static async Task<SenderCheck> CheckAsync(HttpRequest request, DeviceRegistry devices, CollectionLimits limits,
        TimeProvider clock)
    {
        TimeSpan? skew = Iso8601.TryRead(request.Headers[ClockHeader].ToString(), out DateTimeOffset explained)
            ? explained - Iso8601.CutToMilliseconds(clock.GetUtcNow())
            : null;
        string? header = request.Headers.Authorization;
        if (header is null || !header.StartsWith(DeviceCredential.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return new SenderCheck(BallotSender.Unknown with { ClockSkew = skew }, null);
        }

        DeviceCredential? credential = DeviceCredential.Parse(header);
        Device? device = await devices.AuthenticateAsync(credential, request.HttpContext.RequestAborted);
        if (credential is not null && await devices.IsKnownAsync(credential.DeviceCode, request.HttpContext.RequestAborted))
        {
            Refusals.Concern(request.HttpContext, "device " + credential.DeviceCode);
        }

        // Guesses count against the limit of senders without a credential, and so never against the device whose secret
        // is guessed.
        int wait = device is null ? limits.TakeOpen() : limits.TakeDevice(device.Code);
        return wait > 0
            ? new SenderCheck(null, SipasResults.TooMany(wait))
            : device is null
                ? new SenderCheck(null, SipasResults.Problem(ProblemKind.DeviceUntrusted, new Problem(ProblemCodes.DeviceUntrusted)))
                : new SenderCheck(new BallotSender { Device = device, ClockSkew = skew }, null);
    }
}
