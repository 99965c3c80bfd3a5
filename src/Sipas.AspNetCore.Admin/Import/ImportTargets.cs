using Sipas.AspNetCore.Pages;
using Sipas.Files.Columns;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>Names of the targets of columns in forms and templates.</summary>
internal static class ImportTargets
{
    /// <summary>Gets the name of the field of a target in the form.</summary>
    public static string FieldOf(ColumnTarget target) => target.Role switch
    {
        ColumnRole.Item => "item." + target.Code,
        ColumnRole.Ticks => "ticks." + target.Code,
        ColumnRole.Value => "value." + target.Code,
        _ => "column." + target.Code,
    };

    /// <summary>Gets the label of a target.</summary>
    public static string NameOf(PageTexts words, ColumnTarget target) => target.Role switch
    {
        ColumnRole.Unit => words["import.column.unit"],
        ColumnRole.BallotNumber => words["import.column.number"],
        ColumnRole.CompletedAt => words["import.column.completed"],
        ColumnRole.Procedure => words["import.column.procedure"],
        ColumnRole.Mode => words["import.column.mode"],
        ColumnRole.Basis => words["import.column.basis"],
        ColumnRole.Ticks => words.Fill("import.column.ticks",
            ("question", target.Text is { } ticked ? $"{target.Code} · {words.Of(ticked)}" : target.Code)),
        _ => target.Text is { } text ? $"{target.Code} · {words.Of(text)}" : target.Code,
    };
}
