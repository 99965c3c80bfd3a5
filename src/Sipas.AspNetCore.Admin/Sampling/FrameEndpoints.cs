using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Files.Frames;
using Sipas.Files.Tables;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>The officer's second step: the frame is uploaded, checked row by row and sealed.</summary>
internal static class FrameEndpoints
{
    public const string SealName = "SipasAdminFrameSeal";

    private const string FaultyRowsName = "SipasAdminFrameFaults";
    private const int MaximumUnreadable = ProblemSummary.UsualShown;

    public static void Map(IEndpointRouteBuilder routes)
    {
        long limit = routes.ServiceProvider.GetRequiredService<IOptions<SipasAdminOptions>>().Value.MaximumFrameBytes;
        routes.MapGet("/admin/surveys/{survey}/frame", ShowAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/frame", ReadRoutes.Head, ShowAsync))
            .WithName(SurveyRoutes.Frame).ReadsPeople();
        routes.MapGet("/admin/surveys/{survey}/frame/faults.csv", FaultsAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/frame/faults.csv", ReadRoutes.Head, FaultsAsync)).WithName(FaultyRowsName)
            .ReadsPeople();
        UploadSize.Limit(routes.MapPost("/admin/surveys/{survey}/frame", SaveAsync).ReadsPeople(), limit);
        routes.MapPost("/admin/surveys/{survey}/frame/seal", SealAsync).WithName(SealName).ReadsPeople();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string survey, IPersonalDataStorage people, SurveyState state)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        string? header = context.Request.Query["header"] is [{ Length: > 0 and <= 40 } said] ? said : null;
        var findings = new ProblemSummary();
        FrameReport? report = file.Frame is { Seal: null } frame
            ? CheckerOf(file, state).Check(people.Frames.OpenFrame(frame), findings.Add)
            : null;
        return Page(request, file, report, findings, [], StatusCodes.Status200OK, header);
    }

    // The faulty rows in their original form, with row number and reasons, to be corrected in a spreadsheet.
    private static async Task<IResult> FaultsAsync(HttpContext context, string survey, IPersonalDataStorage people, SurveyState state)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        StoredFrame stored = file.Frame ?? throw new SipasException(new Problem(ProblemCodes.FrameNotSealed, survey));
        return await CsvDownload.MakeAsync($"{survey}-loi.csv", write =>
        {
            IFrameSource frame = people.Frames.OpenFrame(stored);
            var reasons = new List<string>();
            FrameRow? row = null;
            write(CsvOutput.Line([request.Words["frame.rowNumber"], .. frame.Columns, request.Words["frame.reason"]]));
            CheckerOf(file, state).Check(new WatchedFrame(frame, next =>
            {
                Write();
                row = next;
            }), problem => reasons.Add(request.Words.Of(new Problem(
                problem.Code, ProblemList.Split(problem.Place).Column, problem.Value,
                ProblemWords.PlaceInWords(request.Words, problem.Allowed)).Message)));
            Write();
            return Task.CompletedTask;

            void Write()
            {
                if (reasons.Count > 0)
                {
                    write(CsvOutput.Line([CsvOutput.Show(row!.Value.Number), .. row.Value.Cells, string.Join(" ", reasons)]));
                    reasons.Clear();
                }
            }
        });
    }

    private static async Task<IResult> SaveAsync(HttpContext context, string survey, IPersonalDataStorage people, SurveyState state)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        IFormFile? sent = form.Files["file"];
        int? headerRow = null;
        if (FormState.Of(form).Text("headerRow") is { } row)
        {
            if (!int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
            {
                return Page(
                    request, file, null, new ProblemSummary(), [new Problem(ProblemCodes.QueryValue, "headerRow", row, "1, 2, 3 …")],
                    StatusCodes.Status400BadRequest);
            }

            headerRow = number;
        }

        if (sent is null || sent.Length == 0)
        {
            return Page(request, file, null, new ProblemSummary(), [new Problem(ProblemCodes.FileEmpty, "file", "—")],
                StatusCodes.Status400BadRequest);
        }

        return await ReportedProblems.HandleAsync(
            async () =>
            {
                // Checked before it is stored: a file that lacks a column, or cannot be read to its end, replaces nothing.
                var table = TableFile.Open(Path.GetFileName(sent.FileName), sent.OpenReadStream,
                    new TableFileOptions { HeaderRow = headerRow });
                // The same applies to a file with cells whose text differs from the entered value: the stored frame
                // contains only texts, so this could not be checked later.
                var frame = new FileFrame(table);
                var unreadable = new List<Problem>();
                FrameRow current = default;
                CheckerOf(file, state).Check(new WatchedFrame(frame, row => current = row), problem =>
                {
                    if (current.Faults is not null && unreadable.Count < MaximumUnreadable
                        && problem.Code is (ProblemCodes.CellMergedAcross or ProblemCodes.CodeNotShown))
                    {
                        unreadable.Add(problem);
                    }
                });
                if (unreadable.Count > 0)
                {
                    throw new SipasException(unreadable);
                }

                await people.Frames.SaveFrameAsync(survey, frame, request.Actor, context.RequestAborted);
                return AdminRequest.Next(
                    $"{request.Path(SurveyRoutes.Frame, ("survey", survey))}?header={Uri.EscapeDataString(table.HeaderPlace)}");
            },
            problems => Page(request, file, null, new ProblemSummary(), problems, StatusCodes.Status400BadRequest));
    }

    private static async Task<IResult> SealAsync(HttpContext context, string survey, IPersonalDataStorage people, SurveyState state,
        TimeProvider clock)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        StoredFrame frame = file.Frame ?? throw new SipasException(new Problem(ProblemCodes.FrameNotSealed, survey));
        if (frame.Seal is not null || form.Whole("frame") != frame.Id)
        {
            throw new SipasException(
                new Problem(frame.Seal is not null ? ProblemCodes.FrameSealed : ProblemCodes.FrameReplaced, survey, form["frame"]));
        }

        var findings = new ProblemSummary();
        FrameReport report = CheckerOf(file, state).Check(people.Frames.OpenFrame(frame), findings.Add, keepCleanRows: true);
        if (report.CountsByCode.Count > 0)
        {
            if (form["rows"] != "clean" || report.CleanRowCount == 0)
            {
                return Page(request, file, report, findings, [], StatusCodes.Status400BadRequest);
            }

            frame = await people.Frames.SaveFrameAsync(
                survey, new CleanFrame(people.Frames.OpenFrame(frame), [.. report.CleanRows!]), request.Actor,
                context.RequestAborted);
        }

        DateTimeOffset now = Iso8601.CutToMilliseconds(clock.GetUtcNow().ToOffset(VietnameseTime.Offset));
        FrameSeal seal = FrameSeal.Of(people.Frames.OpenFrame(frame), file.Plan.ToDrawDesign(), now) with
        {
            Plan = survey,
            SealedBy = request.Actor,
        };
        await people.Frames.SealFrameAsync(frame.Id, seal, context.RequestAborted);
        await request.AuditAsync("frame.sealed", $"{survey}: {seal.RowCount} rows, {seal.Checksum}");
        return AdminRequest.Next(request.Path(SurveyRoutes.Frame, ("survey", survey)));
    }

    private static FrameChecker CheckerOf(SurveyFile file, SurveyState state) =>
        new(file.Plan, state.Units.Units.Count == 0 ? null : state.History);

    private static IResult Page(
        AdminRequest request, SurveyFile file, FrameReport? report, ProblemSummary findings, IReadOnlyList<Problem> problems, int status,
        string? header = null) => request.Show<FramePage>(
        AdminSection.Surveys,
        request.Words["step.frame"],
        new FramePageModel
        {
            File = file,
            Report = report,
            Problems = problems,
            Header = header,
            MaximumBytes = request.Options.MaximumFrameBytes,
            Mark = request.Mark(),
            Steps = SurveySteps.Of(request, file, "frame"),
            UploadHref = request.Path(SurveyRoutes.Frame, ("survey", file.Plan.Code)),
            Findings = findings,
            FaultyRowsHref = request.Path(FaultyRowsName, ("survey", file.Plan.Code)),
            SealHref = request.Path(SealName, ("survey", file.Plan.Code)),
            DrawHref = request.Path(SurveyRoutes.Draw, ("survey", file.Plan.Code)),
        },
        request.Words.Of(file.Plan.Title),
        status);

    private sealed class WatchedFrame(IFrameSource frame, Action<FrameRow> onRow) : IFrameSource
    {
        public string Name => frame.Name;

        public IReadOnlyList<string> Columns => frame.Columns;

        public IEnumerable<FrameRow> ReadRows()
        {
            foreach (FrameRow row in frame.ReadRows())
            {
                onRow(row);
                yield return row;
            }
        }
    }

    private sealed class CleanFrame(IFrameSource frame, HashSet<long> rows) : IFrameSource
    {
        public string Name => frame.Name;

        public IReadOnlyList<string> Columns => frame.Columns;

        public IEnumerable<FrameRow> ReadRows() => frame.ReadRows().Where(row => rows.Contains(row.Number));
    }
}
