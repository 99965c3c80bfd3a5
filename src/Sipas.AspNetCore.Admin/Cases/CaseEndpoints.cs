using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Problems;
using Sipas.Cases;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Admin.Cases;

/// <summary>Citizens who requested contact: <c>/admin/cases</c>, and a page for each of them.</summary>
internal static class CaseEndpoints
{
    private const string ShowName = "SipasAdminCase";
    private const string ActName = "SipasAdminCaseAct";
    private const int PageSize = 50;

    // An owner's name is any text; this text, which no form sends as a name, means no owner.
    private const string Nobody = "-";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/cases", ListAsync).AlsoHead(routes.MapMethods("/admin/cases", ReadRoutes.Head, ListAsync))
            .WithName(AdminSection.Cases.EndpointName).ReadsPeople();
        routes.MapGet("/admin/cases/{code}", ShowAsync).AlsoHead(routes.MapMethods("/admin/cases/{code}", ReadRoutes.Head, ShowAsync))
            .WithName(ShowName).ReadsPeople();
        routes.MapPost("/admin/cases/{code}", ActAsync).WithName(ActName).ReadsPeople();
    }

    private static async Task<IResult> ListAsync(HttpContext context, ContactCaseService service, SurveyState state, int? page)
    {
        var request = new AdminRequest(context);
        FormState query = request.Query("state", "owner", "unit", "dueFrom", "dueTo");
        DateOnly? from = query.Day("dueFrom");
        DateOnly? to = query.Day("dueTo");
        DateOnly today = service.Today;
        IReadOnlyList<ContactCase> all = await service.ReadAsync(context.RequestAborted);
        RequireKnown(query, all, state);
        ContactCase[] wanted =
        [
            .. all.Where(one => (query.Text("owner") is not { } owner || (owner == Nobody ? one.Owner is null : one.Owner == owner))
                && (query.Text("unit") is not { } unit || one.UnitCode == unit)
                && (from is null || one.DueOn >= from) && (to is null || one.DueOn <= to)),
        ];
        string shown = query["state"] is "open" or "overdue" or "closed" ? query["state"] : "pending";
        ContactCase[] rows = [.. wanted.Where(one => Matches(one, shown, today))];
        int pages = Math.Max(1, (rows.Length + PageSize - 1) / PageSize);
        int number = Math.Clamp(page ?? 1, 1, pages);
        string Link(string word, int at) => request.Path(AdminSection.Cases.EndpointName,
            ("state", word), ("owner", query.Text("owner")), ("unit", query.Text("unit")), ("dueFrom", query.Text("dueFrom")),
            ("dueTo", query.Text("dueTo")), ("page", at == 1 ? null : at));
        query["state"] = shown;
        PeopleReads.Count(context, Math.Min(PageSize, Math.Max(0, rows.Length - ((number - 1) * PageSize))));
        return request.Show<CaseListPage>(AdminSection.Cases, request.Words["case.title"], new CaseListModel
        {
            Query = query,
            FilterHref = request.Path(AdminSection.Cases.EndpointName),
            State = shown,
            States =
            [
                .. new[] { "pending", "overdue", "open", "closed" }.Select(word => new PageLink(
                    $"{request.Words["case.state." + word]} ({request.Words.Count(wanted.LongCount(one => Matches(one, word, today)))})",
                    Link(word, 1), word == shown)),
            ],
            Owners = [("", request.Words["case.all"]), (Nobody, request.Words["case.nobody"]),
                .. all.Select(one => one.Owner).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCulture)
                .Select(owner => (owner, owner))],
            Units = [("", request.Words["case.all"]), .. all.Select(one => one.UnitCode).Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal).Select(unit => (unit, UnitName(request.Words, state, unit)))],
            Rows = [.. rows.Skip((number - 1) * PageSize).Take(PageSize)
                .Select(one => new CaseRow(one, UnitName(request.Words, state, one.UnitCode), Word(one.StateOn(today)),
                    request.Path(ShowName, ("code", one.Code))))],
            Pages = pages == 1 ? [] : [.. Enumerable.Range(1, pages)
                .Select(n => new PageLink(n.ToString(CultureInfo.InvariantCulture), Link(shown, n), n == number))],
        }, status: query.HasProblems ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    // An empty list would look like a valid result.
    private static void RequireKnown(FormState query, IReadOnlyList<ContactCase> all, SurveyState state)
    {
        if (query.Text("owner") is { } owner && owner != Nobody && all.All(one => one.Owner != owner))
        {
            IEnumerable<string> owners = all.Select(one => one.Owner).OfType<string>().Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal);
            query.Add("owner", new Problem(ProblemCodes.QueryValue, "owner", owner, string.Join(", ", owners.DefaultIfEmpty("—"))));
        }

        if (query.Text("unit") is { } unit && state.Units.Find(unit) is null)
        {
            query.Add("unit", new Problem(ProblemCodes.UnitNotFound, "unit", unit));
        }
    }

    private static Task<IResult> ShowAsync(HttpContext context, string code, ContactCaseService service, SurveyState state) =>
        RenderAsync(context, new AdminRequest(context), code, service, state, new FormState([]));

    private static async Task<IResult> ActAsync(HttpContext context, string code, ContactCaseService service, SurveyState state)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        if (ChangeOf(form, request.Actor) is not { } change)
        {
            return request.Fault(StatusCodes.Status400BadRequest,
                [new Problem(ProblemCodes.QueryValue, "act", form["act"], "take, handOver, note, close")]);
        }

        long after = long.TryParse(form["entries"], NumberStyles.None, CultureInfo.InvariantCulture, out long known) ? known : -1;
        IReadOnlyList<Problem> problems = await service.ChangeAsync(code, after, change, context.RequestAborted);
        if (problems.Count == 0)
        {
            return AdminRequest.Next(request.Path(ShowName, ("code", code)));
        }

        foreach (Problem problem in problems)
        {
            form.Add(problem.Code == ProblemCodes.CaseOwner
                ? "to"
                : problem.Code == ProblemCodes.CaseWords ? change.Kind == CaseEntryKind.Closed ? "why" : "note" : "", problem);
        }

        return await RenderAsync(context, request, code, service, state, form);
    }

    private static CaseChange? ChangeOf(FormState form, string actor) => form["act"] switch
    {
        "take" => new CaseChange(CaseEntryKind.Taken, actor, ""),
        "handOver" => new CaseChange(CaseEntryKind.HandedOver, actor, form["to"]),
        "note" => new CaseChange(CaseEntryKind.Noted, actor, form["note"]),
        "close" when Enum.TryParse(form["outcome"], ignoreCase: true, out CaseOutcome outcome)
            && Enum.IsDefined(outcome) => new CaseChange(CaseEntryKind.Closed, actor, form["why"], outcome),
        _ => null,
    };

    private static async Task<IResult> RenderAsync(HttpContext context, AdminRequest request, string code, ContactCaseService service,
        SurveyState state, FormState form)
    {
        if (await service.FindAsync(code, context.RequestAborted) is not { } found)
        {
            return request.Fault(StatusCodes.Status404NotFound, [new Problem(ProblemCodes.CaseUnknown, "case", code)]);
        }

        return request.Show<CasePage>(AdminSection.Cases, request.Words.Fill("case.one", ("code", found.Case.Code)), new CaseModel
        {
            Mark = request.Mark(),
            Form = form,
            Case = found.Case,
            UnitName = UnitName(request.Words, state, found.Case.UnitCode),
            State = Word(found.Case.StateOn(service.Today)),
            Entries = found.Entries,
            ActHref = request.Path(ActName, ("code", found.Case.Code)),
            ListHref = request.Path(AdminSection.Cases.EndpointName),
        }, over: request.Words["case.title"], status: form.HasProblems ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static bool Matches(ContactCase one, string state, DateOnly today) => one.StateOn(today) switch
    {
        CaseState.Closed => state == "closed",
        CaseState.Overdue => state is "pending" or "overdue",
        _ => state is "pending" or "open",
    };

    private static string Word(CaseState state) =>
        state switch { CaseState.Closed => "closed", CaseState.Overdue => "overdue", _ => "open" };

    private static string UnitName(PageTexts words, SurveyState state, string code) =>
        state.Units.Find(code) is { } unit ? words.Of(unit.Name) : code;
}
