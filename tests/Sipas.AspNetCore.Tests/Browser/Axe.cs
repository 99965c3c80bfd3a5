using Microsoft.Playwright;

namespace Sipas.AspNetCore.Browser;

/// <summary>The rules of WCAG 2.0 to 2.2, levels A and AA, and the best practices, as axe-core checks them.</summary>
internal static class Axe
{
    public static string Script { get; } = Environment.GetEnvironmentVariable("SIPAS_AXE") is { Length: > 0 } named
        ? named
        : Repository.PathOf("artifacts/axe/node_modules/axe-core/axe.min.js");

    /// <summary>What axe finds on the page as it stands, a line for each place.</summary>
    public static async Task<string[]> FindAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync("() => {" + await File.ReadAllTextAsync(Script) + "}");
        }

        return await page.EvaluateAsync<string[]>("""
            async () => {
              const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
              const found = await axe.run(document, { runOnly: standards, resultTypes: ["violations"] });
              return found.violations.flatMap((rule) =>
                rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
            }
            """);
    }
}
