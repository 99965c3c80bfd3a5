using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Packs;
using Sipas.Paper;
using Sipas.Problems;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Admin.Paper;

/// <summary>Paper ballots: <c>/admin/paper</c> with its batches, and the page for keying sheet after sheet.</summary>
internal static class PaperEndpoints
{
    private const string OpenName = "SipasAdminPaperOpen";
    private const string BatchName = "SipasAdminPaperBatch";
    private const string HandOverName = "SipasAdminPaperHandOver";
    private const string WithdrawName = "SipasAdminPaperWithdraw";
    private const string AcceptName = "SipasAdminPaperAccept";
    private const string KeyName = "SipasAdminPaperKey";
    private const string KeepName = "SipasAdminPaperKeep";

    public static void Map(IEndpointRouteBuilder routes)
    {
        AdminAssets.PaperScript.Map(routes);
        routes.MapGet("/admin/paper", ListAsync).AlsoHead(routes.MapMethods("/admin/paper", ReadRoutes.Head, ListAsync))
            .WithName(AdminSection.Paper.EndpointName);
        routes.MapPost("/admin/paper", OpenAsync).WithName(OpenName);
        routes.MapGet("/admin/paper/{batch}", ShowAsync).AlsoHead(routes.MapMethods("/admin/paper/{batch}", ReadRoutes.Head, ShowAsync))
            .WithName(BatchName);
        routes.MapPost("/admin/paper/{batch}/handover", HandOverAsync).WithName(HandOverName);
        routes.MapPost("/admin/paper/{batch}/withdraw", WithdrawAsync).WithName(WithdrawName);
        routes.MapPost("/admin/paper/{batch}/accept", AcceptAsync).WithName(AcceptName);
        routes.MapGet("/admin/paper/{batch}/key", KeyAsync)
            .AlsoHead(routes.MapMethods("/admin/paper/{batch}/key", ReadRoutes.Head, KeyAsync)).WithName(KeyName);
        routes.MapPost("/admin/paper/{batch}/key", SaveAsync).WithName(KeepName);
    }

    private static Task<IResult> ListAsync(HttpContext context, IPaperStore paper, SurveyState state) =>
        RenderListAsync(new AdminRequest(context), paper, state, new FormState([new("sheets", "50"), new("basis", "sampled")]),
            context.RequestAborted);

    private static async Task<IResult> RenderListAsync(
        AdminRequest request, IPaperStore paper, SurveyState state, FormState form, CancellationToken cancellationToken) =>
        request.Show<PaperBatchListPage>(
            AdminSection.Paper, request.Words["paper.title"],
            new PaperBatchListModel
            {
                Mark = request.Mark(),
                Form = form,
                OpenHref = request.Path(OpenName),
                State = state,
                Today = VietnameseTime.DayOf(request.Now),
                Batches = [.. (await paper.ReadBatchesAsync(cancellationToken))
                    .Select(batch => (batch, request.Path(BatchName, ("batch", batch.Code))))],
            },
            status: form.HasProblems ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    private static async Task<IResult> OpenAsync(HttpContext context, PaperEntryService service, IPaperStore paper, SurveyState state)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        if (!DateOnly.TryParseExact(form["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            form.Add("day", new Problem(ProblemCodes.TimeMalformed, "day", form["day"], "2026-11-21"));
        }

        if (!BallotNames.TryBasis(form["basis"], out SelectionBasis basis))
        {
            form.Add("basis", new Problem(ProblemCodes.BasisUnknown, "basis", form["basis"], string.Join(", ", BallotNames.BasisNames)));
        }

        if (!form.HasProblems)
        {
            string[] questionnaire = form["questionnaire"].Split('/', 2);
            var batch = new PaperBatch
            {
                Code = form["code"],
                PackId = questionnaire[0],
                QuestionnaireVersion = questionnaire.Length > 1 ? questionnaire[1] : "",
                UnitCode = form["unit"],
                ProcedureCode = form.Text("procedure"),
                Basis = basis,
                Day = day,
                SheetCount = int.TryParse(form["sheets"], NumberStyles.None, CultureInfo.InvariantCulture, out int sheets) ? sheets : 0,
            };
            using IDisposable actor = request.Act();
            foreach (Problem problem in await service.OpenAsync(batch, context.RequestAborted))
            {
                form.Add(problem.Place switch
                {
                    "batch" => "code",
                    "unit" => "unit",
                    "sheets" => "sheets",
                    "procedure" => "procedure",
                    _ => "",
                }, problem);
            }
        }

        return form.HasProblems
            ? await RenderListAsync(request, paper, state, form, context.RequestAborted)
            : AdminRequest.Next(request.Path(BatchName, ("batch", form["code"])));
    }

    private static Task<IResult> ShowAsync(HttpContext context, string batch, PaperEntryService service, IPaperStore paper,
        SurveyState state) =>
        RenderBatchAsync(context, new AdminRequest(context), batch, service, paper, state, new FormState([]), []);

    private static async Task<IResult> RenderBatchAsync(
        HttpContext context, AdminRequest request, string code, PaperEntryService service, IPaperStore paper, SurveyState state,
        FormState handover, IReadOnlyList<Problem> problems)
    {
        if (await service.FindAsync(code, context.RequestAborted) is not { } comparison)
        {
            return request.Fault(StatusCodes.Status404NotFound, [new Problem(ProblemCodes.BatchUnknown, "batch", code)]);
        }

        return request.Show<PaperBatchPage>(AdminSection.Paper, request.Words.Fill("paper.batch", ("code", code)), new PaperBatchModel
        {
            Mark = request.Mark(),
            Comparison = comparison,
            Layout = state.Packs.FindLayout(comparison.Batch.PackId, comparison.Batch.QuestionnaireVersion)!,
            Handovers = await paper.ReadHandoversAsync(code, context.RequestAborted),
            Handover = handover,
            Problems = problems,
            IsSignedIn = request.IsSignedIn,
            HandoverHref = request.Path(HandOverName, ("batch", code)),
            AcceptHref = request.Path(AcceptName, ("batch", code)),
            WithdrawHref = request.Path(WithdrawName, ("batch", code)),
            Warnings = [.. (await service.CheckNumbersAsync(comparison.Batch, [.. comparison.Sheets.Select(sheet => sheet.BallotNumber)],
                context.RequestAborted))
                .DistinctBy(problem => (problem.Code, problem.Value))],
            KeyHref = (pass, number) => request.Path(KeyName, ("batch", code), ("pass", (int)pass), ("number", number)),
        }, over: request.Words["paper.title"], status: problems.Count > 0 || handover.HasProblems
        ? StatusCodes.Status400BadRequest
        : StatusCodes.Status200OK);
    }

    private static async Task<IResult> HandOverAsync(HttpContext context, string batch, PaperEntryService service, IPaperStore paper,
        SurveyState state, TimeProvider clock)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        DateTimeOffset at = DateTime.TryParseExact(form["at"], ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out DateTime local)
            ? new DateTimeOffset(local, VietnameseTime.Offset)
            : Iso8601.CutToMilliseconds(clock.GetUtcNow());
        int sheets = int.TryParse(form["sheets"], NumberStyles.None, CultureInfo.InvariantCulture, out int counted) ? counted : -1;
        using IDisposable actor = request.Act();
        IReadOnlyList<Problem> problems = await service.HandOverAsync(new PaperHandover(batch, form["from"], form["to"], sheets, at, null),
            context.RequestAborted);
        if (problems.Count == 0)
        {
            return AdminRequest.Next(request.Path(BatchName, ("batch", batch)));
        }

        foreach (Problem problem in problems)
        {
            form.Add(problem.Place == "sheets" ? "sheets" : "from", problem);
        }

        return await RenderBatchAsync(context, request, batch, service, paper, state, form, []);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext context, string batch, PaperEntryService service, IPaperStore paper,
        SurveyState state)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        using IDisposable actor = request.Act();
        IReadOnlyList<Problem> problems = await service.WithdrawAsync(batch, form["number"], form["reason"], context.RequestAborted);
        return problems.Count == 0
            ? AdminRequest.Next(request.Path(BatchName, ("batch", batch)))
            : await RenderBatchAsync(context, request, batch, service, paper, state, new FormState([]), problems);
    }

    private static async Task<IResult> AcceptAsync(HttpContext context, string batch, PaperEntryService service, IPaperStore paper,
        SurveyState state)
    {
        var request = new AdminRequest(context);
        using IDisposable actor = request.Act();
        IReadOnlyList<Problem> problems = await service.AcceptAsync(batch, context.RequestAborted);
        return problems.Count == 0
            ? AdminRequest.Next(request.Path(BatchName, ("batch", batch)))
            : await RenderBatchAsync(context, request, batch, service, paper, state, new FormState([]), problems);
    }

    private static async Task<IResult> KeyAsync(HttpContext context, string batch, PaperEntryService service, SurveyState state, int? pass,
        string? number, string? stored, string? keyer)
    {
        var request = new AdminRequest(context);
        KeyingPass which = pass is >= 1 and <= 3 ? (KeyingPass)pass : KeyingPass.First;
        return await FormAsync(request, batch, which, new FormState([new("number", number ?? ""), new("keyer", keyer ?? "")]), stored, [],
            service, state, context);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, string batch, PaperEntryService service, SurveyState state, int? pass)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        KeyingPass which = pass is >= 1 and <= 3 ? (KeyingPass)pass : KeyingPass.First;
        if (await service.FindAsync(batch, context.RequestAborted) is not { } comparison)
        {
            return request.Fault(StatusCodes.Status404NotFound, [new Problem(ProblemCodes.BatchUnknown, "batch", batch)]);
        }

        AnswerLayout layout = state.Packs.FindLayout(comparison.Batch.PackId, comparison.Batch.QuestionnaireVersion)!;
        Dictionary<string, string> answers = layout.Items.ToDictionary(item => item.Item.Code,
            item => PaperSigns.Meaning(form["a." + item.Item.Code]), StringComparer.Ordinal);
        using IDisposable actor = request.IsSignedIn || form["keyer"].Length == 0 ? request.Act() : AuditActor.Begin(form["keyer"]);
        string number = PrintedNumber.Scanned(form["number"]);
        IReadOnlyList<Problem> problems = await service.KeyAsync(batch, number, which, answers, context.RequestAborted);
        return problems.Count > 0
            ? await FormAsync(request, batch, which, form, null, problems, service, state, context)
            : AdminRequest.Next(which == KeyingPass.Decision
                ? request.Path(BatchName, ("batch", batch))
                : request.Path(
                    KeyName, ("batch", batch), ("pass", (int)which), ("number", Proposed(comparison, which, number)), ("stored", number),
                    ("keyer", form.Text("keyer"))));
    }

    // Only the first person gets a suggestion for the next number. The second reads it from the sheet, so that both
    // cannot accept the same wrong suggestion.
    private static string Proposed(PaperComparison comparison, KeyingPass pass, string number) =>
        pass == KeyingPass.First && PaperSigns.Next(number) is { Length: > 0 } next
            && comparison.Sheets.All(sheet => sheet.BallotNumber != next || sheet.First is null)
            ? next
            : "";

    private static async Task<IResult> FormAsync(
        AdminRequest request, string code, KeyingPass pass, FormState form, string? stored, IReadOnlyList<Problem> problems,
        PaperEntryService service, SurveyState state, HttpContext context)
    {
        if (await service.FindAsync(code, context.RequestAborted) is not { } comparison)
        {
            return request.Fault(StatusCodes.Status404NotFound, [new Problem(ProblemCodes.BatchUnknown, "batch", code)]);
        }

        AnswerLayout layout = state.Packs.FindLayout(comparison.Batch.PackId, comparison.Batch.QuestionnaireVersion)!;
        foreach (Problem problem in problems)
        {
            form.Add(problem.Place is { } place && layout.Find(place) is not null
                ? "a." + place
                : problem.Place == "number" ? "number" : "", problem);
        }

        return request.Show<PaperKeyPage>(AdminSection.Paper, request.Words.Fill("paper.key." + (int)pass, ("code", code)),
            new PaperKeyModel
            {
                Mark = request.Mark(),
                Comparison = comparison,
                Layout = layout,
                Pass = pass,
                Form = form,
                Stored = stored,
                AsksKeyer = !request.IsSignedIn,
                Sheet = pass == KeyingPass.Decision
                    ? comparison.Sheets.FirstOrDefault(sheet => sheet.BallotNumber == form["number"])
                    : null,
                Href = request.Path(KeepName, ("batch", code), ("pass", (int)pass)),
                BackHref = request.Path(BatchName, ("batch", code)),
                ScriptHref = AdminAssets.PaperScript.Address(context.RequestServices.GetRequiredService<LinkGenerator>(), context),
            }, over: request.Words["paper.title"], status: form.HasProblems ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
