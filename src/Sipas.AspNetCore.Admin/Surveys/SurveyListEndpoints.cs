using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Http;
using Sipas.Plans;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin.Surveys;

/// <summary>The first page of the officer: <c>/admin</c>, the surveys.</summary>
internal static class SurveyListEndpoints
{

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin", ShowAsync).AlsoHead(routes.MapMethods("/admin", ReadRoutes.Head, ShowAsync))
            .WithName(AdminSection.Surveys.EndpointName);

    private static async Task<IResult> ShowAsync(HttpContext context, IPersonalDataStorage people)
    {
        var request = new AdminRequest(context);
        IReadOnlyList<StoredPlan> plans = await people.Plans.ReadPlansAsync(context.RequestAborted);
        return request.Show<SurveyListPage>(AdminSection.Surveys, request.Words["admin.surveys"], new SurveyListModel(
            plans, request.Path(SurveyRoutes.NewPlan), code => request.Path(SurveyRoutes.Survey, ("survey", code))));
    }
}
