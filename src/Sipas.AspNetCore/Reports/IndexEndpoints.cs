using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Disclosure;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Reports;

/// <summary>The figures as JSON: <c>GET /sipas/v1/units</c> and <c>GET /sipas/v1/units/{code}/index</c>.</summary>
internal static class IndexEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, FigureRoutes figures)
    {
        routes.MapGet("/sipas/v1/units", ListAsync).AlsoHead(routes.MapMethods("/sipas/v1/units", ReadRoutes.Head, ListAsync))
            .WithName("SipasListUnits")
            .WithTags("Sipas")
            .WithSummary("Lists the organisation units.")
            .Produces<UnitListResponse>()
            .ProducesProblems(StatusCodes.Status503ServiceUnavailable);
        figures.ShowIndex(
            "/sipas/v1/units/{code}/index", routes.MapGet("/sipas/v1/units/{code}/index", ShowAsync),
            routes.MapMethods("/sipas/v1/units/{code}/index", ReadRoutes.Head, ShowAsync))
            .WithName("SipasUnitIndex")
            .WithTags("Sipas")
            .WithSummary("Returns the index of a unit with all its counts.")
            .WithDescription("One group for each selection basis: sampled and self-selected ballots are never in one figure. Without a "
                + "pack the first questionnaire that has ballots is shown. With a filter only the ballots that meet all of it are counted. "
                + "Figures of too few respondents, or of too few ballots of a channel, are listed under withheld and have no group. "
                + "A group with flagged ballots also has its index without them; closings are the closed surveys with their "
                    + "Merkle roots.")
            .Produces<ScoreDocument>()
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ListAsync(HttpContext context, SurveyState state)
    {
        await state.ReloadAsync(context.RequestAborted);
        return SipasResults.Json(new UnitListResponse { Notice = state.Notice, Units = state.Units.Units },
            ReportJson.Body.UnitListResponse);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, string code, string? pack, string? questionnaireVersion, [AsParameters] IndexFilter filter, SurveyState state,
        FigureService figures)
    {
        FigureView view = FigureRoute.ViewOf(context);
        if (await state.FindUnitAsync(code, context.RequestAborted) is null)
        {
            return SipasResults.Problem(ProblemKind.UnitNotFound, new Problem(ProblemCodes.UnitNotFound, "code", code));
        }

        var problems = new List<Problem>();
        var choice = SurveyChoice.Of(state, view, pack, questionnaireVersion, problems);
        if (choice is null)
        {
            // The questions about the respondent are unknown without a questionnaire; all other problems are
            // reported at once.
            (filter with { Respondent = null, By = null }).Read(state.Units, code, [], problems);
            return SipasResults.Problem(ProblemKind.QueryInvalid, problems);
        }

        var asked = ReportFilter.Read(filter, state.Units, choice, code);
        if (asked.Problems.Count > 0)
        {
            return SipasResults.Problem(ProblemKind.QueryInvalid, asked.Problems);
        }

        ScoreDocument document = await figures.ScoreAsync(
            asked.Ballots(view) with { Breakdown = asked.Split }, context.RequestAborted);
        return SipasResults.Json(document.ToJson());
    }
}
