using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Pages;
using Sipas.Packs;
using Sipas.Paper;

namespace Sipas.AspNetCore.Admin.Paper;

/// <summary>The model of the page for keying a sheet.</summary>
internal sealed record PaperKeyModel
{
    public required AntiforgeryTokenSet Mark { get; init; }

    public required PaperComparison Comparison { get; init; }

    public required AnswerLayout Layout { get; init; }

    public required KeyingPass Pass { get; init; }

    public required FormState Form { get; init; }

    /// <summary>Number of the sheet that was just saved; null when there is none.</summary>
    public required string? Stored { get; init; }

    /// <summary>Whether the page asks for the name of the person who keys, because no user is signed in.</summary>
    public required bool AsksKeyer { get; init; }

    /// <summary>The sheet to be decided; null while a sheet is keyed.</summary>
    public required PaperSheet? Sheet { get; init; }

    public required string Href { get; init; }

    public required string BackHref { get; init; }

    public required string ScriptHref { get; init; }
}
