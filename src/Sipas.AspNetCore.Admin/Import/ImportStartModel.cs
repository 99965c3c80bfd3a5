using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Pages;
using Sipas.Packs;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The model of the page for choosing a file.</summary>
internal sealed record ImportStartModel
{
    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required string Href { get; init; }

    public required MethodPackRegistry Packs { get; init; }

    public required SipasAdminOptions Options { get; init; }

    /// <summary>Gets the address of the template of a questionnaire in a format.</summary>
    public required Func<AnswerLayout, string, string> TemplateHref { get; init; }

    public required string CorrectionsHref { get; init; }
}
