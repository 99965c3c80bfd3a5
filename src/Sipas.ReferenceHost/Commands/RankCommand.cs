using System.CommandLine;
using Sipas.Files;
using Sipas.Questionnaires;
using Sipas.Ranking;
using Sipas.ReferenceHost.Files;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands;

/// <summary><c>sipas rank</c>: ranks units inside blocks from published figures.</summary>
internal static class RankCommand
{
    public static Command Create()
    {
        var output = new OutputOptions();
        var pack = new Option<string>("--pack") { Description = "Id of a shipped pack, or a pack file: its ranking rule and groups are used", Required = true };
        var figures = new Option<string>("--figures") { Description = "CSV with the columns unit, percent and, where known, block, ballots, previous_rank", Required = true };
        var ties = new Option<TieRule?>("--ties") { Description = "Ordinal, Competition or Dense in place of the pack's rule" };
        var tieBreak = new Option<TieBreak?>("--tie-break") { Description = "What decides between equals under Ordinal, in place of the pack's rule" };
        var minimum = new Option<long?>("--minimum-ballots") { Description = "Fewest ballots with which a unit is ranked, in place of the pack's rule" };
        var command = new Command("rank", "Rank units inside blocks") { pack, figures, ties, tieBreak, minimum };
        output.AddTo(command);
        command.SetAction((parsed, _) => Shell.RunAsync(parsed.InvocationConfiguration.Error, () =>
        {
            MethodPack method = Shell.FindPack(parsed.GetRequiredValue(pack));
            RankingRule rule = method.Ranking ?? new RankingRule { Ties = TieRule.Competition };
            rule = rule with
            {
                Ties = parsed.GetValue(ties) ?? rule.Ties,
                TieBreak = parsed.GetValue(tieBreak) ?? rule.TieBreak,
                MinimumBallots = parsed.GetValue(minimum) ?? rule.MinimumBallots,
            };
            (RankCandidate[] candidates, Dictionary<string, int> previous) = Read(parsed.GetRequiredValue(figures));
            RankDocument document = RankReport.Of(method, candidates, rule: rule, previousRanks: previous.Count == 0 ? null : previous);
            return output.PrintAsync(parsed, document.ToJson, document.ToTables);
        }));
        return command;
    }

    private static (RankCandidate[] Candidates, Dictionary<string, int> Previous) Read(string file)
    {
        FileTable csv = FileTable.Read(file);
        csv.Require("unit");
        csv.Require("percent");
        var table = new FigureTable(csv);
        var previous = new Dictionary<string, int>(StringComparer.Ordinal);
        RankCandidate[] candidates = [.. table.Rows.Select(row =>
        {
            var candidate = new RankCandidate
            {
                UnitCode = table.Text(row, "unit"),
                Block = table.Optional(row, "block") ?? "all",
                Percent = table.Decimal(row, "percent", 0, 100),
                Ballots = table.Whole(row, "ballots", 0, long.MaxValue),
            };
            if (table.Whole(row, "previous_rank", 1, int.MaxValue) is { } rank)
            {
                previous[candidate.UnitCode] = (int)rank;
            }

            return candidate;
        })];
        table.ThrowIfFaulty();
        return (candidates, previous);
    }
}
