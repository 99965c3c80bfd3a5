using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Common;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Tickets;

/// <summary><c>POST /sipas/v1/tickets</c>: issues the ticket of a dossier for an application in another process.</summary>
internal static class TicketEndpoints
{
    private const string Pattern = "/sipas/v1/tickets";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Pattern, IssueAsync)
            .WithName("SipasIssueTicket")
            .WithTags("Sipas tickets")
            .WithSummary("Issues the ticket of a dossier.")
            .WithDescription("For applications that the host authorizes. A repeated request for the same dossier returns the same token "
                + "until it expires. The number of the dossier is not stored.")
            .Accepts<TicketRequest>("application/json")
            .Produces<TicketResponse>()
            .ProducesProblems(
                StatusCodes.Status400BadRequest, StatusCodes.Status408RequestTimeout, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable);

        // As with ballots: Accepts would reject other content types without a problem document.
        routes.MapPost(Pattern, IssueAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> IssueAsync(HttpRequest request, ITicketIssuer tickets)
    {
        (TicketRequest? body, IResult? refusal) = await JsonMessage.ReadAsync(
            request, TicketJson.Default.TicketRequest, request.HttpContext.User.Identity?.IsAuthenticated == true);
        if (refusal is not null)
        {
            return refusal;
        }

        return await ReportedProblems.HandleAsync(
            async () =>
            {
                IssuedTicket issued = await tickets.IssueAsync(
                    body!.Dossier, body.Unit, body.Procedure, request.HttpContext.RequestAborted);
                return SipasResults.Json(
                    new TicketResponse { Token = issued.Token, Path = issued.Path, ExpiresAt = Iso8601.Write(issued.Ticket.ExpiresAt) },
                    TicketJson.Default.TicketResponse);
            },
            problems => SipasResults.Problem(ProblemKind.TicketInvalid, problems));
    }
}
