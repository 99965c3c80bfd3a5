using System.Globalization;
using Sipas.Common;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary>Scores as a table: one row per group and figure.</summary>
internal static class ScoreTable
{
    private static readonly string[] Header = ["group", "ballots", "figure", "percent", "satisfied", "valid", "blank", "special",
        "coverage", "levels"];

    public static ReportTable Of(ScoreDocument document, string language)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (GroupScores group in document.Groups)
        {
            rows.Add(Row(language, group, group.Overall));
            rows.AddRange(group.Domains.Select(figure => Row(language, group, figure)));
            rows.AddRange(group.Criteria.Select(figure => Row(language, group, figure)));
            rows.AddRange(group.Items.Select(
                item => Row(language, group, item,
                    string.Join(' ', item.Levels.Select(level => $"{level.Key}: {Show(language, level.Value)}")))));
        }

        string title = string.Create(CultureInfo.InvariantCulture,
            $"{document.Pack} ({document.PackStatus}), questionnaire {document.QuestionnaireVersion}, {document.Rules.Aggregation}, "
            + $"{document.Rules.Missing}, {document.Rules.Rounding.Decimals} decimals, {document.Rules.Rounding.Midpoint}");
        return new ReportTable(title, Header, rows);
    }

    private static string[] Row(string language, GroupScores group, Figure figure, string levels = "") =>
    [
        group.Group ?? "all", Show(language, group.Ballots), figure.Code,
        figure.Percent is { } percent ? DisplayFormat.In(language).Number(percent) : $"— ({figure.NotComputable})",
        Show(language, figure.Satisfied), Show(language, figure.Valid), Show(language, figure.NoAnswer), Show(language, figure.Special),
        figure.CoveragePercent is { } coverage ? DisplayFormat.In(language).Number(coverage) : "—", levels,
    ];

    private static string Show(string language, long count) => DisplayFormat.In(language).Count(count);
}
