using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>The officer's third step: the draw, made once, with its certificate, and its verification by repeating the
/// draw.</summary>
internal static class DrawEndpoints
{
    public const string VerifyName = "SipasAdminDrawVerify";
    public const string CertificateName = "SipasAdminDrawCertificate";
    public const string OfficialListName = "SipasAdminDrawOfficialList";

    public const string ReserveListName = "SipasAdminDrawReserveList";

    private static readonly string[] OwnColumns = ["code", "number", "cell", "order", "row", "id", "probability", "weight"];

    private static readonly string[] WalkColumns = ["step", "start"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/surveys/{survey}/draw", ShowAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/draw", ReadRoutes.Head, ShowAsync)).WithName(SurveyRoutes.Draw);
        routes.MapPost("/admin/surveys/{survey}/draw", DrawAsync);
        routes.MapPost("/admin/surveys/{survey}/draw/verify", VerifyAsync).WithName(VerifyName);
        routes.MapGet("/admin/surveys/{survey}/draw/certificate.json", CertificateAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/draw/certificate.json", ReadRoutes.Head, CertificateAsync))
            .WithName(CertificateName);
        routes.MapGet("/admin/surveys/{survey}/draw/official.csv", OfficialListAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/draw/official.csv", ReadRoutes.Head, OfficialListAsync))
            .WithName(OfficialListName).ReadsPeople();
        routes.MapGet("/admin/surveys/{survey}/draw/reserve.csv", ReserveListAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/draw/reserve.csv", ReadRoutes.Head, ReserveListAsync))
            .WithName(ReserveListName).ReadsPeople();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string survey, IPersonalDataStorage people)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        return Page(request, file, new FormState([]), null, StatusCodes.Status200OK);
    }

    private static async Task<IResult> DrawAsync(HttpContext context, string survey, IPersonalDataStorage people, TimeProvider clock)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        if (file.Frame is not { Seal: { } seal } frame)
        {
            throw new SipasException(new Problem(ProblemCodes.FrameNotSealed, survey));
        }

        IResult? done = await form.TryAsync(
            async () =>
            {
                if (file.Draw is { } before)
                {
                    throw new SipasException(new Problem(ProblemCodes.PlanDrawn, survey, Iso8601.Write(before.Certificate.DrawnAt)));
                }

                string[] starts = form.Lines("starts");
                bool lots = starts.Length > 0 || file.Plan.Stages.Any(stage => stage.Starts.Count > 0);
                DrawSeed? seed = (form.Text("publicSeed"), form.Text("seed")) switch
                {
                    (null, null) when lots => null,
                    ({ } text, null) => DrawSeed.FromPublicText(text),
                    (null, { } number) => DrawSeed.FromNumber(number),
                    (_, var other) => throw new SipasException(
                        new Problem(ProblemCodes.SeedMalformed, null, other ?? "—", request.Words["draw.oneSeed"])),
                };
                DrawResult drawn = SampleDrawer.Draw(
                    new DrawRequest
                    {
                        Design = StartLines.Apply(file.Plan.ToDrawDesign(), starts, [.. seal.Strata.Select(stratum => stratum.Stratum)]),
                        Quotas = PlannedSizes.ForPlan(file.Plan, file.Strata).ToQuotas(),
                        Seed = seed,
                        PermanentSeed = form.Text("permanentSeed") is { } permanent ? DrawSeed.FromNumber(permanent).Value : null,
                        DrawnAt = Iso8601.CutToMilliseconds(clock.GetUtcNow().ToOffset(VietnameseTime.Offset)),
                        Plan = survey,
                        Seal = seal,
                    },
                    people.Frames.OpenFrame(frame));
                await people.Samples.SaveDrawAsync(survey, drawn, request.Actor, context.RequestAborted);
                await request.AuditAsync("sample.drawn",
                    $"{survey}: {drawn.Certificate.OfficialCount} + {drawn.Certificate.ReserveCount}, {drawn.Certificate.OfficialHash}");
                return AdminRequest.Next(request.Path(SurveyRoutes.Draw, ("survey", survey)));
            },
            problem => FieldOf(problem.Code));
        if (done is not null)
        {
            return done;
        }

        return Page(request, file, form, null, StatusCodes.Status400BadRequest);
    }

    private static string FieldOf(string code) => code switch
    {
        ProblemCodes.SeedMalformed or ProblemCodes.SeedMissing or ProblemCodes.StartAndSeed => "seed",
        ProblemCodes.StartMalformed or ProblemCodes.StartOutOfRange or ProblemCodes.StartGroupUnknown
            or ProblemCodes.MethodWithoutStart => "starts",
        _ => "",
    };

    private static async Task<IResult> VerifyAsync(HttpContext context, string survey, IPersonalDataStorage people)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        StoredDraw draw = file.Draw ?? throw new SipasException(new Problem(ProblemCodes.NotDrawn, survey));
        if (file.Frame is { } frame && (frame.ErasedAt is not null || frame.ErasedRowCount > 0))
        {
            throw new SipasException(new Problem(ProblemCodes.DrawNotRepeatable, survey,
                CsvOutput.Show(frame.ErasedAt is null ? frame.ErasedRowCount : frame.RowCount), CsvOutput.Show(frame.RowCount)));
        }

        DrawVerification verification = DrawVerifier.Verify(
            draw.Certificate, people.Frames.OpenFrame(file.Frame!), draw.Official, draw.Reserve);
        return Page(request, file, new FormState([]), verification, StatusCodes.Status200OK);
    }

    private static async Task<IResult> CertificateAsync(HttpContext context, string survey, IPersonalDataStorage people)
    {
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        StoredDraw draw = file.Draw ?? throw new SipasException(new Problem(ProblemCodes.NotDrawn, survey));
        return AdminDownload.Of(draw.Certificate.ToJson(), "application/json", $"{survey}.certificate.json");
    }

    // The columns of "sipas draw", so that either can verify the other's draw; the frame's own columns follow them.
    private static Task<IResult> OfficialListAsync(HttpContext context, string survey, IPersonalDataStorage people) =>
        ListAsync(context, survey, "official", draw => draw.Official, people);

    private static Task<IResult> ReserveListAsync(HttpContext context, string survey, IPersonalDataStorage people) =>
        ListAsync(context, survey, "reserve", draw => draw.Reserve, people);

    private static async Task<IResult> ListAsync(HttpContext context, string survey, string name, Func<StoredDraw, SampleList> choose,
        IPersonalDataStorage people)
    {
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        StoredDraw draw = file.Draw ?? throw new SipasException(new Problem(ProblemCodes.NotDrawn, survey));
        SampleList entries = choose(draw);
        PeopleReads.Count(context, entries.Entries.Count);
        StoredFrame frame = file.Frame!;
        Dictionary<long, IReadOnlyList<string>> rows = SampledRows.Read(people.Frames.OpenFrame(frame), entries.Entries);
        bool walked = draw.Certificate.Systematic.Count > 0;
        Dictionary<string, SystematicWalk?> walks = entries.Entries.Select(entry => entry.Cell)
            .Distinct().ToDictionary(cell => cell, draw.Certificate.WalkOf, StringComparer.Ordinal);
        string[] columns =
        [
            .. OwnColumns, .. walked ? WalkColumns : [],
            .. frame.Columns.Select(column =>
                OwnColumns.Concat(WalkColumns).Contains(column, StringComparer.OrdinalIgnoreCase) ? $"frame.{column}" : column),
        ];
        return AdminDownload.Csv(
            entries.Entries.Select(entry => (IEnumerable<string>)
            [
                entry.Code, CsvOutput.Show(entry.Number), entry.Cell, CsvOutput.Show(entry.OrderInCell), CsvOutput.Show(entry.RowNumber),
                entry.UnitId,
                entry.Probability.Value.ToString("R", CultureInfo.InvariantCulture),
                entry.DesignWeight.ToString("R", CultureInfo.InvariantCulture),
                .. walked ? new[] { walks[entry.Cell]?.Step ?? "", walks[entry.Cell]?.Start ?? "" } : [],
                .. rows.GetValueOrDefault(entry.RowNumber) ?? [.. frame.Columns.Select(_ => "")],
            ]).Prepend(columns),
            $"{survey}.{name}.csv");
    }

    private static IResult Page(AdminRequest request, SurveyFile file, FormState form, DrawVerification? verification, int status)
    {
        string survey = file.Plan.Code;
        var problems = new List<Problem>(form.General);
        AllocationResult? allocation = ReportedProblems.Handle(
            () => file is { Draw: null, Strata.Length: > 0 } ? PlannedSizes.ForPlan(file.Plan, file.Strata) : null,
            found =>
            {
                problems.AddRange(found.Except(problems));
                return null;
            });

        return request.Show<DrawPage>(
            AdminSection.Surveys,
            request.Words["step.draw"],
            new DrawPageModel
            {
                File = file,
                Form = form,
                Problems = problems,
                Allocation = allocation,
                Verification = verification,
                Mark = request.Mark(),
                Steps = SurveySteps.Of(request, file, "draw"),
                DrawHref = request.Path(SurveyRoutes.Draw, ("survey", survey)),
                FrameHref = request.Path(SurveyRoutes.Frame, ("survey", survey)),
                VerifyHref = request.Path(VerifyName, ("survey", survey)),
                CertificateHref = request.Path(CertificateName, ("survey", survey)),
                OfficialHref = request.Path(OfficialListName, ("survey", survey)),
                ReserveHref = request.Path(ReserveListName, ("survey", survey)),
                PrintHref = request.Path(SurveyRoutes.Print, ("survey", survey)),
                EditHref = request.Path(PlanEndpoints.EditName, ("survey", survey)),
            },
            request.Words.Of(file.Plan.Title),
            status);
    }
}
