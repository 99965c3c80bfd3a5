using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Sampling;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>The officer's fourth step: letters to sampled persons, numbered ballots, lists and the teams' sheets, each
/// as a page to print.</summary>
internal static class PrintEndpoints
{
    public const string LettersName = "SipasAdminPrintLetters";
    public const string BallotsName = "SipasAdminPrintBallots";
    public const string ListName = "SipasAdminPrintList";
    public const string SheetName = "SipasAdminPrintSheet";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/surveys/{survey}/print", ShowAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/print", ReadRoutes.Head, ShowAsync)).WithName(SurveyRoutes.Print);
        routes.MapGet("/admin/surveys/{survey}/print/letters", LettersAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/print/letters", ReadRoutes.Head, LettersAsync)).WithName(LettersName)
            .ReadsPeople();
        routes.MapGet("/admin/surveys/{survey}/print/ballots", BallotsAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/print/ballots", ReadRoutes.Head, BallotsAsync)).WithName(BallotsName);
        routes.MapGet("/admin/surveys/{survey}/print/list", ListAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/print/list", ReadRoutes.Head, ListAsync)).WithName(ListName).ReadsPeople();
        routes.MapGet("/admin/surveys/{survey}/print/sheet", SheetAsync)
            .AlsoHead(routes.MapMethods("/admin/surveys/{survey}/print/sheet", ReadRoutes.Head, SheetAsync)).WithName(SheetName)
            .ReadsPeople();
    }

    private static Task<IResult> ListAsync(HttpContext context, string survey, IPersonalDataStorage people) =>
        PeopleAsync(context, survey, people, isSheet: false);

    private static Task<IResult> SheetAsync(HttpContext context, string survey, IPersonalDataStorage people) =>
        PeopleAsync(context, survey, people, isSheet: true);

    private static async Task<IResult> ShowAsync(HttpContext context, string survey, IPersonalDataStorage people, MethodPackRegistry packs)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        SurveySteps steps = SurveySteps.Of(request, file, "print");
        if (file.Draw is null)
        {
            return request.Show<NotDrawnPage>(AdminSection.Surveys, request.Words["step.print"],
                new NotDrawnModel(steps, request.Path(SurveyRoutes.Draw, ("survey", survey))), request.Words.Of(file.Plan.Title));
        }

        return request.Show<PrintMenuPage>(
            AdminSection.Surveys,
            request.Words["step.print"],
            new PrintMenuModel
            {
                Steps = steps,
                Ledger = file.OpenLedger(),
                Pack = packs.Packs.FirstOrDefault(pack => pack.Id == file.Plan.Pack),
                LettersHref = request.Path(LettersName, ("survey", survey)),
                BallotsHref = request.Path(BallotsName, ("survey", survey)),
                ListHref = request.Path(ListName, ("survey", survey)),
                SheetHref = team => request.Path(SheetName, ("survey", survey), ("team", team)),
            },
            request.Words.Of(file.Plan.Title));
    }

    private static async Task<IResult> LettersAsync(HttpContext context, string survey, IPersonalDataStorage people, SurveyState state)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        FormState query = request.Query("team", "cell", "code");
        FieldCase[] cases = Chosen(file.OpenLedger(), query);
        PeopleReads.Count(context, cases.Length);
        return request.Print<LetterPage>(
            request.Words["print.letters"],
            new LetterModel(file, Addressees(file, people, cases),
                code => state.Units.Find(code) is { } unit ? request.Words.Of(unit.Name) : code),
            request.Path(SurveyRoutes.Print, ("survey", survey)));
    }

    private static async Task<IResult> BallotsAsync(HttpContext context, string survey, IPersonalDataStorage people,
        MethodPackRegistry packs, SurveyState state)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        FormState query = request.Query("from", "count", "version");
        long from = query.Whole("from") ?? 1;
        long count = query.Whole("count") ?? 1;
        MethodPack pack = packs.Packs.FirstOrDefault(pack => pack.Id == file.Plan.Pack)
            ?? throw new SipasException(new Problem(ProblemCodes.PlanFieldMalformed, "pack", file.Plan.Pack,
                string.Join(", ", packs.Packs.Select(pack => pack.Id))));
        if (from < 1 || count is < 1 or > PrintedBallots.MaxPrinted)
        {
            throw new SipasException(new Problem(ProblemCodes.QueryValue, "from, count", $"{PlanForm.Show(from)}, {PlanForm.Show(count)}",
                $"from ≥ 1; count 1–{PlanForm.Show(PrintedBallots.MaxPrinted)}"));
        }

        Questionnaire questionnaire = query.Text("version") is { } version
            ? pack.FindQuestionnaire(version)
                ?? throw new SipasException(new Problem(ProblemCodes.QueryValue, "version", version,
                    string.Join(", ", pack.Questionnaires.Select(known => known.Version))))
            : pack.Questionnaires[0];
        return request.Print<PaperBallotPage>(
            request.Words["print.ballots"],
            new PaperBallotModel
            {
                File = file,
                Pack = pack,
                Questionnaire = questionnaire,
                Blocks = PaperBallot.Of(pack, questionnaire),
                Numbers = [.. Enumerable.Range(0, (int)count).Select(i => PrintedNumber.Of(from + i))],
                Notice = state.Notice,
            },
            request.Path(SurveyRoutes.Print, ("survey", survey)));
    }

    // A team's sheet contains the persons that it visits and nothing of the reserve; substitutes are included once they
    // are in use.
    private static async Task<IResult> PeopleAsync(HttpContext context, string survey, IPersonalDataStorage people, bool isSheet)
    {
        var request = new AdminRequest(context);
        SurveyFile file = await SurveyFile.ReadAsync(people, survey, context.RequestAborted);
        FormState query = request.Query("team", "cell");
        FieldLedger ledger = file.OpenLedger();
        FieldCase[] cases = isSheet
            ? Chosen(ledger, query)
            : [.. ledger.Cases.Where(known => known.Entry.Role == ListRole.Official)];
        PeopleReads.Count(context, cases.Length);
        string title = isSheet
            ? request.Words.Fill("print.sheetOf", ("team", query.Text("team") ?? request.Words["field.allTeams"]))
            : request.Words["draw.official"];
        return request.Print<AddresseeListPage>(title, new AddresseeListModel(file, title, Addressees(file, people, cases), isSheet),
            request.Path(SurveyRoutes.Print, ("survey", survey)));
    }

    private static FieldCase[] Chosen(FieldLedger ledger, FormState query) => [.. ledger.ActiveCases.Where(known =>
        known.ReplacedBy is null
        && (query.Text("team") is not { } team || known.Team == team)
        && (query.Text("cell") is not { } cell || known.Entry.Cell == cell)
        && (query.Text("code") is not { } code || known.Entry.Code == code))];

    private static Addressee[] Addressees(SurveyFile file, IPersonalDataStorage people, IReadOnlyList<FieldCase> cases)
    {
        StoredFrame frame = file.Frame!;
        if (frame.ErasedAt is { } erased)
        {
            throw new SipasException(new Problem(ProblemCodes.PeopleErased, file.Plan.Code, Iso8601.Write(erased)));
        }

        Dictionary<long, IReadOnlyList<string>> rows = SampledRows.Read(people.Frames.OpenFrame(frame), cases.Select(known => known.Entry));
        return [.. cases.Select(known => new Addressee(known, [.. frame.Columns.Zip(rows[known.Entry.RowNumber])]))];
    }
}
