using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Sampling;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin.Fieldwork;

/// <summary>The officer's last step: assignment of sampled cases to teams, outcomes, substitutions, rates and progress.</summary>
internal static class FieldEndpoints
{
    public const string UnitName = "SipasAdminFieldUnit";
    public const string AssignName = "SipasAdminFieldAssign";

    private const int Tries = 5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/surveys/{survey}/field", ShowAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/field", ReadRoutes.Head, ShowAsync)).WithName(SurveyRoutes.Field);
        routes.MapPost("/admin/surveys/{survey}/field/assign", AssignAsync).WithName(AssignName);
        routes.MapGet("/admin/surveys/{survey}/field/units/{code}", ShowUnitAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/field/units/{code}", ReadRoutes.Head, ShowUnitAsync)).WithName(UnitName)
            .ReadsPeople();
        routes.MapPost("/admin/surveys/{survey}/field/units/{code}", RecordAsync).ReadsPeople();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string survey, IPersonalDataStorage people, TimeProvider clock)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        return FieldPages.Overview(request, file, new FormState([]), clock, StatusCodes.Status200OK);
    }

    private static async Task<IResult> AssignAsync(HttpContext context, string survey, IPersonalDataStorage people, TimeProvider clock)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        long? first = form.Whole("firstNumber");
        IResult? done = await form.TryAsync(
            async () =>
            {
                if (!form.HasProblems)
                {
                    DateOnly today = VietnameseTime.DayOf(clock.GetUtcNow());
                    await ApplyAsync(people, survey, request.Actor, (_, ledger) => Assignments(ledger, form, today, first),
                        context.RequestAborted);
                    return AdminRequest.Next(request.Path(SurveyRoutes.Field, ("survey", survey)));
                }

                return null;
            },
            problem => FieldOf(form, problem, "codes"));
        if (done is not null)
        {
            return done;
        }

        return FieldPages.Overview(request, file, form, clock, StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ShowUnitAsync(HttpContext context, string survey, string code, IPersonalDataStorage people,
        TimeProvider clock)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = new FormState([KeyValuePair.Create("day", PlanForm.Show(VietnameseTime.DayOf(clock.GetUtcNow())))]);
        return FieldPages.Unit(request, file, people, code, form, StatusCodes.Status200OK);
    }

    private static async Task<IResult> RecordAsync(HttpContext context, string survey, string code, IPersonalDataStorage people,
        TimeProvider clock)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        var form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        FieldEventKind kind = PlanForm.ReadWord(form, "kind", FieldEventKind.Closed);
        DateOnly today = VietnameseTime.DayOf(clock.GetUtcNow());
        DateOnly day = form.Day("day") ?? today;
        if (day > today)
        {
            form.Add("day", new Problem(ProblemCodes.FieldEventMalformed, "day", PlanForm.Show(day), $"≤ {PlanForm.Show(today)}"));
        }

        bool ownAccount = false;
        IResult? done = await form.TryAsync(
            async () =>
            {
                if (!form.HasProblems)
                {
                    FieldEvent happened = new()
                    {
                        Day = day,
                        Code = code,
                        Kind = kind,
                        Team = kind == FieldEventKind.Assigned ? form.Text("team") : null,
                        Disposition = kind == FieldEventKind.Closed ? ReadDisposition(form) : null,
                        SubstituteCode = kind == FieldEventKind.Replaced ? form.Text("substitute")?.ToUpperInvariant() : null,
                        Reason = form.Text("reason"),
                        Approver = kind == FieldEventKind.Replaced ? ApproverOf(request, form) : null,
                        BallotNumber = kind is FieldEventKind.Issued or FieldEventKind.Returned
                            ? form.Text("ballot") is { } ballot ? PrintedNumber.Scanned(ballot) : null
                            : null,
                    };
                    await ApplyAsync(people, survey, request.Actor, (current, ledger) => [Approved(request, current, ledger, happened)],
                        context.RequestAborted);
                    return AdminRequest.Next(request.Path(UnitName, ("survey", survey), ("code", code)));
                }

                return null;
            },
            problem =>
            {
                ownAccount |= problem.Code == ProblemCodes.SubstitutionOfOwnAccount;
                return FieldOf(form, problem, kind switch
                {
                    FieldEventKind.Replaced or FieldEventKind.SubstitutionRequested => "replace",
                    FieldEventKind.Closed => "disposition",
                    FieldEventKind.Assigned => "team",
                    _ => "ballot",
                });
            });
        if (done is not null)
        {
            return done;
        }

        if (ownAccount)
        {
            return request.Fault(StatusCodes.Status403Forbidden, [.. form.Problems.Select(pair => pair.Problem)], "correction.refused",
                request.Path(UnitName, ("survey", survey), ("code", code)));
        }

        return FieldPages.Unit(request, file, people, code, form, StatusCodes.Status400BadRequest);
    }

    /// <summary>Gets the pending request to replace a case; null when there is none.</summary>
    internal static FieldLogEntry? RequestOf(SurveyFile file, FieldCase known) => known.RequestedReason is null
        ? null
        : file.Log.Last(entry => entry.Event.Code == known.Entry.Code && entry.Event.Kind == FieldEventKind.SubstitutionRequested);

    // The account that approves; without accounts the typed name, as the statement of one person.
    private static string? ApproverOf(AdminRequest request, FormState form) =>
        request.IsSignedIn ? request.Actor : form.Text("approver") is { } typed ? typed + BallotCorrection.OneWord : null;

    // The approving account must differ from the requesting one.
    private static FieldEvent Approved(AdminRequest request, SurveyFile file, FieldLedger ledger, FieldEvent happened)
    {
        if (happened.Kind != FieldEventKind.Replaced || !request.IsSignedIn)
        {
            return happened;
        }

        if (RequestOf(file, ledger.Find(happened.Code)) is not { } asked)
        {
            throw new SipasException(new Problem(ProblemCodes.SubstitutionNotRequested, happened.Code));
        }

        return AuditActor.AreSame(request.Actor, asked.Actor)
            ? throw new SipasException(new Problem(ProblemCodes.SubstitutionOfOwnAccount, happened.Code, asked.Actor))
            : happened with { Reason = asked.Event.Reason };
    }

    // A decision depends on the log as it was read: if another entry was added meanwhile, the decision is made again.
    private static async Task ApplyAsync(IPersonalDataStorage people, string survey, string actor,
        Func<SurveyFile, FieldLedger, IReadOnlyList<FieldEvent>> decide, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Tries; i++)
        {
            SurveyFile file = await SurveyFile.ReadAsync(people, survey, cancellationToken);
            FieldLedger ledger = file.OpenLedger();
            FieldEvent[] stored = [.. decide(file, ledger).Select(ledger.Apply)];
            if (stored.Length == 0 || await people.Field.AppendFieldLogAsync(survey, file.Log.Count, stored, actor, cancellationToken))
            {
                return;
            }
        }

        throw new StoreUnavailableException(StoreUnavailability.Busy);
    }

    // Cases named by code, or all of a cell that have no team; ballots assigned in one action have consecutive numbers.
    private static List<FieldEvent> Assignments(FieldLedger ledger, FormState form, DateOnly today, long? firstNumber)
    {
        string team = form.Text("team") ?? throw new SipasException(new Problem(ProblemCodes.FieldTextMissing, "—", "team"));
        IEnumerable<FieldCase> chosen = form.Text("codes") is not null
            ? form.List("codes").Select(code => ledger.Find(code.ToUpperInvariant()))
            : ledger.ActiveCases.Where(known =>
                known.Team is null && known.Disposition == Disposition.Pending
                && (form.Text("cell") is not { } cell || known.Entry.Cell == cell));
        var events = new List<FieldEvent>();
        foreach (FieldCase known in chosen)
        {
            events.Add(new FieldEvent { Day = today, Code = known.Entry.Code, Kind = FieldEventKind.Assigned, Team = team });
            if (firstNumber is { } number && !known.IsIssued)
            {
                events.Add(new FieldEvent
                {
                    Day = today,
                    Code = known.Entry.Code,
                    Kind = FieldEventKind.Issued,
                    BallotNumber = PrintedNumber.Of(number),
                });
                firstNumber = number + 1;
            }
        }

        return events;
    }

    private static Disposition ReadDisposition(FormState form) => Dispositions.TryRead(form["disposition"], out Disposition disposition)
        ? disposition
        : throw new SipasException(
            new Problem(ProblemCodes.DispositionUnknown, "disposition", form["disposition"], string.Join(", ", Dispositions.Words)));

    private static string FieldOf(FormState form, Problem problem, string field) => problem.Code switch
    {
        ProblemCodes.FieldTextMissing => problem.Value ?? field,
        ProblemCodes.SubstitutionOutOfOrder or ProblemCodes.SubstitutionOtherCell or ProblemCodes.ReserveExhausted => "substitute",
        ProblemCodes.FieldAfterClosing => "reason",
        ProblemCodes.SubstitutionNotRequested => "",
        ProblemCodes.BallotNumberTaken or ProblemCodes.NumberSlip => form.Knows("firstNumber") ? "firstNumber" : "ballot",
        _ => field,
    };
}
