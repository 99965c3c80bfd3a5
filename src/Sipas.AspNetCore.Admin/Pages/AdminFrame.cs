using Sipas.AspNetCore.Pages;
using Sipas.Common;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>The elements common to all officer's pages.</summary>
internal sealed record AdminFrame
{
    public required IReadOnlyList<string> StyleHrefs { get; init; }

    /// <summary>The script that reports a file that is too large before it is sent.</summary>
    public required string UploadScriptHref { get; init; }

    public required LocalizedText? Notice { get; init; }

    public required string Actor { get; init; }

    public required IReadOnlyList<PageLink> Navigation { get; init; }

    public required IReadOnlyList<PageLink> Languages { get; init; }
}
