using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Ballots;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Storage;

namespace Sipas.AspNetCore.Reports;

/// <summary>The figures as JSON: <c>GET /sipas/v1/units</c> and <c>GET /sipas/v1/units/{code}/index</c>.</summary>
internal static class IndexEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sipas/v1/units", ListAsync)
            .WithName("SipasListUnits")
            .WithTags("Sipas")
            .WithSummary("Lists the organisation units.")
            .Produces<UnitListResponse>()
            .Produces<ProblemResponse>(StatusCodes.Status503ServiceUnavailable, SipasResults.ProblemContentType);
        routes.MapGet("/sipas/v1/units/{code}/index", ShowAsync)
            .WithName("SipasUnitIndex")
            .WithTags("Sipas")
            .WithSummary("Gives the index of a unit with all counts behind it.")
            .WithDescription("One group for each selection basis: listed and self-selected ballots are never in one figure. Without a pack the first questionnaire that has ballots is shown.")
            .Produces<ScoreDocument>()
            .Produces<ProblemResponse>(StatusCodes.Status400BadRequest, SipasResults.ProblemContentType)
            .Produces<ProblemResponse>(StatusCodes.Status404NotFound, SipasResults.ProblemContentType)
            .Produces<ProblemResponse>(StatusCodes.Status503ServiceUnavailable, SipasResults.ProblemContentType);
    }

    private static async Task<IResult> ListAsync(HttpContext context, SurveyState state)
    {
        try
        {
            await state.ReloadAsync(context.RequestAborted);
        }
        catch (StoreUnavailableException)
        {
            return SipasResults.Unavailable(SipasResults.Busy(ProblemCodes.StoreBusy));
        }

        return SipasResults.Json(new UnitListResponse { Notice = state.Notice, Units = state.Units.Units }, SipasJson.Body.UnitListResponse);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string code, string? pack, string? questionnaireVersion, SurveyState state)
    {
        try
        {
            await state.FollowAsync(context.RequestAborted);
        }
        catch (StoreUnavailableException)
        {
            return SipasResults.Unavailable(SipasResults.Busy(ProblemCodes.StoreBusy));
        }

        if (state.Units.Find(code) is null)
        {
            return SipasResults.Problem(ProblemKind.UnitNotFound, new Problem(ProblemCodes.UnitNotFound, "code", code));
        }

        var problems = new List<Problem>();
        if (SurveyChoice.Of(state, pack, questionnaireVersion, problems) is not { } choice)
        {
            return SipasResults.Problem(ProblemKind.QueryInvalid, problems);
        }

        return SipasResults.Json(DocumentOf(state, choice, code).ToJson());
    }

    private static ScoreDocument DocumentOf(SurveyState state, SurveyChoice choice, string code) => new()
    {
        Pack = choice.Pack.Id,
        PackStatus = choice.Pack.Status,
        QuestionnaireVersion = choice.Layout.QuestionnaireVersion,
        Rules = choice.Pack.Rules,
        Notice = state.Notice,
        Groups = [.. Enum.GetValues<SelectionBasis>().Select(basis => Figures.Of(Scorer.Score(choice.Pack, state.Live.Tally(choice.Layout, code, basis)), code, basis))],
    };
}
