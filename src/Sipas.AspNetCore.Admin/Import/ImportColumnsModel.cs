using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Pages;
using Sipas.Files.Columns;
using Sipas.Files.Tables;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The model of the page for choosing columns.</summary>
internal sealed record ImportColumnsModel
{
    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required ImportUpload Upload { get; init; }

    public required FileTable Table { get; init; }

    /// <summary>The first rows, which show the contents of the columns.</summary>
    public required IReadOnlyList<TableRow> Sample { get; init; }

    public required IReadOnlyList<ColumnTarget> Targets { get; init; }

    public required IReadOnlyList<(string Code, string Text)> Units { get; init; }

    /// <summary>Whether the columns are those of a saved map (true) or guessed (false); null once an officer has
    /// chosen.</summary>
    public required bool? IsRemembered { get; init; }

    public required string Href { get; init; }

    /// <summary>Target of the form that sets another header row or decimal mark.</summary>
    public required string HeaderHref { get; init; }

    public required string DiscardHref { get; init; }
}
