using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Packs;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>An empty ballot file of a questionnaire, with headings that an import recognizes.</summary>
/// <param name="words">The reader's language.</param>
/// <param name="layout">The questionnaire's items.</param>
/// <param name="questionnaire">The questionnaire.</param>
internal sealed class ImportTemplate(PageTexts words, AnswerLayout layout, Questionnaire questionnaire)
{
    // Columns of multiple-choice questions are never guessed; each option has a separate column.
    private readonly ColumnTarget[] _targets = [.. ColumnTarget.Of(layout, questionnaire.Questions)
        .Where(target => target.Role != ColumnRole.Ticks)];

    public IReadOnlyList<string> Headings => [.. _targets.Select(target => target.Code)];

    /// <summary>Creates a workbook: the empty table first, then a sheet that describes each column.</summary>
    public byte[] ToXlsx()
    {
        using var target = new MemoryStream();
        XlsxOutput.Write(target,
        [
            new XlsxSheet(words["import.template.ballots"], Headings, []),
            new XlsxSheet(
                words["import.template.help"], [words["import.column"], words["import.template.holds"], words["import.allowed"]],
                _targets.Select(column =>
                    (IReadOnlyList<TableCell>)[TableCell.Of(column.Code), TableCell.Of(ImportTargets.NameOf(words, column)),
                        TableCell.Of(Allowed(column))])),
        ]);
        return target.ToArray();
    }

    private string Allowed(ColumnTarget column) => column.Role switch
    {
        ColumnRole.Item => string.Join("; ", Answers(layout.Items.First(item => item.Item.Code == column.Code))),
        ColumnRole.Mode => string.Join(", ", BallotNames.ModeNames),
        ColumnRole.Basis => string.Join(", ", BallotNames.BasisNames),
        ColumnRole.CompletedAt => "21/11/2026",
        ColumnRole.Value => ValueKind(layout.ValueQuestions.First(question => question.Code == column.Code)),
        _ => words["import.template." + column.Code],
    };

    private IEnumerable<string> Answers(ItemLayout item) => item.Scale.Levels
        .Select(level => $"{level.Level.ToString(System.Globalization.CultureInfo.InvariantCulture)} = {words.Of(level.Text)}");

    private string ValueKind(Question question) => words["import.template.kind." + question.Kind];
}
