using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin.Import;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Corrections;
using Sipas.Files.Import;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Admin.Corrections;

/// <summary>Corrections that one account entered and another confirms or rejects: <c>/admin/corrections</c>. Only for
/// hosts with accounts.</summary>
internal static class CorrectionEndpoints
{
    private const string ConfirmName = "SipasAdminCorrectionConfirm";
    private const string RejectName = "SipasAdminCorrectionReject";

    private const int MaximumListed = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/corrections", (Delegate)ListAsync)
            .AlsoHead(routes.MapMethods("/admin/corrections", ReadRoutes.Head, (Delegate)ListAsync)).WithName(CorrectionEntry.ListName);
        routes.MapGet("/admin/corrections/{id}", ShowAsync)
            .AlsoHead(routes.MapMethods("/admin/corrections/{id}", ReadRoutes.Head, ShowAsync)).WithName(CorrectionEntry.ShowName);
        routes.MapPost("/admin/corrections/{id}/confirm", ConfirmAsync).WithName(ConfirmName);
        routes.MapPost("/admin/corrections/{id}/reject", RejectAsync).WithName(RejectName);
    }

    private static async Task<IResult> ListAsync(HttpContext context)
    {
        var request = new AdminRequest(context);
        IReadOnlyList<PendingCorrection> corrections = await StoreOf(context).ReadCorrectionsAsync(MaximumListed, context.RequestAborted);
        return request.Show<CorrectionListPage>(
            AdminSection.Import, request.Words["correction.title"],
            new CorrectionListModel(request.IsSignedIn,
                [.. corrections.Select(correction => (correction, request.Path(CorrectionEntry.ShowName, ("id", correction.Id))))]),
            over: request.Words["import.title"]);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string id)
    {
        var request = new ImportRequest(context);
        return await StoreOf(context).FindCorrectionAsync(id, request.Aborted) is { } correction
            ? await RenderAsync(request, correction, new FormState([]))
            : Unknown(request, id);
    }

    private static Task<IResult> ConfirmAsync(HttpContext context, string id) =>
        DecideAsync(context, id, async (request, correction, store) =>
    {
        FormState form = await request.ReadFormAsync();
        using (await request.Uploads.ReadTurnAsync(request.Aborted))
        {
            (ImportUpload upload, BallotFile? file, CorrectionPlan? plan, ProblemSummary problems) = await OpenAsync(request, correction);
            if (file is not null && plan is not null && problems.Count == 0)
            {
                if (form["shown"] != ShownOf(plan))
                {
                    form.Add("", new Problem(ProblemCodes.PreviewMoved, "shown"));
                }
                else if (await SaveAsync(request, correction, file, form))
                {
                    // The ballots are durable: the decision is stored even if the request is aborted.
                    await store.DecideCorrectionAsync(id, CorrectionDecision.Confirmed, request.Admin.Actor, CancellationToken.None);
                    await request.Import.RememberMapAsync(upload.PackId, upload.Read().Columns, upload.Choice!.Map, CancellationToken.None);
                    return request.To(CorrectionEntry.ShowName, id);
                }
            }
        }

        return await RenderAsync(request, correction, form);
    });

    private static Task<IResult> RejectAsync(HttpContext context, string id) => DecideAsync(context, id, async (request, _, store) =>
    {
        await store.DecideCorrectionAsync(id, CorrectionDecision.Rejected, request.Admin.Actor, request.Aborted);
        return request.To(CorrectionEntry.ShowName, id);
    });

    // Only an account that did not enter it may decide, and only once: two decisions at the same time wait for each other.
    private static async Task<IResult> DecideAsync(HttpContext context, string id,
        Func<ImportRequest, PendingCorrection, ICorrectionStore, Task<IResult>> decide)
    {
        var request = new ImportRequest(context);
        using IDisposable turn = await request.Uploads.SaveTurnAsync(request.Aborted);
        ICorrectionStore store = StoreOf(context);
        if (await store.FindCorrectionAsync(id, request.Aborted) is not { } correction)
        {
            return Unknown(request, id);
        }

        string back = request.Path(CorrectionEntry.ShowName, id);
        if (!MayDecide(request.Admin, correction))
        {
            return request.Admin.Fault(
                StatusCodes.Status403Forbidden, [new Problem(ProblemCodes.CorrectionOfOwnAccount, "correction", correction.EnteredBy)],
                "correction.refused", back);
        }

        if (correction.Decision is not null)
        {
            return request.Admin.Fault(
                StatusCodes.Status409Conflict, [new Problem(ProblemCodes.CorrectionDecided, "correction", correction.DecidedBy)],
                "correction.refused", back);
        }

        using IDisposable actor = request.Admin.Act();
        return await decide(request, correction, store);
    }

    private static async Task<bool> SaveAsync(ImportRequest request, PendingCorrection correction, BallotFile file, FormState form)
    {
        BatchResult result = await request.Import.SaveAsync(
            file, new BallotCorrection(correction.Reason, correction.EnteredBy, request.Admin.Actor), byAccounts: true, request.Aborted);
        foreach (Problem problem in result.Problems.Select(problem => problem.Problem).Distinct())
        {
            form.Add("", problem);
        }

        return result.Problems.Count == 0;
    }

    private static bool MayDecide(AdminRequest request, PendingCorrection correction) =>
        request.IsSignedIn && !AuditActor.AreSame(request.Actor, correction.EnteredBy);

    private static async Task<IResult> RenderAsync(ImportRequest request, PendingCorrection correction, FormState form)
    {
        using IDisposable turn = await request.Uploads.ReadTurnAsync(request.Aborted);
        (_, BallotFile? file, CorrectionPlan? plan, ProblemSummary problems) = await OpenAsync(request, correction);
        return request.Admin.Show<CorrectionPage>(
            AdminSection.Import, request.Admin.Words["correction.one"],
            new CorrectionModel
            {
                Mark = request.Admin.Mark(),
                Form = form,
                Correction = correction,
                Problems = problems,
                Plan = plan,
                Rows = file is null || plan is null
                ? []
                : [.. plan.Corrections.Take(ImportPreviewEndpoints.MaximumShown)
                    .Select(planned => ImportPreviewEndpoints.RowOf(file, planned))],
                Shown = plan is null ? "" : ShownOf(plan),
                MayDecide = MayDecide(request.Admin, correction),
                Account = request.Admin.IsSignedIn ? request.Admin.Actor : null,
                ConfirmHref = request.Path(ConfirmName, correction.Id),
                RejectHref = request.Path(RejectName, correction.Id),
                ListHref = request.Admin.Path(CorrectionEntry.ListName),
            },
            over: request.Admin.Words["correction.title"],
            status: form.HasProblems ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    // The effect that the file would have now. The store may have changed since it was entered, and a host may have
    // lost the pack.
    private static async Task<(ImportUpload Upload, BallotFile? File, CorrectionPlan? Plan, ProblemSummary Problems)> OpenAsync(
        ImportRequest request, PendingCorrection correction)
    {
        var problems = new ProblemSummary();
        StoredReading reading = StoredReading.Parse(correction.Reading);
        if (correction.Decision is not null)
        {
            return (reading.ToUpload(request.Uploads, correction, numbers: null), null, null, problems);
        }

        TicketKeyring keys = await request.Context.RequestServices.GetRequiredService<StoreKeys>().OpenAsync(request.Aborted);
        ImportUpload upload = reading.ToUpload(request.Uploads, correction, keys.Numbers);

        if (request.State.Packs.FindLayout(correction.PackId, correction.QuestionnaireVersion) is null)
        {
            problems.Add(new Problem(ProblemCodes.QuestionnaireUnknown, "questionnaire",
                $"{correction.PackId}/{correction.QuestionnaireVersion}"));
            return (upload, null, null, problems);
        }

        (BallotFile file, _) = await ImportFindings.FindAsync(request, upload, problems.Add);
        CorrectionPlan? plan = problems.Count > 0 ? null : await request.Import.PlanAsync(file, request.Aborted);
        foreach (Problem refusal in (plan?.Corrections ?? []).Select(planned => planned.Refusal).OfType<Problem>())
        {
            problems.Add(refusal);
        }

        return (upload, file, plan, problems);
    }

    // Only the displayed rows can be confirmed: another correction of the same ballots in between changes them.
    private static string ShownOf(CorrectionPlan plan)
    {
        IEnumerable<string> rows = plan.Corrections.Select(planned =>
        {
            string differences = string.Join(';',
                planned.Differences.Select(difference => $"{difference.Place}:{difference.Stored}>{difference.Brought}"));
            return string.Create(CultureInfo.InvariantCulture, $"{planned.Index} {planned.Current.Sequence} {differences}");
        });
        string counts = string.Create(CultureInfo.InvariantCulture, $"{plan.New} {plan.Same}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(counts)))));
    }

    private static IResult Unknown(ImportRequest request, string id) => request.Admin.Fault(
        StatusCodes.Status404NotFound, [new Problem(ProblemCodes.CorrectionUnknown, "correction", id)], "correction.refused",
        request.Admin.Path(CorrectionEntry.ListName));

    private static ICorrectionStore StoreOf(HttpContext context) => context.RequestServices.GetRequiredService<ICorrectionStore>();
}
