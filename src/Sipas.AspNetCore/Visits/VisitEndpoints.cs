using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Kiosk;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Counter;
using Sipas.Hosting;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Tickets;
using Sipas.Units;

namespace Sipas.AspNetCore.Visits;

/// <summary>Pages for people's own phones: <c>/t/{token}</c> with a ticket, <c>/q/{unit}</c> by an open link.
/// Requesting a page writes nothing, because mail scanners open links too.</summary>
internal static class VisitEndpoints
{
    public const string OpenName = "SipasOpenPage";

    /// <summary>Name of the query parameter of an open link that contains the counter code.</summary>
    public const string CodeParameter = "c";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/t/{token}", Reading, ShowTicketAsync).WithName("SipasTicketPage").ExcludeFromDescription();
        routes.MapMethods("/q/{unit}", Reading, ShowOpenAsync).WithName(OpenName).ExcludeFromDescription();
    }

    private static async Task<IResult> ShowTicketAsync(
        HttpContext context, string token, TicketIssuer tickets, ISipasStorage storage, SurveyState state, IOptions<SipasOptions> options,
        TimeProvider clock, LinkGenerator links)
    {
        string style = Asset.KioskStyle.Address(links, context);
        if (await tickets.ReadAsync(token, context.RequestAborted) is not { } ticket
            || state.Packs.FindLayout(ticket.PackId, ticket.QuestionnaireVersion) is not { } layout)
        {
            return KioskEndpoints.Fault(context, StatusCodes.Status404NotFound, "fault.ticket",
                new Problem(ProblemCodes.TicketInvalid, "ticket"), style);
        }

        if (await storage.Held.IsSpentAsync(tickets.SpentHash(ticket), context.RequestAborted))
        {
            return KioskEndpoints.Fault(context, StatusCodes.Status200OK, "fault.answered", new Problem(ProblemCodes.TicketSpent, "ticket"),
                style);
        }

        var visit = new KioskVisit(BallotNames.Of(CollectionMode.Web), BallotNames.Of(ticket.Basis), token, ticket.ProcedureCode);
        return await PageAsync(context, ticket.UnitCode, layout, visit, state, options.Value, clock, links, style);
    }

    // Anyone with the address may answer any number of times: the page states this, and it is stored with the ballot. A
    // counter code shows that a person was there.
    private static async Task<IResult> ShowOpenAsync(
        HttpContext context, string unit, string? c, SurveyState state, CounterPresence presence, IOptions<SipasOptions> options,
        TimeProvider clock, LinkGenerator links)
    {
        string style = Asset.KioskStyle.Address(links, context);
        CounterOpening opening = HttpMethods.IsHead(context.Request.Method)
            ? new CounterOpening(CounterOutcome.None, null)
            : presence.Open(unit, c);
        if (options.Value.Collection.RequiresPresenceAt(unit) && opening.Stamp is null)
        {
            return KioskEndpoints.Fault(context, StatusCodes.Status403Forbidden, "fault.presence",
                CounterPresence.ProblemOf(opening.Outcome), style);
        }

        var visit = new KioskVisit(
            BallotNames.Of(CollectionMode.Web), BallotNames.Of(SelectionBasis.SelfSelected), Unverified: opening.Stamp is null,
            Presence: opening.Stamp);
        return options.Value.Collection.TakesOpenBallotsOf(unit)
            ? await PageAsync(context, unit, KioskEndpoints.Choose(state.Packs, options.Value, null, null, out _)!, visit, state,
                options.Value, clock, links, style)
            : KioskEndpoints.Fault(context, StatusCodes.Status404NotFound, "fault.query", new Problem(ProblemCodes.OpenLinksClosed), style);
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, string code, AnswerLayout layout, KioskVisit visit, SurveyState state, SipasOptions options,
        TimeProvider clock, LinkGenerator links, string style)
    {
        OrganisationUnit? unit = await state.FindUnitAsync(code, context.RequestAborted);
        DateOnly today = VietnameseTime.DayOf(clock.GetUtcNow());
        return unit is null
            ? KioskEndpoints.Fault(context, StatusCodes.Status404NotFound, "fault.unit",
                new Problem(ProblemCodes.UnitNotFound, "unit", code), style)
            : !unit.ExistsOn(today)
                ? KioskEndpoints.Fault(
                    context, StatusCodes.Status404NotFound, "fault.unit",
                    new Problem(ProblemCodes.UnitNotValid, "unit", code, state.History.Validity(unit, today)), style)
            : KioskEndpoints.Page(context, state, layout, unit, options, visit, links);
    }
}
