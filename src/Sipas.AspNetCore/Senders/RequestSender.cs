using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Devices;
using Sipas.Intake;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Senders;

/// <summary>The sender of a request, as checked by <see cref="SenderFilter"/>.</summary>
/// <param name="Sender">A device, or <see cref="BallotSender.Unknown"/> if no device credential was presented.</param>
internal sealed record RequestSender(BallotSender Sender)
{
    /// <summary>The scheme of the <c>Authorization</c> header in which a sender presents its ticket before the body.</summary>
    public const string TicketScheme = "SipasTicket";

    /// <summary>Gets the sender of a request.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="InvalidOperationException">The route was mapped without a sender check.</exception>
    public static BallotSender Of(HttpContext context) => context.Features.Get<RequestSender>()?.Sender
        ?? throw new InvalidOperationException("The route was mapped without a sender check.");

    /// <summary>Gets the device that sent a request to a route that requires one.</summary>
    /// <param name="context">The request.</param>
    public static Device DeviceOf(HttpContext context) => Of(context).Device
        ?? throw new InvalidOperationException("The route does not require a device.");

    /// <summary>
    /// Whether a sender presents a credential before its body: a device, an account of the host, or a valid ticket. A
    /// ticket counts only within its rate limit, so that one ticket cannot take the memory of all.
    /// </summary>
    /// <param name="request">The request, whose sender was checked.</param>
    /// <param name="limits">The limits.</param>
    public static async Task<bool> HasCredentialAsync(HttpRequest request, CollectionLimits limits)
    {
        HttpContext context = request.HttpContext;
        if (Of(context).Device is not null || context.User.Identity?.IsAuthenticated == true)
        {
            return true;
        }

        string? header = request.Headers.Authorization;
        return header?.StartsWith(TicketScheme + " ", StringComparison.OrdinalIgnoreCase) == true
            && await context.RequestServices.GetRequiredService<TicketIssuer>()
            .ReadAsync(header[(TicketScheme.Length + 1)..].Trim(), context.RequestAborted) is { } ticket
            && limits.TakeTicketBody(ticket) == 0;
    }
}
