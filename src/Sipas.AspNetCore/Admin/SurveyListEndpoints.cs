using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Plans;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin;

/// <summary>The first page of the officer: <c>/admin</c>, the surveys.</summary>
internal static class SurveyListEndpoints
{
    public const string ListName = "SipasAdminSurveys";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin", ShowAsync).AlsoHead(routes.MapMethods("/admin", ReadRoutes.Head, ShowAsync)).WithName(ListName);

    private static async Task<IResult> ShowAsync(HttpContext context, IPersonalDataStorage people)
    {
        var request = new AdminRequest(context);
        IReadOnlyList<StoredPlan> plans = await people.Plans.ReadPlansAsync(context.RequestAborted);
        return request.Show(AdminSection.Surveys, request.Words["admin.surveys"], SurveyListPage.Body(
            request.Words, plans, request.Path(PlanEndpoints.NewName), code => request.Path(SurveyEndpoints.SurveyName, ("survey", code))));
    }
}
