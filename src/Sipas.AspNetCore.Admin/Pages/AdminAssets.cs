using System.Reflection;
using Sipas.AspNetCore.Pages;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>The embedded files that the officer's pages load.</summary>
internal static class AdminAssets
{
    private static readonly Assembly Package = typeof(AdminAssets).Assembly;

    // At a separate address from that of the reports, so that either set of routes can be mapped and guarded without the other.
    public static Asset BaseStyle { get; } = Asset.Style("reports.css", "admin-base.css");

    public static Asset Style { get; } = Asset.StyleOf(Package, "admin.css");

    public static Asset PaperScript { get; } = Asset.ScriptOf(Package, "paper.js");

    public static Asset UploadScript { get; } = Asset.ScriptOf(Package, "upload.js");
}
