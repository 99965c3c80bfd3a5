using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Packs;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>The officer's first step: the plan of a survey, as a form or as JSON.</summary>
internal static class PlanEndpoints
{
    public const string EditName = "SipasAdminPlan";
    public const string JsonName = "SipasAdminPlanJson";
    public const string DownloadName = "SipasAdminPlanDownload";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/new-survey", ShowNew).AlsoHead(routes.MapMethods("/admin/new-survey", ReadRoutes.Head, ShowNew))
            .WithName(SurveyRoutes.NewPlan);
        routes.MapPost("/admin/new-survey", (HttpContext context, IPersonalDataStorage people, MethodPackRegistry packs) =>
            SaveFormAsync(context, null, people, packs));
        routes.MapGet("/admin/surveys/{survey}/plan", ShowAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/plan", ReadRoutes.Head, ShowAsync)).WithName(EditName);
        routes.MapPost("/admin/surveys/{survey}/plan",
            (HttpContext context, string survey, IPersonalDataStorage people, MethodPackRegistry packs) =>
                SaveFormAsync(context, survey, people, packs));
        routes.MapGet("/admin/surveys/{survey}/plan/json", ShowJsonAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/plan/json", ReadRoutes.Head, ShowJsonAsync)).WithName(JsonName);
        routes.MapPost("/admin/surveys/{survey}/plan/json", SaveJsonAsync);
        routes.MapGet("/admin/surveys/{survey}/plan.json", DownloadAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/plan.json", ReadRoutes.Head, DownloadAsync)).WithName(DownloadName);
    }

    private static IResult ShowNew(HttpContext context, MethodPackRegistry packs)
    {
        var request = new AdminRequest(context);
        return Form(request, null, PlanForm.New(), packs, StatusCodes.Status200OK);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string survey, IPersonalDataStorage people, MethodPackRegistry packs)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        if (!PlanForm.Shows(file.Plan))
        {
            return AdminRequest.Next(request.Path(JsonName, ("survey", survey)));
        }

        FormState form = PlanForm.Of(file.Plan);
        form["revision"] = PlanForm.Show(file.Stored.Revision);
        return Form(request, file, form, packs, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SaveFormAsync(HttpContext context, string? survey, IPersonalDataStorage people,
        MethodPackRegistry packs)
    {
        var request = new AdminRequest(context);
        SurveyFile? file = survey is null ? null : await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        if (survey is not null)
        {
            form["code"] = survey;
        }

        SurveyPlan? plan = PlanForm.Read(form);
        if (plan is not null)
        {
            PlanForm.Verify(form, plan);
            CheckPack(form, plan, packs);
            CheckSealed(file, plan, form.Add);
        }

        if (plan is not null && !form.HasProblems
            && await TrySaveAsync(request, people, plan, form.Whole("revision") ?? 0, form.Add, context.RequestAborted))
        {
            return AdminRequest.Next(request.Path(SurveyRoutes.Survey, ("survey", plan.Code)));
        }

        return Form(request, file, form, packs, StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ShowJsonAsync(HttpContext context, string survey, IPersonalDataStorage people)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = new FormState(new Dictionary<string, string>
        {
            ["json"] = Encoding.UTF8.GetString(SurveyPlanSerializer.Write(file.Plan)),
            ["revision"] = PlanForm.Show(file.Stored.Revision),
        });
        return Json(request, file, form, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SaveJsonAsync(HttpContext context, string survey, IPersonalDataStorage people)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        IResult? done = await form.TryAsync(
            async () =>
            {
                SurveyPlan plan = SurveyPlanSerializer.Read(Encoding.UTF8.GetBytes(form["json"]));
                foreach (Problem problem in SurveyPlanVerifier.Verify(plan))
                {
                    form.Add("json", problem);
                }

                if (plan.Code != survey)
                {
                    form.Add("json", new Problem(ProblemCodes.PlanFieldMalformed, "code", plan.Code, survey));
                }

                CheckSealed(file, plan, (_, problem) => form.Add("json", problem));
                if (!form.HasProblems && await TrySaveAsync(request, people, plan, form.Whole("revision") ?? 0, form.Add,
                    context.RequestAborted))
                {
                    return AdminRequest.Next(request.Path(SurveyRoutes.Survey, ("survey", survey)));
                }

                return null;
            },
            _ => "json");
        if (done is not null)
        {
            return done;
        }

        return Json(request, file, form, StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> DownloadAsync(string survey, HttpContext context, IPersonalDataStorage people)
    {
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        return AdminDownload.Of(SurveyPlanSerializer.Write(file.Plan), "application/json", $"{survey}.plan.json");
    }

    private static void CheckPack(FormState form, SurveyPlan plan, MethodPackRegistry packs)
    {
        if (form.Of("pack").Count == 0 && packs.Packs.All(pack => pack.Id != plan.Pack))
        {
            form.Add("pack", new Problem(ProblemCodes.PlanFieldMalformed, "pack", plan.Pack,
                string.Join(", ", packs.Packs.Select(pack => pack.Id))));
        }
    }

    // A sealed frame was checked by these; sizes, reserve, roles and days may still be changed until the draw.
    private static void CheckSealed(SurveyFile? file, SurveyPlan plan, Action<string, Problem> add)
    {
        if (file is { Frame.Seal: not null } sealedFile)
        {
            Same("stratumColumns", string.Join(", ", plan.StratumColumns), string.Join(", ", sealedFile.Plan.StratumColumns));
            Same("frame.id", plan.Frame.Id, sealedFile.Plan.Frame.Id);
            Same("population.from", PlanForm.Show(plan.Population.From), PlanForm.Show(sealedFile.Plan.Population.From));
            Same("population.to", PlanForm.Show(plan.Population.To), PlanForm.Show(sealedFile.Plan.Population.To));
        }

        void Same(string field, string now, string before)
        {
            if (now != before)
            {
                add(field, new Problem(ProblemCodes.PlanSealed, field, now, before));
            }
        }
    }

    private static Task<bool> TrySaveAsync(AdminRequest request, IPersonalDataStorage people, SurveyPlan plan, long revision,
        Action<string, Problem> add, CancellationToken cancellationToken) => ReportedProblems.HandleAsync(
        async () =>
        {
            await people.Plans.SavePlanAsync(plan, revision, request.Actor, cancellationToken);
            return true;
        },
        problems =>
        {
            foreach (Problem problem in problems)
            {
                add("", problem);
            }

            return false;
        });

    private static IResult Form(AdminRequest request, SurveyFile? file, FormState form, MethodPackRegistry packs, int status) =>
        request.Show<PlanPage>(
            AdminSection.Surveys,
            request.Words[file is null ? "admin.newSurvey" : "plan.title"],
            new PlanPageModel
            {
                File = file,
                Form = PlanFormTexts.In(request.Words, form),
                Packs = packs.Packs,
                Mark = request.Mark(),
                Action = file is null ? request.Path(SurveyRoutes.NewPlan) : request.Path(EditName, ("survey", file.Plan.Code)),
                JsonHref = file is null ? null : request.Path(JsonName, ("survey", file.Plan.Code)),
                Steps = file is null ? null : SurveySteps.Of(request, file, "plan"),
            },
            file is null ? null : request.Words.Of(file.Plan.Title),
            status);

    private static IResult Json(AdminRequest request, SurveyFile file, FormState form, int status) => request.Show<PlanJsonPage>(
        AdminSection.Surveys,
        request.Words["plan.json"],
        new PlanPageModel
        {
            File = file,
            Form = form,
            Packs = [],
            Mark = request.Mark(),
            Action = request.Path(JsonName, ("survey", file.Plan.Code)),
            JsonHref = request.Path(DownloadName, ("survey", file.Plan.Code)),
            Steps = SurveySteps.Of(request, file, "plan"),
        },
        request.Words.Of(file.Plan.Title),
        status);
}
