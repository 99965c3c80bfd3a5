using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Http;
using Sipas.Collection;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.AspNetCore.Collection;

/// <summary>What came of looking at a request's credential: who sends, or the refusal.</summary>
/// <param name="Sender">Who sends; null when refused.</param>
/// <param name="Refusal">The answer; null when not refused.</param>
internal readonly record struct SenderCheck(BallotSender? Sender, IResult? Refusal);

/// <summary>Finds out who sends a request, and holds whoever sends too fast. Never looks at an address.</summary>
internal static class Senders
{
    /// <summary>Name of the header in which a device tells its clock at the moment of sending.</summary>
    public const string ClockHeader = "Sipas-Device-Clock";

    /// <summary>The scheme of the <c>Authorization</c> header by which a sender shows its ticket before the body.</summary>
    public const string TicketScheme = "SipasTicket";

    /// <summary>
    /// Handles the request of a sender that is neither refused nor rate limited. An unexpected exception gets the response of a failed store: the request can be
    /// repeated safely, and the response contains no exception text.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="answer">Makes the answer.</param>
    /// <param name="failed">Receives the exception, unless it is a <see cref="StoreUnavailableException"/>.</param>
    public static async Task<IResult> AnswerAsync(
        HttpRequest request, DeviceRegistry devices, CollectionLimits limits, TimeProvider clock, Func<BallotSender, Task<IResult>> answer, Action<Exception> failed)
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
    /// Whether a sender shows a credential before its body: a device, an account of the host, or a ticket that has not ended. A ticket counts only as often as its rate
    /// allows, so that one ticket does not take the memory of all.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="sender">The sender, as <see cref="CheckAsync"/> found it.</param>
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
            && await context.RequestServices.GetRequiredService<TicketOffice>().ReadAsync(header[(TicketScheme.Length + 1)..].Trim(), context.RequestAborted) is { } ticket
            && limits.TakeTicketBody(ticket) == 0;
    }

    /// <summary>Looks at the credential of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="clock">Server time.</param>
    /// <returns>A device, or <see cref="BallotSender.Unknown"/> where no device credential was shown; a refusal for a credential that is not trusted and for one that sends too fast.</returns>
    public static async Task<SenderCheck> CheckAsync(HttpRequest request, DeviceRegistry devices, CollectionLimits limits, TimeProvider clock)
    {
        TimeSpan? skew = IsoTime.TryRead(request.Headers[ClockHeader].ToString(), out DateTimeOffset told) ? told - IsoTime.CutToMilliseconds(clock.GetUtcNow()) : null;
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

        // Guesses are charged to those without a credential, and so never to the device whose secret is guessed.
        int wait = device is null ? limits.TakeOpen() : limits.TakeDevice(device.Code);
        return wait > 0 ? new SenderCheck(null, SipasResults.TooMany(wait))
            : device is null ? new SenderCheck(null, SipasResults.Problem(ProblemKind.DeviceUntrusted, new Problem(ProblemCodes.DeviceUntrusted)))
            : new SenderCheck(new BallotSender { Device = device, ClockSkew = skew }, null);
    }
}
