using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Pages;
using Sipas.AspNetCore.Reports;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Corrections;
using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Intake;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The last steps of an import: a preview of the file, which writes nothing, the confirmation, and the result.</summary>
internal static class ImportPreviewEndpoints
{
    /// <summary>Maximum number of corrections and units on a page; the page states how many more there are.</summary>
    internal const int MaximumShown = 200;

    public static async Task<IResult> ShowAsync(HttpContext context, string id)
    {
        var request = new ImportRequest(context);
        ImportUpload upload = request.Find(id);
        return upload.Result is not null ? request.To(ImportEndpoints.DoneName, id)
            : upload.Choice is null ? request.To(ImportEndpoints.ColumnsName, id)
            : await ShowPreviewAsync(request, upload, new FormState([]), []);
    }

    /// <summary>All problems of the file as CSV.</summary>
    public static async Task<IResult> ListAsync(HttpContext context, string id)
    {
        var request = new ImportRequest(context);
        ImportUpload upload = request.Find(id);
        if (upload.Choice is null || upload.Result is not null)
        {
            return request.To(upload.Choice is null ? ImportEndpoints.ColumnsName : ImportEndpoints.DoneName, id);
        }

        return await CsvDownload.MakeAsync(Path.GetFileNameWithoutExtension(upload.Name) + "-loi.csv", async write =>
        {
            using IDisposable turn = await request.Uploads.ReadTurnAsync(request.Aborted);
            write(ProblemList.Header);
            await ImportFindings.FindAsync(request, upload, problem => write(ProblemList.Line(problem)));
        });
    }

    public static async Task<IResult> ConfirmAsync(HttpContext context, string id)
    {
        var request = new ImportRequest(context);
        FormState form = await request.ReadFormAsync();
        using IDisposable turn = await request.Uploads.SaveTurnAsync(request.Aborted);
        ImportUpload upload = request.Find(id);
        if (upload.Result is not null)
        {
            return request.To(ImportEndpoints.DoneName, id);
        }

        if (upload.Choice is null)
        {
            return request.To(ImportEndpoints.ColumnsName, id);
        }

        BatchResult? result = null;
        if (form["shown"] != upload.Shown)
        {
            form.Add("", new Problem(ProblemCodes.PreviewMoved, "shown"));
        }
        else
        {
            string bringer = request.Admin.IsSignedIn ? request.Admin.Actor : form.Text("broughtBy") ?? request.Admin.Actor;
            using IDisposable actor = AuditActor.Begin(bringer, request.Admin.IsSignedIn);
            using IDisposable reading = await request.Uploads.ReadTurnAsync(request.Aborted);
            BallotImport import = request.Import;
            var unreadable = new ProblemSummary();
            FileTable table = upload.Read(unreadable.Add);
            if (unreadable.Count > 0)
            {
                return request.To(ImportEndpoints.PreviewName, id);
            }

            BallotFile file = BallotFile.Read(table, request.LayoutOf(upload), upload.Choice.Map, upload.Choice.Settings);
            CorrectionPlan? plan = (await import.CheckAsync(file, request.Aborted)).Count == 0
                ? await import.PlanAsync(file, request.Aborted)
                : null;
            bool corrects = plan?.Corrections.Count > 0;
            if (corrects && request.Admin.IsSignedIn && plan!.Corrections.All(planned => planned.Refusal is null))
            {
                // Another account confirms: nothing is stored until then.
                if (await CorrectionEntry.EnterAsync(request, upload, plan, form) is { } entered)
                {
                    request.Uploads.Drop(upload.Id);
                    return entered;
                }

                return await ShowPreviewAsync(request, upload, form, []);
            }

            result = await import.SaveAsync(file, corrects ? new BallotCorrection(form["reason"], bringer, form["reviewer"]) : null,
                request.Aborted);
            if (result.Problems.Count == 0)
            {
                // The ballots are durable: the result is stored even if the request is aborted.
                request.Uploads.Put(upload with { Result = result, Bytes = [] });
                await import.RememberMapAsync(upload.PackId, table.Columns, upload.Choice.Map, CancellationToken.None);
                return request.To(ImportEndpoints.DoneName, id);
            }
        }

        BatchProblem[] ofRows = [.. (result?.Problems ?? []).Where(problem => FieldOf(problem.Problem) is null)];
        foreach (Problem problem in (result?.Problems ?? []).Select(problem => problem.Problem)
            .Where(problem => FieldOf(problem) is not null).Distinct())
        {
            form.Add(FieldOf(problem)!, problem);
        }

        return await ShowPreviewAsync(request, upload, form, ofRows);
    }

    public static IResult Done(HttpContext context, string id)
    {
        var request = new ImportRequest(context);
        ImportUpload upload = request.Find(id);
        return upload.Result is { } result
            ? request.Admin.Show<ImportDonePage>(
                AdminSection.Import, request.Admin.Words["import.done"],
                new ImportDoneModel(
                    upload, result, request.Admin.Path(AdminSection.Import.EndpointName), ResultHref(request, upload)),
                over: request.Admin.Words["import.title"])
            : request.To(ImportEndpoints.PreviewName, id);
    }

    // Problems that the store reported at the confirmation replace those of the file, which had none.
    private static async Task<IResult> ShowPreviewAsync(ImportRequest request, ImportUpload upload, FormState form, BatchProblem[] refused)
    {
        using IDisposable turn = await request.Uploads.ReadTurnAsync(request.Aborted);
        var problems = new ProblemSummary();
        (BallotFile file, long faultyRows) = await ImportFindings.FindAsync(
            request, upload, problems.Add, refused.Length > 0 ? refused : null);
        CorrectionPlan? plan = problems.Count > 0 ? null : await request.Import.PlanAsync(file, request.Aborted);
        return request.Admin.Show<ImportPreviewPage>(
            AdminSection.Import, request.Admin.Words["import.preview"],
            new ImportPreviewModel
            {
                Mark = request.Admin.Mark(),
                Form = form,
                Upload = upload,
                File = upload.Open(),
                RowCount = file.Submissions.Count,
                Units = [.. file.Submissions.GroupBy(ballot => ballot.Unit ?? "").OrderBy(unit => unit.Key, StringComparer.Ordinal)
                    .Select(unit => (NameOf(request, unit.Key), unit.LongCount()))],
                Problems = problems,
                ListHref = request.Path(ImportEndpoints.ListFileName, upload.Id),
                FaultyRowCount = faultyRows,
                Plan = plan,
                Corrections = [.. (plan?.Corrections ?? []).Take(MaximumShown).Select(planned => RowOf(file, planned))],
                AsksBringer = !request.Admin.IsSignedIn,
                KeepHref = request.Path(ImportEndpoints.KeepName, upload.Id),
                ColumnsHref = request.Path(ImportEndpoints.ColumnsName, upload.Id),
                DiscardHref = request.Path(ImportEndpoints.DiscardName, upload.Id),
            },
            over: request.Admin.Words["import.title"],
            status: form.HasProblems || problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static string NameOf(ImportRequest request, string unit) =>
        request.State.Units.Find(unit) is { } known ? $"{unit} · {request.Admin.Words.Of(known.Name)}" : unit;

    internal static ImportCorrectionRow RowOf(BallotFile file, PlannedCorrection planned) => new(
        file.RowNumbers[planned.Index],
        planned.Current.Sequence,
        string.Join(", ", planned.Differences.Select(difference =>
            $"{file.ColumnOf(difference.Place) ?? difference.Place}: {Shown(difference.Stored)} → {Shown(difference.Brought)}")),
        planned.Refusal);

    // The report of the imported ballots, if this host serves reports.
    private static string? ResultHref(ImportRequest request, ImportUpload upload) =>
        request.Context.RequestServices.GetRequiredService<LinkGenerator>()
        .GetPathByName(request.Context, ReportEndpoints.ReportName, new RouteValueDictionary
        {
            ["pack"] = upload.PackId,
            ["questionnaireVersion"] = upload.QuestionnaireVersion,
            ["basis"] = upload.Choice?.Settings.Basis,
            ["lang"] = request.Admin.Words.Language,
        });

    // The field of the confirmation that a problem concerns; null for a problem of a row.
    private static string? FieldOf(Problem problem) => problem.Code switch
    {
        ProblemCodes.CorrectionReason => "reason",
        ProblemCodes.ReviewerUnknown or ProblemCodes.CorrectionByOne or ProblemCodes.ReviewerIsCollector => "reviewer",
        _ => null,
    };

    private static string Shown(string value) => value.Length == 0 ? "—" : value;
}
