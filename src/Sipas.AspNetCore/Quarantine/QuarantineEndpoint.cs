using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Senders;
using Sipas.Common;
using Sipas.Intake;
using Sipas.Limits;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Storage;

namespace Sipas.AspNetCore.Quarantine;

/// <summary><c>POST /sipas/v1/quarantine</c>: a permanently rejected submission is stored unchanged for review by an
/// officer, so that the tablet can continue.</summary>
internal static class QuarantineEndpoint
{
    /// <summary>Name of the header with the id of the ballot.</summary>
    public const string IdHeader = "Sipas-Ballot-Id";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sipas/v1/quarantine", SaveAsync)
        .ChecksSender()
        .WithName("SipasQuarantine")
        .WithTags("Sipas devices")
        .WithSummary("Stores a submission that was refused permanently, byte for byte, for an officer.")
        .WithDescription("The header Sipas-Ballot-Id names the ballot. Any bytes are accepted. The same bytes get the same receipt. "
            + "429 when this sender has reached its limit of held submissions: send it again later.")
        .Accepts<Stream>("application/octet-stream", "application/json")
        .Produces<HeldSubmissionResponse>()
        .ProducesProblems(
            StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status408RequestTimeout,
            StatusCodes.Status413PayloadTooLarge, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> SaveAsync(
        HttpRequest request, ISipasStorage storage, CollectionLimits limits, CollectionSettings settings, TimeProvider clock)
    {
        BallotSender sender = RequestSender.Of(request.HttpContext);
        string id = request.Headers[IdHeader].ToString();
        if (!Guid.TryParseExact(id, "D", out Guid ballotId) || ballotId == Guid.Empty)
        {
            return SipasResults.Problem(ProblemKind.PackageInvalid,
                new Problem(ProblemCodes.PackageIdMalformed, IdHeader, id.Length == 0 ? "—" : id));
        }

        RequestBody body = await RequestBody.ReadBytesAsync(
            request, settings.MaximumQuarantineBytes, await RequestSender.HasCredentialAsync(request, limits));
        if (sender.Device is null && limits.TakeOpen() is > 0 and int wait)
        {
            return SipasResults.TooMany(wait);
        }

        if (body.Refusal is { } refusal)
        {
            return SipasResults.Problem(refusal, body.Problem!);
        }

        if (body.Bytes.IsEmpty)
        {
            return SipasResults.Problem(ProblemKind.PackageInvalid, new Problem(ProblemCodes.BodyEmpty));
        }

        var package = new HeldSubmission
        {
            Kind = HeldSubmissionKind.Quarantine,
            BallotId = ballotId,
            DeviceCode = sender.Device?.Code,
            ReceivedAt = Iso8601.CutToMilliseconds(clock.GetUtcNow().ToUniversalTime()),
            Body = body.Bytes,
        };
        HeldSubmissionOutcome outcome = await storage.Held.HoldAsync(
            package, settings.QuarantinePerSender, request.HttpContext.RequestAborted);
        return outcome.Receipt is { } receipt
            ? SipasResults.Json(HeldSubmissionResponse.Of(receipt), QuarantineJson.Default.HeldSubmissionResponse)
            : SipasResults.TooMany(IntakeResult.FullRetryAfterSeconds,
                new Problem(ProblemCodes.QuarantineFull, allowed: settings.QuarantinePerSender.ToString(CultureInfo.InvariantCulture)));
    }
}
