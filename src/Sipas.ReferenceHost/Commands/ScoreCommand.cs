using System.CommandLine;
using System.Text;
using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;
using Sipas.Scoring;

namespace Sipas.ReferenceHost.Commands;

/// <summary><c>sipas score</c>: scores a file of ballots without keeping it.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var pack = new Option<string>("--pack") { Description = "Id of a shipped pack, or a pack file", Required = true };
        var questionnaire = new Option<string?>("--questionnaire") { Description = "Questionnaire version; the pack's first when left out" };
        var ballots = new Option<string>("--ballots") { Description = "CSV file of ballots, a row each", Required = true };
        var map = new Option<string?>("--map") { Description = "map.json: which columns hold what" };
        var groupBy = new Option<string?>("--group-by") { Description = "Column whose values make the groups; all ballots are one group when left out" };
        var format = new Option<string>("--format") { Description = "json or table", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("json", "table");
        var command = new Command("score", "Score a file of ballots by the rules of a pack") { pack, questionnaire, ballots, map, groupBy, format };
        command.SetAction((parsed, _) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            TextWriter errors = parsed.InvocationConfiguration.Error;
            return Shell.RunAsync(errors, () => ScoreAsync(
                parsed.GetRequiredValue(pack), parsed.GetValue(questionnaire), parsed.GetRequiredValue(ballots), parsed.GetValue(map), parsed.GetValue(groupBy),
                parsed.GetValue(format) == "json", output, errors));
        });
        return command;
    }

    private static async Task<int> ScoreAsync(
        string packName, string? version, string file, string? mapFile, string? groupBy, bool json, TextWriter output, TextWriter errors)
    {
        MethodPack pack = Shell.FindPack(packName);
        var packs = new MethodPackRegistry([pack]);
        AnswerLayout layout = Shell.FindLayout(packs, pack, version);
        CsvTable table = CsvTable.Read(file);
        var columns = new AnswerColumns(table, layout, ColumnMap.Read(mapFile));
        int? group = groupBy is null ? null : table.Require(groupBy);
        var validator = new BallotValidator(packs);
        var counts = new LiveCounts(layout);
        var groups = new SortedDictionary<string, int>(StringComparer.Ordinal);
        bool faulty = false;
        foreach (TableRow row in table.Rows)
        {
            var problems = new List<Problem>();
            byte[] codes = validator.ReadAnswers(layout, columns.Read(row), problems);
            foreach (Problem problem in problems)
            {
                faulty = true;
                await Shell.TellAsync(errors, problem, CsvTable.RowPlace(row.Number)).ConfigureAwait(false);
            }

            string key = group is { } column ? row.Cells[column] : "";
            if (!groups.TryGetValue(key, out int position))
            {
                groups.Add(key, position = groups.Count);
            }

            if (problems.Count == 0)
            {
                counts.Add(new BallotFacts { Unit = position }, codes);
            }
        }

        if (faulty)
        {
            return Shell.ProblemsFound;
        }

        var document = new ScoreDocument
        {
            Pack = pack.Id,
            PackStatus = pack.Status,
            QuestionnaireVersion = layout.QuestionnaireVersion,
            Rules = pack.Rules,
            Groups = [.. groups.Select(pair => Figures.Of(Scorer.Score(pack, Tally(counts, pair.Value)), group is null ? null : pair.Key))],
        };
        await output.WriteLineAsync(json ? Encoding.UTF8.GetString(document.ToJson()) : ScoreTable.Of(document).ToText()).ConfigureAwait(false);
        return Shell.Done;
    }

    private static AnswerTally Tally(LiveCounts counts, int group)
    {
        long[] counters = new long[counts.Layout.CounterCount];
        long ballots = counts.ReadUnit(group, basis: null, counters);
        return AnswerTally.Of(counts.Layout, ballots, counters);
    }
}
