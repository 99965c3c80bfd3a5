using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Http;
using Sipas.Ballots;
using Sipas.DependencyInjection;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Storage;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>The kiosk page of a unit and the files it loads.</summary>
internal static class KioskEndpoints
{
    // About six and a half seconds an answer: nine take a minute.
    private const int SecondsForTenAnswers = 65;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/kiosk/{unit}", ShowAsync).WithName("SipasKioskPage").ExcludeFromDescription();
        KioskScripts.Map(routes);
        Asset.KioskStyle.Map(routes);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, string unit, string? pack, string? questionnaireVersion, string? mode, SurveyState state, IOptions<SipasOptions> options, TimeProvider clock, LinkGenerator links)
    {
        string style = Asset.KioskStyle.Address(links, context);
        OrganisationUnit? found;
        try
        {
            found = await FindAsync(state, unit, context.RequestAborted);
        }
        catch (StoreUnavailableException)
        {
            return Fault(StatusCodes.Status503ServiceUnavailable, "fault.unavailable", SipasResults.Busy(ProblemCodes.StoreBusy), style);
        }

        if (found is null)
        {
            return Fault(StatusCodes.Status404NotFound, "fault.unit", new Problem(ProblemCodes.UnitNotFound, "unit", unit), style);
        }

        // Nobody is asked for answers that would then be refused.
        if (!found.ExistsOn(VietnameseTime.DayOf(clock.GetUtcNow())))
        {
            return Fault(StatusCodes.Status404NotFound, "fault.unit", new Problem(ProblemCodes.UnitNotValid, "unit", unit, $"{found.ValidFrom:O} – {found.ValidTo:O}"), style);
        }

        if (Choose(state.Packs, options.Value, pack, questionnaireVersion, out Problem? problem) is not { } layout)
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", problem!, style);
        }

        if (mode is not (null or "kiosk" or "interview"))
        {
            return Fault(StatusCodes.Status400BadRequest, "fault.query", new Problem(ProblemCodes.QueryValue, "mode", mode, "kiosk, interview"), style);
        }

        var visit = new KioskVisit(mode ?? BallotWords.Of(CollectionMode.Kiosk), BallotWords.Of(SelectionBasis.SelfSelected));
        string submit = links.GetPathByName(context, BallotEndpoint.Name)!;
        return new HtmlPage(KioskPage.Of(DataOf(state, layout, found, options.Value, visit, submit), style, KioskScripts.Addresses(links, context)));
    }

    // Units may have been imported beside the running host since it last looked.
    private static async Task<OrganisationUnit?> FindAsync(SurveyState state, string code, CancellationToken cancellationToken)
    {
        if (state.Units.Find(code) is { } known)
        {
            return known;
        }

        if (CodeText.IsWellFormed(code))
        {
            await state.ReloadAsync(cancellationToken);
        }

        return state.Units.Find(code);
    }

    private static HtmlPage Fault(int status, string title, Problem problem, string style) => new(FaultPage.Of(WebTexts.Of(title), [problem.Message], style, null), status);

    private static AnswerLayout? Choose(MethodPackRegistry packs, SipasOptions options, string? packId, string? version, out Problem? problem)
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
        problem = layout is null ? new Problem(ProblemCodes.QueryValue, "questionnaireVersion", chosen, string.Join(", ", pack.Questionnaires.Select(q => q.Version))) : null;
        return layout;
    }

    private static KioskData DataOf(SurveyState state, AnswerLayout layout, OrganisationUnit unit, SipasOptions options, KioskVisit visit, string submit)
    {
        MethodPack pack = state.Packs.Find(layout.PackId)!;
        Questionnaire questionnaire = pack.FindQuestionnaire(layout.QuestionnaireVersion)!;
        IReadOnlyList<KioskQuestion> questions = KioskQuestionnaire.Questions(questionnaire, layout, visit.Mode == BallotWords.Of(CollectionMode.Interview));
        int count = questions.Where(question => question.ShowWhen.Count == 0).Sum(question => question.Kind == QuestionKind.Matrix ? question.Items.Count : 1);
        return new KioskData
        {
            SubmitUrl = submit,
            Pack = pack.Id,
            QuestionnaireVersion = layout.QuestionnaireVersion,
            Unit = unit.Code,
            UnitName = unit.Name,
            Introduction = questionnaire.Introduction,
            Notice = state.Notice,
            Mode = visit.Mode,
            Basis = visit.Basis,
            Ticket = visit.Ticket,
            Procedure = visit.Procedure,
            Unverified = visit.Unverified,
            QuestionCount = count,
            Minutes = Math.Max(1, ((count * SecondsForTenAnswers) + 300) / 600),
            IdleSeconds = options.KioskIdleSeconds,
            ThanksSeconds = options.KioskThanksSeconds,
            Unfinished = questionnaire.Unfinished,
            Languages = KioskQuestionnaire.Languages(pack, questionnaire),
            Questions = questions,
            Checks = questionnaire.Checks,
            Scales = KioskQuestionnaire.Scales(layout),
            Texts = WebTexts.Under("kiosk."),
        };
    }
}
