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
        Asset.KioskScript.Map(routes);
        Asset.KioskStyle.Map(routes);
    }

    /// <summary>The face, from 1 (most dissatisfied) to 5 (most satisfied), that stands beside a level.</summary>
    /// <param name="level">The level, from 1.</param>
    /// <param name="levels">Levels of the scale.</param>
    public static int FaceOf(int level, int levels) => levels switch
    {
        1 => 3,
        2 => level * 2,
        3 => level + 1,
        4 => level <= 2 ? level : level + 1,
        _ => 1 + ((((level - 1) * 8) + levels - 1) / (2 * (levels - 1))),
    };

    private static async Task<IResult> ShowAsync(
        HttpContext context, string unit, string? pack, string? questionnaireVersion, SurveyState state, IOptions<SipasOptions> options, TimeProvider clock, LinkGenerator links)
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

        string submit = links.GetPathByName(context, BallotEndpoint.Name)!;
        return new HtmlPage(KioskPage.Of(DataOf(state, layout, found, options.Value, submit), style, Asset.KioskScript.Address(links, context)));
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

    private static KioskData DataOf(SurveyState state, AnswerLayout layout, OrganisationUnit unit, SipasOptions options, string submit)
    {
        MethodPack pack = state.Packs.Find(layout.PackId)!;
        return new KioskData
        {
            SubmitUrl = submit,
            Pack = pack.Id,
            QuestionnaireVersion = layout.QuestionnaireVersion,
            Unit = unit.Code,
            UnitName = unit.Name,
            Introduction = pack.FindQuestionnaire(layout.QuestionnaireVersion)!.Introduction,
            Notice = state.Notice,
            Minutes = Math.Max(1, ((layout.Items.Count * SecondsForTenAnswers) + 300) / 600),
            IdleSeconds = options.KioskIdleSeconds,
            ThanksSeconds = options.KioskThanksSeconds,
            Items = [.. layout.Items.Select(item => new KioskItem(item.Item.Code, item.Scale.Code, item.Item.Text))],
            Scales = layout.Items.Select(item => item.Scale).Distinct().ToDictionary(scale => scale.Code, Choices, StringComparer.Ordinal),
            Texts = WebTexts.Under("kiosk."),
        };
    }

    private static IReadOnlyList<KioskChoice> Choices(AnswerScale scale) =>
    [
        .. scale.Levels.Select(level => new KioskChoice(level.Level, null, FaceOf(level.Level, scale.Levels.Count), level.Text)),
        .. scale.Special.Select(special => new KioskChoice(null, BallotWords.Of(special.Answer), 0, special.Text)),
    ];
}
