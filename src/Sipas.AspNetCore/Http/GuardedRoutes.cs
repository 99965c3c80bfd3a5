using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>A set of routes for which a host must specify authorization.</summary>
/// <param name="Code">Code of the problem when it does not.</param>
/// <param name="Kind">The response to requests in this case.</param>
/// <param name="Method">The method that maps them.</param>
internal sealed record GuardedRoutes(string Code, ProblemKind Kind, string Method)
{
    public static readonly GuardedRoutes Reports = new(ProblemCodes.ReportsUnguarded, ProblemKind.ReportsUnguarded, "MapSipasReports");

    public static readonly GuardedRoutes Admin = new(ProblemCodes.AdminUnguarded, ProblemKind.AdminUnguarded, "MapSipasAdmin");

    public static readonly GuardedRoutes Tickets = new(ProblemCodes.TicketsUnguarded, ProblemKind.TicketsUnguarded, "MapSipasTickets");

    public Problem Problem(string? place) => new(Code, place, null, $"app.{Method}().RequireAuthorization(\"policy\") / .AllowAnonymous()");
}
