using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.Aggregation;
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
            .WithDescription("One group for each selection basis: listed and self-selected ballots are never in one figure. Without a pack the first questionnaire that has ballots is shown. With a filter only the ballots that meet all of it are counted.")
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

    private static async Task<IResult> ShowAsync(
        HttpContext context, string code, string? pack, string? questionnaireVersion, [AsParameters] IndexFilter filter, SurveyState state)
    {
        try
        {
            await state.FollowAsync(context.RequestAborted);
            if (state.Units.Find(code) is null)
            {
                return SipasResults.Problem(ProblemKind.UnitNotFound, new Problem(ProblemCodes.UnitNotFound, "code", code));
            }

            var problems = new List<Problem>();
            SurveyChoice? choice = SurveyChoice.Of(state, pack, questionnaireVersion, problems);
            StoredBallotFilter? wanted = filter.Read(state.Units, code, problems);
            if (choice is null || problems.Count > 0)
            {
                return SipasResults.Problem(ProblemKind.QueryInvalid, problems);
            }

            StoredColumns? columns = wanted is null ? null : await state.ColumnsAsync(progress: null, context.RequestAborted);
            return SipasResults.Json(DocumentOf(state, choice, code, basis => columns is null
                ? state.Live.Tally(choice.Layout, code, basis)
                : columns.Tally(choice.Layout, wanted! with { Bases = [basis] })).ToJson());
        }
        catch (StoreUnavailableException)
        {
            return SipasResults.Unavailable(SipasResults.Busy(ProblemCodes.StoreBusy));
        }
        catch (SipasException error) when (error.Problems.All(problem => problem.Code == ProblemCodes.QueryValue))
        {
            return SipasResults.Problem(ProblemKind.QueryInvalid, error.Problems);
        }
    }

    private static ScoreDocument DocumentOf(SurveyState state, SurveyChoice choice, string code, Func<SelectionBasis, AnswerTally> count) => new()
    {
        Pack = choice.Pack.Id,
        PackStatus = choice.Pack.Status,
        QuestionnaireVersion = choice.Layout.QuestionnaireVersion,
        Rules = choice.Pack.Rules,
        Notice = state.Notice,
        Groups = [.. Enum.GetValues<SelectionBasis>().Select(basis => Figures.Of(Scorer.Score(choice.Pack, count(basis)), code, basis))],
    };
}
