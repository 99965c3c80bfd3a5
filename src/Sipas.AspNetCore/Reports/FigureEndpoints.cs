using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Disclosure;
using Sipas.Intake;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>Ranking, comparison, combination and points of counted ballots, and the packs: as JSON, or as a plain text
/// table.</summary>
internal static class FigureEndpoints
{
    // Room for about ten thousand units of two years.
    private const int MaximumComparisonBytes = 8 * 1024 * 1024;

    private static readonly string DefaultSeed = new RankIntervalOptions().Seed.ToString(CultureInfo.InvariantCulture);

    public static void Map(IEndpointRouteBuilder routes, FigureRoutes figures)
    {
        Describe(figures.ShowFigures(
            "/sipas/v1/ranking", routes.MapGet("/sipas/v1/ranking", RankAsync),
            routes.MapMethods("/sipas/v1/ranking", ReadRoutes.Head, RankAsync), ("year", null), ("node", null), ("ties", null),
            ("minimumBallots", null), ("seed", DefaultSeed)), "SipasRanking", "Ranks the units inside their blocks.",
            "The pack's rule unless the query names another. With a year, ranks of the year before are compared where that year has "
            + "ballots. One selection basis, sampled by default. "
            + "Sampled ballots of a known design have margins and rank intervals, with a seed for the simulated probabilities; where "
                + "there are none, withoutMargins says why.")
            .Produces<RankDocument>();
        Describe(figures.ShowFigures(
            "/sipas/v1/comparison", routes.MapGet("/sipas/v1/comparison", CompareAsync),
            routes.MapMethods("/sipas/v1/comparison", ReadRoutes.Head, CompareAsync), ("from", null), ("to", null), ("fromDay", null),
            ("toDay", null), ("boundaries", "new")), "SipasComparison", "Compares the units' indices of two years.",
            "Changes in percentage points, from published (rounded) values. Where units ended, the comparison goes by the successions "
            + "that are kept, on new or old boundaries; "
            + "the bridge is part of the answer, and a unit without one is refused with the reason.")
            .Produces<CompareDocument>();
        Describe(FigureRoutes.Limit(routes.MapPost("/sipas/v1/comparison", CompareGivenAsync)), "SipasCompareFigures",
            "Compares figures that are given, also over changed boundaries.",
            "With units and successions the comparison goes by a bridge, which is part of the answer; a unit without a bridge is refused "
            + "with the reason.")
            .Accepts<ComparisonRequest>("application/json")
            .Produces<CompareDocument>()
            .ProducesProblems(
                StatusCodes.Status408RequestTimeout, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);

        // As for ballots: a second route handles other content types, so that they are rejected with a problem document.
        FigureRoutes.Limit(routes.MapPost("/sipas/v1/comparison", CompareGivenAsync)).ExcludeFromDescription();
        Describe(figures.ShowFigures(
            "/sipas/v1/combined", routes.MapGet("/sipas/v1/combined", CombineAsync),
            routes.MapMethods("/sipas/v1/combined", ReadRoutes.Head, CombineAsync), ("year", null), ("combination", "pooledBallots")),
            "SipasCombined", "Combines the units into one figure for each node of the index.",
            "pooledBallots or meanOfUnits; the choice is named in the answer.")
            .Produces<CombinedDocument>();
        Describe(figures.ShowValues(
            "/sipas/v1/questions", routes.MapGet("/sipas/v1/questions", QuestionsAsync),
            routes.MapMethods("/sipas/v1/questions", ReadRoutes.Head, QuestionsAsync), ("year", null)), "SipasQuestions",
            "Gives the figures of the questions beside the index.",
            "Perception, experience, expectation, multiple choices, and incidents with the number of units in which they were reported.")
            .Produces<QuestionDocument>();
        Describe(
            figures.ShowFigures(
            "/sipas/v1/points", routes.MapGet("/sipas/v1/points", PointsAsync),
            routes.MapMethods("/sipas/v1/points", ReadRoutes.Head, PointsAsync), ("year", null), ("table", null)), "SipasPoints",
            "Turns the units' indices into points of the PAR index.",
            "By a points table of the pack.")
            .Produces<PointsDocument>();
        Name(
            routes.MapGet("/sipas/v1/packs", ListPacks).AlsoHead(routes.MapMethods("/sipas/v1/packs", ReadRoutes.Head, ListPacks)),
            "SipasListPacks", "Lists the method packs.",
            "As a plain text table; each pack as JSON is at /sipas/v1/packs/{id}.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        Name(routes.MapGet("/sipas/v1/packs/{id}", ShowPack).AlsoHead(routes.MapMethods("/sipas/v1/packs/{id}", ReadRoutes.Head, ShowPack)),
            "SipasShowPack", "Gives a method pack.", "As the JSON it is made of.")
            .Produces<MethodPack>()
            .ProducesProblems(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Name(RouteHandlerBuilder route, string name, string summary, string description) =>
        route.WithName(name).WithTags("Sipas").WithSummary(summary).WithDescription(description);

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary, string description) =>
        Name(route, name, summary, description)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> RankAsync(
        [AsParameters] FigureRequest request, string? year, string? node, string? ties, string? minimumBallots, string? seed) =>
        AnswerAsync(request, async query =>
        {
            int? of = query.Year("year", year);
            var settings = new RankSettings
            {
                Intervals = query.Intervals(seed),
                Rule = query.Rule(ties, minimumBallots),
                Node = query.Node(node),
                AssumeSimpleRandomSampling = request.Options.Value.AssumeSimpleRandomSampling,
                ComparesPreviousYear = true,
            };
            if (query.IsFaulty)
            {
                return null;
            }

            RankDocument document = await request.Figures.RankAsync(query.Ballots(of), settings, request.Context.RequestAborted);
            return query.Write(document.ToJson, document.ToTables);
        });

    private static Task<IResult> CompareAsync(
        [AsParameters] FigureRequest request, string? from, string? to, string? fromDay, string? toDay, string? boundaries) =>
        AnswerAsync(request, async query =>
        {
            (int? first, int? last) = (query.Year("from", from), query.Year("to", to));
            if (first is null || last is null || first >= last)
            {
                query.Refuse("from, to", $"{from}, {to}", "from < to");
            }

            (DateOnly? oldDay, DateOnly? newDay) = (query.TreeDay("fromDay", fromDay, first), query.TreeDay("toDay", toDay, last));
            ComparisonBoundaries on = query.Word("boundaries", boundaries, ComparisonBoundaries.New,
                Enum.GetValues<ComparisonBoundaries>());
            if (query.IsFaulty)
            {
                return null;
            }

            CompareDocument document = await request.Figures.CompareAsync(
                query.Ballots(first) with { TreeDay = oldDay }, query.Ballots(last) with { TreeDay = newDay }, on,
                request.Context.RequestAborted);
            return query.Write(document.ToJson, document.ToTables);
        });

    private static async Task<IResult> CompareGivenAsync(HttpRequest request, CollectionLimits limits, string? format, string? lang)
    {
        if (format is not (null or "json" or "table") || lang is not (null or "vi" or "en"))
        {
            return SipasResults.Problem(ProblemKind.QueryInvalid,
                new Problem(ProblemCodes.QueryValue, "format, lang", $"{format}, {lang}", "json, table; vi, en"));
        }

        RequestBody body = await RequestBody.ReadJsonAsync(
            request, MaximumComparisonBytes, request.HttpContext.User.Identity?.IsAuthenticated == true, limits.Comparisons);
        if (body.Refusal is { } refusal)
        {
            return SipasResults.Problem(refusal, body.Problem!);
        }

        CompareDocument document = Compare(ComparisonRequest.Parse(body.Bytes.Span));
        return format == "table"
            ? SipasResults.PlainText(string.Join('\n', document.ToTables(lang ?? "vi").Select(table => table.ToText())))
            : SipasResults.Json(document.ToJson());
    }

    private static CompareDocument Compare(ComparisonRequest asked)
    {
        // An omitted weight or share is 1.
        PublishedFigure[] figures = [.. asked.Figures.Select(figure => figure.Weight == 0 ? figure with { Weight = 1 } : figure)];
        UnitSuccession[] successions = [.. (asked.Successions ?? []).Select(link => link.Share == 0 ? link with { Share = 1 } : link)];
        if (asked.Units is null)
        {
            return CompareReport.OfYears(figures, asked.OverBreak);
        }

        int[] years = [.. figures.Select(figure => figure.Year).Distinct().Order()];
        int decimals = asked.Decimals ?? 2;
        if (years.Length != 2 || decimals is < 0 or > 4 || years.Any(year => year is < 2000 or > 2100))
        {
            throw new SipasException(
                new Problem(ProblemCodes.QueryValue, "figures.year, decimals", $"{string.Join(", ", years)}; {decimals}",
                    "2 × 2000–2100; 0–4"));
        }

        var history = new UnitHistory(new UnitDirectory(asked.Units), successions);
        return CompareReport.OfUnits(history, new DateOnly(years[0], 12, 31), new DateOnly(years[1], 12, 31),
            [.. figures.Where(figure => figure.Year == years[0])], [.. figures.Where(figure => figure.Year == years[1])],
            asked.Boundaries ?? ComparisonBoundaries.New, new RoundingRule { Decimals = decimals, Midpoint = MidpointRule.AwayFromZero },
            asked.OverBreak);
    }

    private static Task<IResult> CombineAsync([AsParameters] FigureRequest request, string? year, string? combination) =>
        AnswerAsync(request, async query =>
        {
            int? of = query.Year("year", year);
            UnitCombination how = query.Word("combination", combination, UnitCombination.PooledBallots,
                [UnitCombination.PooledBallots, UnitCombination.MeanOfUnits]);
            if (query.IsFaulty)
            {
                return null;
            }

            CombinedDocument document = await request.Figures.CombineAsync(
                query.Ballots(of), how, null, request.Context.RequestAborted);
            return query.Write(document.ToJson, language => [document.ToTable(language)]);
        });

    private static Task<IResult> QuestionsAsync([AsParameters] FigureRequest request, string? year) =>
        AnswerAsync(request, async query =>
        {
            int? of = query.Year("year", year);
            if (query.IsFaulty)
            {
                return null;
            }

            QuestionDocument document = await request.Figures.QuestionsAsync(query.Ballots(of), request.Context.RequestAborted);
            return query.Write(document.ToJson, document.ToTables);
        });

    private static Task<IResult> PointsAsync([AsParameters] FigureRequest request, string? year, string? table) =>
        AnswerAsync(request, async query =>
        {
            int? of = query.Year("year", year);
            if (query.IsFaulty)
            {
                return null;
            }

            PointsDocument document = await request.Figures.ConvertAsync(query.Ballots(of), table, request.Context.RequestAborted);
            return query.Write(document.ToJson, language => [document.ToTable(language)]);
        });

    private static IResult ListPacks(SurveyState state, string? lang) =>
        SipasResults.PlainText(MethodPackDescription.List(state.Packs.Packs, lang == "en" ? "en" : "vi").ToText());

    private static IResult ShowPack(SurveyState state, string id) => state.Packs.Find(id) is { } pack
        ? SipasResults.Json(MethodPackSerializer.Write(pack))
        : SipasResults.Problem(ProblemKind.PackNotFound,
            new Problem(ProblemCodes.PackUnknown, "id", id, string.Join(", ", state.Packs.Packs.Select(known => known.Id))));

    private static async Task<IResult> AnswerAsync(FigureRequest request, Func<FigureQuery, Task<IResult?>> answer)
    {
        var query = new FigureQuery(request);
        return await answer(query) ?? SipasResults.Problem(ProblemKind.QueryInvalid, query.Problems);
    }
}
