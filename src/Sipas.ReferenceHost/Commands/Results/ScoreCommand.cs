using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Files.Columns;
using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;
using Sipas.Scoring;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary><c>sipas score</c>: scores a file of ballots without storing it, or the ballots of a store.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var output = new OutputOptions();
        var pack = new Option<string>("--pack") { Description = "Id of a shipped pack, or a pack file", Required = true };
        var questionnaire = new Option<string?>("--questionnaire")
        {
            Description = "Questionnaire version. Default: the first of the pack",
        };
        var ballots = new Option<string?>("--ballots")
        {
            Description = "CSV file with one ballot per row. Default: the ballots of the store",
        };
        var map = new Option<string?>("--map") { Description = "map.json: mapping of columns" };
        var groupBy = new Option<string?>("--group-by")
        {
            Description =
                "Column that defines the groups; for a store: unit, channel, or the code of a question about the respondent. Default: all "
                + "ballots in one group",
        };
        var combine = new Option<UnitCombination?>("--combine")
        {
            Description = "One combined figure instead of one per group: PooledBallots, MeanOfUnits or GivenWeights",
        };
        var questions = new Option<bool>("--questions")
        {
            Description = "Print the questions outside the index instead of scores; the groups are the units of \"in n of N units\"",
        };
        var weights = new Option<string?>("--weights") { Description = "CSV with the columns unit, weight, for GivenWeights" };
        var command = new Command("score", "Score the ballots of a file or a store by the rules of a pack")
        {
            pack, questionnaire, ballots, map, groupBy, combine, weights, questions,
        };
        output.AddTo(command);
        var reading = new TableOptions();
        reading.AddTo(command);
        var stored = new StoredQuery(command);
        command.SetAction((parsed, token) => CommandRunner.RunAsync(parsed, async () =>
        {
            string named = parsed.GetRequiredValue(pack);
            MethodPack method = parsed.GetValue(ballots) is null
                ? await stored.FindPackAsync(parsed, named, token).ConfigureAwait(false)
                : CommandRunner.FindPack(named);
            var packs = new MethodPackRegistry([method]);
            AnswerLayout layout = CommandRunner.FindLayout(packs, method, parsed.GetValue(questionnaire));
            if (parsed.GetValue(ballots) is not { } file)
            {
                return await stored.ComputeAsync(parsed, method, layout.QuestionnaireVersion, parsed.GetValue(groupBy), AnswerAsync, token)
                    .ConfigureAwait(false);
            }

            var values = new List<ValueCount>();
            IReadOnlyList<ScoredGroup>? groups = await CountAsync(
                packs, layout, file, parsed.GetValue(map), parsed.GetValue(groupBy), values, reading.Read(parsed),
                parsed.InvocationConfiguration.Error).ConfigureAwait(false);
            if (groups is null)
            {
                return CommandRunner.ProblemsFound;
            }

            if (parsed.GetValue(combine) is { } combination)
            {
                RequireOneBasis("--combine", groups.Select(group => group.Basis));
                Dictionary<string, decimal>? given = Weights(parsed.GetValue(weights), combination, groups.Select(group => group.Name));
                AnswerLayout counted = groups.Count > 0 ? groups[0].Tally.Layout : layout;
                return await PrintAsync(CombinedDocument.Of(method, counted,
                    [.. groups.Select(group => new UnitTally(
                        group.Name ?? "", group.Tally, given?.GetValueOrDefault(group.Name ?? "") ?? 1))],
                    combination, WeightsName(parsed.GetValue(weights)))).ConfigureAwait(false);
            }

            if (parsed.GetValue(questions))
            {
                RequireOneBasis("--questions", groups.Select(group => group.Basis));
                var asked = QuestionDocument.Of(method, groups[0].Tally.Layout, [.. groups.Select(group => group.Tally)],
                    groups[0].Basis, values);
                return await output.PrintAsync(parsed, asked.ToJson, asked.ToTables).ConfigureAwait(false);
            }

            var document = new ScoreDocument
            {
                Pack = method.Id,
                PackStatus = method.Status,
                QuestionnaireVersion = layout.QuestionnaireVersion,
                Rules = method.Rules,
                Groups = [.. groups.Select(group => Figures.Of(Scorer.Score(method, group.Tally), group.Name, group.Basis))],
            };
            return await output.PrintAsync(parsed, document.ToJson, language => [ScoreTable.Of(document, language)]).ConfigureAwait(false);

            async Task<int> AnswerAsync(FigureService figures, BallotQuery query)
            {
                ScoreDocument scores = await figures.ScoreAsync(query, token).ConfigureAwait(false);
                string?[] bases = [.. scores.Groups.Select(group => group.Basis).Distinct()];
                if (parsed.GetValue(questions) && query.Layout.ValueQuestions.Count > 0 && bases.Length == 1)
                {
                    stored.RequireValues(query.Filter!);
                }

                foreach (WithheldGroup group in scores.Withheld)
                {
                    await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, new Problem(
                        ProblemCodes.FigureWithheld, $"{group.Group ?? "all"}, {group.Basis}",
                        allowed: group.Minimum.ToString(CultureInfo.InvariantCulture))).ConfigureAwait(false);
                }

                UnitCombination? combination = parsed.GetValue(combine);
                if (scores.Groups.Count == 0 && scores.Withheld.Count > 0 && (combination is not null || parsed.GetValue(questions)))
                {
                    return CommandRunner.ProblemsFound;
                }

                BallotQuery one = query with
                {
                    Basis = bases is [{ } word] && BallotNames.TryBasis(word, out SelectionBasis basis) ? basis : null,
                };
                if (combination is { } how)
                {
                    RequireOneBasis("--combine", bases);
                    Dictionary<string, decimal>? given = Weights(
                        parsed.GetValue(weights), how, scores.Groups.Select(group => group.Group));
                    return await PrintAsync(await figures.CombineAsync(
                        one, how, given is null ? null : (WeightsName(parsed.GetValue(weights)), given), token).ConfigureAwait(false))
                        .ConfigureAwait(false);
                }

                if (parsed.GetValue(questions))
                {
                    RequireOneBasis("--questions", bases);

                    // Questions are figures over the groups: a group without ballots yields the reason why there are no figures.
                    QuestionDocument asked = bases.Length == 0
                        ? QuestionDocument.Of(method, query.Layout, [new AnswerTally(query.Layout)], null, [])
                        : await figures.QuestionsAsync(one, token).ConfigureAwait(false) with { Notice = null };
                    return await output.PrintAsync(parsed, asked.ToJson, asked.ToTables).ConfigureAwait(false);
                }

                ScoreDocument shown = scores with
                {
                    Notice = null,
                    Groups = query.Breakdown?.Question is not null
                        ? scores.Groups
                        : [.. scores.Groups.OrderBy(group => group.Group, StringComparer.Ordinal)
                            .ThenBy(group => group.Basis, StringComparer.Ordinal)],
                };
                return await output.PrintAsync(parsed, shown.ToJson, language => [ScoreTable.Of(shown, language)]).ConfigureAwait(false);
            }

            Task<int> PrintAsync(CombinedDocument combined) =>
                output.PrintAsync(parsed, combined.ToJson, language => [combined.ToTable(language)]);
        }));
        return command;
    }

    // Null when cells have errors, which are reported with their rows. If the file has the basis of its ballots, groups
    // are separated by it: two bases are never combined in one figure.
    private static async Task<IReadOnlyList<ScoredGroup>?> CountAsync(
        MethodPackRegistry packs, AnswerLayout layout, string file, string? mapFile, string? groupBy, List<ValueCount> values,
        TableFileOptions reading, TextWriter errors)
    {
        FileTable table = FileTable.Read(file, reading);
        var cells = new CellReader(table);
        ColumnMap map = ColumnMap.Read(mapFile);
        var columns = new AnswerColumns(table, layout, map);
        var valueColumns = new ValueColumns(table, layout, map);
        int? group = groupBy is null ? null : table.Require(groupBy);
        int basisColumn = map.Basis is null ? table.Find("basis") : table.Require(map.Basis);
        var validator = new BallotValidator(packs);
        var counts = new LiveCounts(layout, new LiveCountsOptions { MaximumUnits = table.Rows.Count });
        var groups = new SortedDictionary<(string Name, SelectionBasis Basis), int>(
            Comparer<(string Name, SelectionBasis Basis)>.Create((a, b) =>
            string.CompareOrdinal(a.Name, b.Name) is var byName && byName != 0 ? byName : a.Basis.CompareTo(b.Basis)));
        bool faulty = false;
        var blank = new List<int>();
        foreach (TableRow row in table.Rows)
        {
            var problems = new List<Problem>();
            byte[] codes = validator.ReadAnswers(layout, columns.Read(row, problems), problems);
            values.AddRange(validator.ReadValues(layout, valueColumns.Read(row, problems) ?? [], codes, problems)
                .Select(value => new ValueCount(value.QuestionCode, value.Text, IsErased: false, 1)));
            string name = group is { } column ? cells.Label(row, column) : "";
            if (columns.IsBlank(row) && valueColumns.IsBlank(row))
            {
                // Nothing is stored here: the row counts as a ballot that was returned blank, with a warning.
                blank.Add(row.Number);
            }

            SelectionBasis basis = default;
            if (basisColumn >= 0 && row.Cells[basisColumn].Length > 0 && !BallotNames.TryBasis(row.Cells[basisColumn], out basis))
            {
                problems.Add(new Problem(ProblemCodes.BasisUnknown, "basis", row.Cells[basisColumn],
                    string.Join(", ", BallotNames.BasisNames)));
            }

            foreach (Problem problem in problems)
            {
                faulty = true;
                await CommandRunner.TellAsync(errors, problem, FileTable.RowPlace(row.Number)).ConfigureAwait(false);
            }

            (string, SelectionBasis) key = (name, basis);
            if (!groups.TryGetValue(key, out int position))
            {
                groups.Add(key, position = groups.Count);
            }

            if (problems.Count == 0)
            {
                counts.Add(new BallotFacts { Unit = position }, codes);
            }
        }

        if (blank.Count > 0)
        {
            var warning = new Problem(ProblemCodes.RowsWithoutAnswer, FileTable.RowPlace(blank[0]), CsvOutput.Show(blank.Count))
            {
                Severity = ProblemSeverity.Warning,
            };
            await CommandRunner.TellAsync(errors, warning).ConfigureAwait(false);
        }

        foreach (Problem problem in cells.Problems.Concat(cells.Warnings))
        {
            faulty |= problem.Severity == ProblemSeverity.Error;
            await CommandRunner.TellAsync(errors, problem, problem.Place).ConfigureAwait(false);
        }

        return faulty ? null : [.. groups
            .Select(pair => new ScoredGroup(group is null ? null : pair.Key.Name, pair.Key.Basis == default ? null : pair.Key.Basis,
                Tally(counts, pair.Value)))];
    }

    private static string? WeightsName(string? file) => file is null ? null : Path.GetFileName(file);

    // The weights of the groups; null when no file is given.
    private static Dictionary<string, decimal>? Weights(string? file, UnitCombination combination, IEnumerable<string?> groups)
    {
        Dictionary<string, decimal>? weights = file is null ? null : ReadWeights(file);
        string?[] without = [.. groups.Where(group => weights?.ContainsKey(group ?? "") != true)];
        return combination == UnitCombination.GivenWeights && without is [var first, ..]
            ? throw new SipasException(new Problem(ProblemCodes.QueryValue, "--weights", first, "unit, weight"))
            : weights;
    }

    private static void RequireOneBasis<T>(string option, IEnumerable<T> bases)
    {
        if (bases.Distinct().Count() > 1)
        {
            throw new SipasException(new Problem(ProblemCodes.QueryValue, option, "sampled + selfSelected", "sampled | selfSelected"));
        }
    }

    private static Dictionary<string, decimal> ReadWeights(string file)
    {
        FileTable csv = FileTable.Read(file);
        csv.Require("unit");
        csv.Require("weight");
        var table = new FigureTable(csv);
        var weights = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (TableRow row in table.Rows)
        {
            weights[table.Code(row, "unit")] = table.Number(row, "weight", 0, 1_000_000_000_000m) ?? 0;
        }

        table.ThrowIfFaulty();
        return weights;
    }

    private static AnswerTally Tally(LiveCounts counts, int group)
    {
        long[] counters = new long[counts.Layout.CounterCount];
        long ballots = counts.ReadUnit(group, basis: null, counters);
        return AnswerTally.Of(counts.Layout, ballots, counters);
    }
}
