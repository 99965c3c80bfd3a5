using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Sampling;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin.Fieldwork;

/// <summary>The quality check of fieldwork: a random subsample of respondents is reinterviewed, and agreeing answers
/// are counted.</summary>
internal static class ReinterviewEndpoints
{
    public const string ReinterviewName = "SipasAdminReinterview";
    public const string RecordName = "SipasAdminReinterviewRecord";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/surveys/{survey}/reinterview", ShowAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/reinterview", ReadRoutes.Head, ShowAsync)).WithName(ReinterviewName);
        routes.MapPost("/admin/surveys/{survey}/reinterview", DrawAsync);
        routes.MapPost("/admin/surveys/{survey}/reinterview/results", RecordAsync).WithName(RecordName);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string survey, IPersonalDataStorage people, TimeProvider clock)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = new FormState(new Dictionary<string, string>
        {
            ["share"] = PlanForm.Percent(file.Plan.Targets.ReinterviewShare ?? 0.1),
            ["day"] = PlanForm.Show(VietnameseTime.DayOf(clock.GetUtcNow())),
        });
        return await PageAsync(request, file, people, form, StatusCodes.Status200OK, context.RequestAborted);
    }

    private static async Task<IResult> DrawAsync(HttpContext context, string survey, IPersonalDataStorage people)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        IResult? done = await form.TryAsync(
            async () =>
            {
                double share = form.Share("share") ?? 0;
                DrawSeed seed = DrawSeed.FromPublicText(form["seedText"]);
                IReadOnlyList<string> codes = Reinterview.Draw(file.OpenLedger(), share, seed);
                if (codes.Count == 0)
                {
                    throw new SipasException(new Problem(ProblemCodes.SampleNotPositive, survey, "0"));
                }

                await people.Reinterviews.SaveReinterviewAsync(
                    survey, share, seed.PublicText!, codes, request.Actor, context.RequestAborted);
                await request.AuditAsync("reinterview.drawn", $"{survey}: {codes.Count}");
                return AdminRequest.Next(request.Path(ReinterviewName, ("survey", survey)));
            },
            problem => problem.Code switch
            {
                ProblemCodes.SeedMalformed => "seedText",
                ProblemCodes.SizeParameterOutOfRange => "share",
                _ => "",
            });
        if (done is not null)
        {
            return done;
        }

        return await PageAsync(request, file, people, form, StatusCodes.Status400BadRequest, context.RequestAborted);
    }

    private static async Task<IResult> RecordAsync(HttpContext context, string survey, IPersonalDataStorage people, TimeProvider clock)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        var result = new ReinterviewResult
        {
            Code = form["code"],
            Day = form.Day("day") ?? VietnameseTime.DayOf(clock.GetUtcNow()),
            ComparedCount = form.Whole("compared") ?? 0,
            AgreedCount = form.Whole("agreed") ?? 0,
        };
        IResult? done = await form.TryAsync(
            async () =>
            {
                if (!form.HasProblems)
                {
                    await people.Reinterviews.RecordReinterviewAsync(survey, result, request.Actor, context.RequestAborted);
                    return AdminRequest.Next(request.Path(ReinterviewName, ("survey", survey)));
                }

                return null;
            },
            problem => problem.Code == ProblemCodes.NotReinterviewed ? "code" : "agreed");
        if (done is not null)
        {
            return done;
        }

        return await PageAsync(request, file, people, form, StatusCodes.Status400BadRequest, context.RequestAborted);
    }

    private static async Task<IResult> PageAsync(AdminRequest request, SurveyFile file, IPersonalDataStorage people, FormState form,
        int status, CancellationToken cancellationToken)
    {
        string survey = file.Plan.Code;
        return request.Show<ReinterviewPage>(
            AdminSection.Surveys,
            request.Words["again.title"],
            new ReinterviewPageModel
            {
                Words = request.Words,
                Ledger = file.OpenLedger(),
                Drawn = await people.Reinterviews.FindReinterviewAsync(survey, cancellationToken),
                Form = form,
                Mark = request.Mark(),
                DrawHref = request.Path(ReinterviewName, ("survey", survey)),
                RecordHref = request.Path(RecordName, ("survey", survey)),
                BackHref = request.Path(SurveyRoutes.Field, ("survey", survey)),
            },
            request.Words.Of(file.Plan.Title),
            status);
    }
}
