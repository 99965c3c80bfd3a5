using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Senders;
using Sipas.Cases;
using Sipas.Intake;
using Sipas.Limits;
using Sipas.Problems;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Contact;

/// <summary><c>POST /sipas/v1/contacts</c>: a citizen requests contact. The request refers to no ballot.</summary>
internal static partial class ContactEndpoint
{
    public const string Name = "SipasRequestContact";

    private const string Pattern = "/sipas/v1/contacts";
    private const int MaximumBytes = 8192;

    public static void Map(IEndpointRouteBuilder routes)
    {
        // As with ballots: Accepts would reject other content types without a problem document.
        routes.MapPost(Pattern, TakeAsync).AnswersFailures(Fail).ChecksSender().ExcludeFromDescription();
        routes.MapPost(Pattern, TakeAsync)
            .AnswersFailures(Fail)
            .ChecksSender()
            .WithName(Name)
            .WithTags("Sipas")
            .WithSummary("Accepts a citizen's contact request.")
            .WithDescription("Stored separately from the ballots, without a reference to one; only its day is stored. 201 for a "
                + "new request and 200 for the same one again, with the same response. The ticket selects the limit and is not "
                + "stored. 404 if the host does not offer contact.")
            .Accepts<ContactBody>("application/json")
            .Produces<ContactResponse>(StatusCodes.Status201Created)
            .Produces<ContactResponse>(StatusCodes.Status200OK)
            .ProducesProblems(
                StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound,
                StatusCodes.Status408RequestTimeout, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> TakeAsync(
        HttpRequest request, ContactCaseService service, TicketIssuer tickets, CollectionLimits limits, CollectionSettings settings)
    {
        BallotSender sender = RequestSender.Of(request.HttpContext);
        (ContactBody? body, byte[] hash, IResult? refusal) = await ReadAsync(
            request, await RequestSender.HasCredentialAsync(request, limits));
        if (refusal is not null)
        {
            return refusal;
        }

        Ticket? ticket = sender.Device is null && body!.Ticket is { } token
            ? await tickets.ReadSignedAsync(token, request.HttpContext.RequestAborted)
            : null;
        if (sender.Device is null && ticket is null && !settings.OpenBallots)
        {
            return SipasResults.Problem(ProblemKind.DeviceUntrusted, new Problem(ProblemCodes.DeviceUntrusted));
        }

        ContactResult result = await service.TakeAsync(body!.ToRequest(), body.Consent, sender.Device, ticket,
            request.HttpContext.RequestAborted);
        return result.Status switch
        {
            ContactStatus.Stored => SipasResults.Json(
                ContactResponse.Of(result.Case!, hash), ContactJson.Default.ContactResponse,
                result.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
            ContactStatus.Conflict => SipasResults.Problem(ProblemKind.ContactConflict, result.Problems),
            ContactStatus.Limited => SipasResults.TooMany(result.RetryAfter),
            ContactStatus.NotOffered => SipasResults.Problem(ProblemKind.ContactNotOffered, result.Problems),
            _ => SipasResults.Problem(ProblemKind.ContactInvalid, result.Problems),
        };
    }

    private static void Fail(HttpContext context, Exception error) =>
        LogFailed(context.RequestServices.GetRequiredService<ILogger<ContactCaseService>>(), error);

    private static async Task<(ContactBody? Body, byte[] Hash, IResult? Refusal)> ReadAsync(HttpRequest request, bool hasCredential)
    {
        RequestBody body = await RequestBody.ReadJsonAsync(request, MaximumBytes, hasCredential);
        if (body.Refusal is { } refusal)
        {
            return (null, [], SipasResults.Problem(refusal, body.Problem!));
        }

        (ContactBody? read, IResult? malformed) = JsonMessage.Parse(body.Bytes, ContactJson.Default.ContactBody);
        return (read, SHA256.HashData(body.Bytes.Span), malformed);
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error,
        Message = "A contact request could not be stored; the sender was asked to send it again.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
