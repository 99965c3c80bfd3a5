using System.Globalization;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Scores as a table: a row a group and figure.</summary>
internal static class ScoreTable
{
    private static readonly string[] Header = ["group", "ballots", "figure", "percent", "satisfied", "valid", "blank", "special", "coverage", "levels"];

    public static ReportTable Of(ScoreDocument document)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (GroupScores group in document.Groups)
        {
            rows.Add(Row(group, group.Overall));
            rows.AddRange(group.Domains.Select(figure => Row(group, figure)));
            rows.AddRange(group.Criteria.Select(figure => Row(group, figure)));
            rows.AddRange(group.Items.Select(item => Row(group, item, string.Join(' ', item.Levels.Select(level => $"{level.Key}:{Show(level.Value)}")))));
        }

        string title = string.Create(CultureInfo.InvariantCulture,
            $"{document.Pack} ({document.PackStatus}), questionnaire {document.QuestionnaireVersion}, {document.Rules.Aggregation}, {document.Rules.Missing}, {document.Rules.Rounding.Decimals} decimals, {document.Rules.Rounding.Midpoint}");
        return new ReportTable(title, Header, rows);
    }

    private static string[] Row(GroupScores group, Figure figure, string levels = "") =>
    [
        group.Group ?? "all", Show(group.Ballots), figure.Code, figure.Percent?.ToString(CultureInfo.InvariantCulture) ?? $"— ({figure.NotComputable})",
        Show(figure.Satisfied), Show(figure.Valid), Show(figure.NoAnswer), Show(figure.Special), figure.CoveragePercent?.ToString(CultureInfo.InvariantCulture) ?? "—", levels,
    ];

    private static string Show(long count) => count.ToString(CultureInfo.InvariantCulture);
}
