using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.AspNetCore.Senders;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Alerts;
using Sipas.Cases;
using Sipas.Common;
using Sipas.Hosting;
using Sipas.Packs;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>The kiosk page of a unit and the files it loads.</summary>
internal static class KioskEndpoints
{
    public const string Name = "SipasKioskPage";

    // About six and a half seconds per answer: nine take a minute.
    private const int SecondsForTenAnswers = 65;

    // No one waits behind the owner of a phone, who may be interrupted.
    private const int OwnDeviceIdleSeconds = 600;

    private static readonly string Web = BallotNames.Of(CollectionMode.Web);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/kiosk/{unit}", ShowAsync).AlsoHead(routes.MapMethods("/kiosk/{unit}", ReadRoutes.Head, ShowAsync)).WithName(Name)
            .ExcludeFromDescription();
        KioskScripts.Map(routes);
        KioskOffline.Map(routes);
        EnrolmentEndpoint.Map(routes);
        Asset.KioskStyle.Map(routes);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, string unit, string? pack, string? questionnaireVersion, string? mode, SurveyState state,
        IOptions<SipasOptions> options, TimeProvider clock, LinkGenerator links)
    {
        string style = Asset.KioskStyle.Address(links, context);
        OrganisationUnit? found = await state.FindUnitAsync(unit, context.RequestAborted);
        if (found is null)
        {
            return Fault(context, StatusCodes.Status404NotFound, "fault.unit", new Problem(ProblemCodes.UnitNotFound, "unit", unit), style);
        }

        // The questionnaire is not shown if its ballot would be rejected.
        if (!found.ExistsOn(VietnameseTime.DayOf(clock.GetUtcNow())))
        {
            return Fault(
                context, StatusCodes.Status404NotFound, "fault.unit",
                new Problem(ProblemCodes.UnitNotValid, "unit", unit,
                    state.History.Validity(found, VietnameseTime.DayOf(clock.GetUtcNow()))), style);
        }

        if (Choose(state.Packs, options.Value, pack, questionnaireVersion, out Problem? problem) is not { } layout)
        {
            return Fault(context, StatusCodes.Status400BadRequest, "fault.query", problem!, style);
        }

        if (mode is not (null or "kiosk" or "interview"))
        {
            return Fault(context, StatusCodes.Status400BadRequest, "fault.query",
                new Problem(ProblemCodes.QueryValue, "mode", mode, "kiosk, interview"), style);
        }

        if (mode == BallotNames.Of(CollectionMode.Interview) && !await InterviewerRule.AnyAdmitsAsync(context))
        {
            var refused = new Problem(ProblemCodes.ModeWithoutCredential, "mode", mode, BallotNames.Of(CollectionMode.Kiosk));
            return Fault(context, StatusCodes.Status403Forbidden, "fault.interviewer", refused, style);
        }

        var visit = new KioskVisit(mode ?? BallotNames.Of(CollectionMode.Kiosk), BallotNames.Of(SelectionBasis.SelfSelected));
        return Page(context, state, layout, found, options.Value, visit, links);
    }

    /// <summary>Creates the page for an unknown address.</summary>
    internal static IResult Unknown(HttpContext context, int status, Problem problem)
    {
        LinkGenerator links = context.RequestServices.GetRequiredService<LinkGenerator>();
        KioskOffline.MarkAsOurs(context);
        return HtmlPage.Of<FaultPage>(
            new FaultModel(
                WebTexts.Of("fault.page"), [problem.Message, WebTexts.Of("fault.pageHint")], Asset.KioskStyle.Address(links, context),
                new FaultLink("fault.start", context.Request.PathBase + "/")),
            status);
    }

    /// <summary>Creates the page for a store that is currently unavailable.</summary>
    internal static IResult Unavailable(HttpContext context, Problem problem)
    {
        LinkGenerator links = context.RequestServices.GetRequiredService<LinkGenerator>();
        KioskOffline.MarkAsOurs(context);
        return HtmlPage.Of<FaultPage>(
            new FaultModel(
                WebTexts.Of("fault.unavailable"), [StoreFaults.Sentence(problem)], Asset.KioskStyle.Address(links, context)),
            StatusCodes.Status503ServiceUnavailable);
    }

    internal static HtmlPage Fault(HttpContext context, int status, string title, Problem problem, string style)
    {
        KioskOffline.MarkAsOurs(context);
        Refusals.Note(context, status, [problem.Code]);
        return HtmlPage.Of<FaultPage>(new FaultModel(WebTexts.Of(title), [problem.Message], style), status);
    }

    internal static AnswerLayout? Choose(MethodPackRegistry packs, SipasOptions options, string? packId, string? version,
        out Problem? problem)
    {
        problem = null;
        MethodPack? pack = packId is not null ? packs.Find(packId) : options.KioskPack is { } preset ? packs.Find(preset) : packs.Packs[0];
        if (pack is null)
        {
            problem = new Problem(ProblemCodes.QueryValue, "pack", packId, string.Join(", ", packs.Packs.Select(p => p.Id)));
            return null;
        }

        string chosen = version ?? (packId is null ? options.KioskQuestionnaireVersion : null) ?? pack.Questionnaires[0].Version;
        AnswerLayout? layout = packs.FindLayout(pack.Id, chosen);
        problem = layout is null
            ? new Problem(ProblemCodes.QueryValue, "questionnaireVersion", chosen,
                string.Join(", ", pack.Questionnaires.Select(q => q.Version))) : null;
        return layout;
    }

    /// <summary>Creates the page for one visit: at a kiosk, by a ticket or by an open link.</summary>
    /// <param name="context">The request.</param>
    /// <param name="state">Packs and the notice.</param>
    /// <param name="layout">The displayed questionnaire.</param>
    /// <param name="unit">The rated unit.</param>
    /// <param name="options">The host's options.</param>
    /// <param name="visit">How the person reached the page.</param>
    /// <param name="links">Generates addresses.</param>
    public static IResult Page(HttpContext context, SurveyState state, AnswerLayout layout, OrganisationUnit unit, SipasOptions options,
        KioskVisit visit, LinkGenerator links)
    {
        KioskOffline.MarkAsOurs(context);
        LowRatingRules rules = context.RequestServices.GetService<LowRatingRules>() ?? new LowRatingRules();
        KioskData data = DataOf(state, layout, unit, options, rules, visit, new KioskAddresses(links, context));
        return HtmlPage.Of<KioskPage>(new ScriptedModel<KioskData>(
            data, Asset.KioskStyle.Address(links, context), KioskScripts.Addresses(links, context)));
    }

    private static KioskData DataOf(
        SurveyState state, AnswerLayout layout, OrganisationUnit unit, SipasOptions options, LowRatingRules rules, KioskVisit visit,
        KioskAddresses addresses)
    {
        MethodPack pack = state.Packs.Find(layout.PackId)!;
        Questionnaire questionnaire = pack.FindQuestionnaire(layout.QuestionnaireVersion)!;
        IReadOnlyList<KioskQuestion> questions = KioskQuestionnaire.Questions(
            questionnaire, layout, visit.Mode == BallotNames.Of(CollectionMode.Interview));
        int count = questions.Where(question => question.ShowWhen.Count == 0)
            .Sum(question => question.HasRows ? question.Items.Count : 1);
        return new KioskData
        {
            SubmitUrl = addresses.Submit,
            Api = addresses.Api,
            WorkerUrl = visit.Mode == Web ? null : addresses.Worker,
            ManifestUrl = visit.Mode == Web ? null : addresses.Manifest(unit.Code),
            IconUrl = addresses.Icon,
            Version = KioskScripts.Version,
            Clips = [.. questions.Select(question => question.Clips)
                .Concat(questions.SelectMany(question => question.Items).Select(item => item.Clips))
                .SelectMany(clips => clips?.Values ?? []).Distinct()],
            Pack = pack.Id,
            QuestionnaireVersion = layout.QuestionnaireVersion,
            Unit = unit.Code,
            UnitName = unit.Name,
            Introduction = questionnaire.Introduction,
            Notice = state.Notice,
            Mode = visit.Mode,
            Basis = visit.Basis,
            Ticket = visit.Ticket,
            Presence = visit.Presence,
            Procedure = visit.Procedure,
            Unverified = visit.Unverified,
            QuestionCount = count,
            Minutes = Math.Max(1, ((count * SecondsForTenAnswers) + 300) / 600),
            IdleSeconds = visit.Mode == Web ? Math.Max(options.KioskIdleSeconds, OwnDeviceIdleSeconds) : options.KioskIdleSeconds,
            ThanksSeconds = options.KioskThanksSeconds,
            Unfinished = questionnaire.Unfinished,
            Languages = KioskQuestionnaire.Languages(pack, questionnaire),
            Questions = questions,
            ItemCodes = [.. layout.Items.Select(item => item.Item.Code)],
            Checks = questionnaire.Checks,
            Scales = KioskQuestionnaire.Scales(layout),
            Contact = ContactOf(layout, options.Contact, rules, visit),
            ContactUrl = addresses.Contact,
            Texts = WebTexts.Under("kiosk."),
        };
    }

    // In an interview there is no offer, because the respondent can speak to the interviewer.
    private static KioskContact? ContactOf(AnswerLayout layout, ContactSettings settings, LowRatingRules rules, KioskVisit visit) =>
        !settings.Offer || visit.Mode == BallotNames.Of(CollectionMode.Interview) ? null : new KioskContact(
            settings.ConsentShown(),
            settings.ConsentVersion(),
            layout.Items.Select(item => item.Scale).Distinct().ToDictionary(
                scale => scale.Code,
                scale => (IReadOnlyList<int>)[.. scale.Levels.Where(level => rules.IsLow(scale, level.Level)).Select(level => level.Level)],
                StringComparer.Ordinal),
            rules.LowAnswers,
            ContactRequest.MaximumName,
            ContactRequest.MaximumAbout);
}
