using System.Globalization;
using System.Text;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Writes scores as a table of plain text: a row a group and figure.</summary>
internal static class ScoreTable
{
    private static readonly string[] Header = ["group", "ballots", "figure", "percent", "satisfied", "valid", "blank", "special", "coverage", "levels"];

    public static string Write(ScoreDocument document)
    {
        var rows = new List<string[]> { Header };
        foreach (GroupScores group in document.Groups)
        {
            rows.Add(Row(group, group.Overall));
            rows.AddRange(group.Domains.Select(figure => Row(group, figure)));
            rows.AddRange(group.Criteria.Select(figure => Row(group, figure)));
            rows.AddRange(group.Items.Select(item => Row(group, item, string.Join(' ', item.Levels.Select(level => $"{level.Key}:{Show(level.Value)}")))));
        }

        int[] widths = [.. Header.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{document.Pack} ({document.PackStatus}), questionnaire {document.QuestionnaireVersion}, ");
        text.Append(CultureInfo.InvariantCulture, $"{document.Rules.Aggregation}, {document.Rules.Missing}, {document.Rules.Rounding.Decimals} decimals, {document.Rules.Rounding.Midpoint}\n");
        foreach (string[] row in rows)
        {
            text.Append(string.Join("  ", row.Select((cell, column) => column is 0 or 2 or 9 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string[] Row(GroupScores group, Figure figure, string levels = "") =>
    [
        group.Group ?? "all", Show(group.Ballots), figure.Code, figure.Percent?.ToString(CultureInfo.InvariantCulture) ?? $"— ({figure.NotComputable})",
        Show(figure.Satisfied), Show(figure.Valid), Show(figure.NoAnswer), Show(figure.Special), figure.CoveragePercent?.ToString(CultureInfo.InvariantCulture) ?? "—", levels,
    ];

    private static string Show(long count) => count.ToString(CultureInfo.InvariantCulture);
}
