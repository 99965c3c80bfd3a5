using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Disclosure;
using Sipas.Estimation;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;
using Sipas.Storage.Dapper.Stores;
using Sipas.Surveys;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary><c>sipas rank</c>: ranks organisation units within blocks, from the sampled ballots of a store or from
/// published figures, with rank intervals where errors are known.</summary>
internal static class RankCommand
{
    public static Command Create()
    {
        var output = new OutputOptions();
        var pack = new Option<string>("--pack")
        {
            Description = "Id of a shipped pack, or a pack file with the ranking rule and groups",
            Required = true,
        };
        var figures = new Option<string?>("--figures")
        {
            Description = "CSV with the columns unit, percent and optionally block, ballots, previous_rank, standard_error (percentage "
            + "points), degrees_of_freedom. Default: the sampled ballots of the store",
        };
        var store = new StoreOptions();
        var questionnaire = new Option<string?>("--questionnaire")
        {
            Description = "Questionnaire version of the store's ballots. Default: the first of the pack",
        };
        TypedOption<int> year = Typed.SmallWhole("--year", "Year of the store's ballots. Default: all years");
        var node = new Option<string?>("--node") { Description = "Code of the node to rank by. Default: the overall index" };
        var assume = new Option<bool>("--assume-simple-random")
        {
            Description = "If the store has no design, assume simple random sampling within units and state this in the output",
        };
        TypedOption<double> level = Typed.Number("--level", "Confidence level, for example 0.95", 0.95);
        TypedOption<ulong> seed = Typed.Seed("--seed", "Seed of the simulated probabilities", 1UL);
        var ties = new Option<TieRule?>("--ties") { Description = "Ordinal, Competition or Dense, instead of the pack's rule" };
        var tieBreak = new Option<TieBreak?>("--tie-break") { Description = "Tie-break for Ordinal, instead of the pack's rule" };
        TypedOption<long> minimum = Typed.Whole("--minimum-ballots",
            "Minimum number of ballots of a ranked unit, instead of the pack's rule");
        Command command = store.AddTo(new Command("rank", "Rank units within blocks, with rank intervals if standard errors are known")
        {
            pack, figures, questionnaire, year, node, ties, tieBreak, minimum, assume, level, seed,
        });
        output.AddTo(command);
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            string named = parsed.GetRequiredValue(pack);
            MethodPack method = parsed.GetValue(figures) is null
                ? await store.FindPackAsync(parsed, named, cancellationToken).ConfigureAwait(false)
                : CommandRunner.FindPack(named);
            RankingRule rule = method.Ranking ?? new RankingRule { Ties = TieRule.Competition };
            rule = rule with
            {
                Ties = parsed.GetValue(ties) ?? rule.Ties,
                TieBreak = parsed.GetValue(tieBreak) ?? rule.TieBreak,
                MinimumBallots = minimum.Find(parsed) ?? rule.MinimumBallots,
            };
            double confidence = level.Of(parsed);
            if (!(confidence > 0 && confidence < 1))
            {
                throw new SipasException(
                    new Problem(ProblemCodes.OptionOutOfRange, "--level", confidence.ToString(CultureInfo.InvariantCulture),
                        "0 < level < 1"));
            }

            var intervals = new RankIntervalOptions { Level = confidence, Seed = seed.Of(parsed) };
            if (parsed.GetValue(figures) is not { } file)
            {
                var packs = new MethodPackRegistry(MethodPacks.ShippedIds.Where(id => id != method.Id).Select(MethodPacks.Shipped)
                    .Append(method));
                var settings = new RankSettings
                {
                    Node = parsed.GetValue(node),
                    Rule = rule,
                    Intervals = intervals,
                    AssumeSimpleRandomSampling = parsed.GetValue(assume),
                };
                using SqlStorage storage = store.Read(parsed, packs: packs);
                RankDocument ranked = await OfStoreAsync(storage, CommandRunner.FindLayout(packs, method, parsed.GetValue(questionnaire)),
                    packs, year.Find(parsed), settings, parsed.Clock(), cancellationToken).ConfigureAwait(false);
                return await output.PrintAsync(parsed, ranked.ToJson, ranked.ToTables).ConfigureAwait(false);
            }

            (RankCandidate[] candidates, Dictionary<string, int> previous, RankMarginSource margins) =
                Read(file, reading.Read(parsed), intervals);
            RankDocument document = RankReport.Of(method, candidates, parsed.GetValue(node), rule, previous.Count == 0 ? null : previous,
                margins: margins);
            return await output.PrintAsync(parsed, document.ToJson, document.ToTables).ConfigureAwait(false);
        }));
        return command;
    }

    private static async Task<RankDocument> OfStoreAsync(SqlStorage storage, AnswerLayout layout, MethodPackRegistry packs, int? year,
        RankSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        string[] nodes = [.. packs.Find(layout.PackId)!.Index.SelfAndDescendants().Select(known => known.Code)];
        if (settings.Node is { } node && !nodes.Contains(node))
        {
            throw new SipasException(new Problem(ProblemCodes.OptionOutOfRange, "--node", node, string.Join(", ", nodes)));
        }

        if (year is < 2000 or > 2100)
        {
            throw new SipasException(
                new Problem(ProblemCodes.OptionOutOfRange, "--year", year.Value.ToString(CultureInfo.InvariantCulture), "2000–2100"));
        }

        using var state = new SurveyState(storage, packs);
        using var figures = new FigureService(storage, state, new DisclosureSettings(), SmallCells.DefaultMinimum, clock);
        await state.OpenAsync(cancellationToken).ConfigureAwait(false);
        var query = new BallotQuery
        {
            View = await figures.LiveAsync(cancellationToken).ConfigureAwait(false),
            Layout = layout,
            Basis = SelectionBasis.Sampled,
            Year = year,
        };
        return await figures.RankAsync(query, settings, cancellationToken).ConfigureAwait(false);
    }

    private static (RankCandidate[] Candidates, Dictionary<string, int> Previous, RankMarginSource Margins) Read(
        string file, TableFileOptions options, RankIntervalOptions intervals)
    {
        FileTable csv = FileTable.Read(file, options);
        csv.Require("unit");
        csv.Require("percent");
        var table = new FigureTable(csv);
        var previous = new Dictionary<string, int>(StringComparer.Ordinal);
        var estimates = new Dictionary<string, Estimate>(StringComparer.Ordinal);
        RankCandidate[] candidates = [.. table.Rows.Select(row =>
        {
            var candidate = new RankCandidate
            {
                UnitCode = table.Code(row, "unit"),
                Block = table.Label(row, "block") ?? "all",
                Percent = table.Percent(row, "percent"),
                Ballots = table.Whole(row, "ballots", 0, long.MaxValue),
            };
            if (table.Whole(row, "previous_rank", 1, int.MaxValue) is { } rank)
            {
                previous[candidate.UnitCode] = (int)rank;
            }

            if (candidate.Percent is not null && table.PercentagePoints(row, "standard_error") is { } error)
            {
                estimates[candidate.UnitCode] = EstimateOf(candidate, error, table.Whole(row, "degrees_of_freedom", 0, int.MaxValue));
            }

            return candidate;
        })];
        table.ThrowIfFaulty();
        RankMarginSource margins = estimates.Count == 0
            ? RankMarginSource.None(new Problem(ProblemCodes.FiguresWithoutErrors, "standard_error"))
            : new RankMarginSource { Estimates = estimates, Basis = MarginBasis.GivenErrors, Options = intervals };
        return (candidates, previous, margins);
    }

    // Without degrees of freedom those of a simple random sample of the ballots are used; without ballots there is no interval.
    private static Estimate EstimateOf(RankCandidate unit, decimal standardError, long? degreesOfFreedom) => new()
    {
        Name = unit.UnitCode,
        Kind = StatisticKind.Ratio,
        IsShare = true,
        Value = (double)unit.Percent!.Value / 100,
        Variance = Math.Pow((double)standardError / 100, 2),
        DegreesOfFreedom = (int)(degreesOfFreedom ?? Math.Clamp((unit.Ballots ?? 0) - 1, 0, int.MaxValue)),
        RowCount = unit.Ballots ?? 0,
        ObservationCount = unit.Ballots ?? 0,
        MissingCount = 0,
        WeightSum = unit.Ballots ?? 0,
    };
}
