using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Storage;

namespace Sipas.AspNetCore.Ballots;

/// <summary><c>GET /sipas/v1/keys</c>: the public keys with which anyone can verify a receipt.</summary>
internal static class KeyEndpoint
{
    public const string Name = "SipasReceiptKeys";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sipas/v1/keys", ShowAsync).AlsoHead(routes.MapMethods("/sipas/v1/keys", ReadRoutes.Head, ShowAsync))
            .WithName(Name)
            .WithTags("Sipas")
            .WithSummary("Returns the public keys that verify receipts.")
            .WithDescription("All keys that have ever signed, oldest first. A reader with the id of a key from another source "
                + "can check that these are the keys of the survey.")
            .Produces<KeysResponse>(StatusCodes.Status200OK)
            .ProducesProblems(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> ShowAsync(HttpContext context, ISipasStorage storage) =>
        SipasResults.Json(KeysResponse.Of(await storage.Ballots.ReadKeysAsync(context.RequestAborted)), BallotJson.Body.KeysResponse);
}
