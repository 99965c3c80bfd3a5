using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Quarantine;
using Sipas.AspNetCore.Senders;
using Sipas.Hosting;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Ballots;

/// <summary><c>POST /sipas/v1/ballots</c>: accepts one ballot and returns its receipt.</summary>
internal static partial class BallotEndpoint
{
    public const string Name = "SipasSubmitBallot";

    private const string Pattern = "/sipas/v1/ballots";

    public static void Map(IEndpointRouteBuilder routes)
    {
        BallotRequestSchema.Register(routes.ServiceProvider);
        routes.MapPost(Pattern, SubmitAsync)
            .AnswersFailures(Fail)
            .ChecksSender()
            .WithName(Name)
            .WithTags("Sipas")
            .WithSummary("Accepts one ballot and returns its receipt.")
            .WithDescription("201 for a new ballot; 200 for a ballot that is already stored, with the same receipt. After any failure, "
                + "send the same id and bytes again: the ballot is counted once. An enrolled device adds the header Authorization: "
                + "SipasDevice CODE.SECRET; a sender with a ticket may add Authorization: SipasTicket TOKEN, so that its body is read also "
                + "while many bodies without a credential arrive. Any sender may send its clock in Sipas-Device-Clock. The basis sampled "
                + "requires a ticket of the sample or an interviewer whom the host authorizes, the modes paper, interview, "
                + "phone and post from such an interviewer only: 401 otherwise. A ballot that was filled in while its device was tried out "
                + "is answered with the receipt of a trial and counts nowhere.")
            .Accepts<BallotRequest>("application/json")
            .Produces<ReceiptResponse>(StatusCodes.Status201Created)
            .Produces<ReceiptResponse>(StatusCodes.Status200OK)
            .ProducesProblems(
                StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status408RequestTimeout,
                StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);

        // With the metadata of Accepts, routing itself rejects other content types, without a problem document: this
        // second route handles them.
        routes.MapPost(Pattern, SubmitAsync).AnswersFailures(Fail).ChecksSender().ExcludeFromDescription();
    }

    private static async Task<IResult> SubmitAsync(
        HttpRequest request, BallotIntake intake, CollectionLimits limits, IOptions<SipasOptions> options)
    {
        BallotSender sender = RequestSender.Of(request.HttpContext);

        // Body memory is reserved for data that has arrived: a slow sender takes none.
        RequestBody body = await RequestBody.ReadJsonAsync(request, options.Value.MaximumBallotBytes,
            await RequestSender.HasCredentialAsync(request, limits));
        if (body.Refusal is { } refusal)
        {
            return SipasResults.Problem(refusal, body.Problem!);
        }

        if (sender.Device is not null)
        {
            return await TakeAsync(request, body, intake, sender);
        }

        if (!limits.TryEnterOpen())
        {
            return SipasResults.TooMany(1);
        }

        try
        {
            return await TakeAsync(request, body, intake, sender);
        }
        finally
        {
            limits.LeaveOpen();
        }
    }

    private static void Fail(HttpContext context, Exception error) =>
        LogFailed(context.RequestServices.GetRequiredService<ILogger<BallotIntake>>(), error);

    private static async Task<IResult> TakeAsync(HttpRequest request, RequestBody body, BallotIntake intake, BallotSender sender)
    {
        IntakeResult result = await intake.SubmitAsync(
            body.Bytes, sender with { IsInterviewer = await InterviewerRule.AnyAdmitsAsync(request.HttpContext) },
            request.HttpContext.RequestAborted);
        if (result.Problems.Any(problem => problem.Code is ProblemCodes.TicketInvalid or ProblemCodes.TicketSpent)
            && UnitOf(request, body) is { } unit)
        {
            Refusals.Concern(request.HttpContext, "unit " + unit);
        }

        return result.Status switch
        {
            IntakeStatus.Accepted => SipasResults.Json(ReceiptResponse.Of(result.Receipt!), BallotJson.Body.ReceiptResponse,
                StatusCodes.Status201Created),
            IntakeStatus.AlreadyAccepted => SipasResults.Json(ReceiptResponse.Of(result.Receipt!), BallotJson.Body.ReceiptResponse),
            IntakeStatus.Held => SipasResults.Json(HeldSubmissionResponse.Of(result.Held!), QuarantineJson.Default.HeldSubmissionResponse),
            IntakeStatus.Conflict => SipasResults.Problem(ProblemKind.BallotConflict, result.Problems),
            IntakeStatus.TicketSpent => SipasResults.Problem(ProblemKind.TicketSpent, result.Problems),
            IntakeStatus.Untrusted => SipasResults.Problem(ProblemKind.DeviceUntrusted, result.Problems),
            IntakeStatus.Limited => SipasResults.TooMany(result.RetryAfter),
            IntakeStatus.Unavailable => SipasResults.Unavailable(result.Problems),
            _ => SipasResults.Problem(ProblemKind.BallotInvalid, result.Problems),
        };
    }

    // The unit that a ballot names, if there is one.
    private static string? UnitOf(HttpRequest request, RequestBody body)
    {
        try
        {
            using var ballot = JsonDocument.Parse(body.Bytes);
            return ballot.RootElement.ValueKind == JsonValueKind.Object && ballot.RootElement.TryGetProperty("unit", out JsonElement unit)
                && unit.ValueKind == JsonValueKind.String
                ? request.HttpContext.RequestServices.GetRequiredService<SurveyState>().Units.Find(unit.GetString()!)?.Code
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error,
        Message = "A ballot could not be stored; the sender was asked to send it again.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
