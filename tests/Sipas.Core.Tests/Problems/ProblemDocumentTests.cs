using System.Text;
using Sipas.Common;

namespace Sipas.Problems;

/// <summary>docs/problems.md lists every code with its sentences; it is written by this test when it is run with SIPAS_ACCEPT=1.</summary>
public class ProblemDocumentTests
{
    [Fact]
    public void ProblemsDocument_ListsEveryCode()
    {
        var text = new StringBuilder(
            "# Problem codes\n\nA code never changes its meaning. `{place}`, `{value}` and `{allowed}` stand for what a problem "
            + "names.\n\n| Code | Tiếng Việt | English |\n|---|---|---|\n");
        foreach ((string code, LocalizedText sentence) in ProblemCatalog.All.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{code}` | {Cell(sentence.Vi)} | {Cell(sentence.En)} |\n");
        }

        string path = Repository.PathOf("docs/problems.md");
        if (Environment.GetEnvironmentVariable("SIPAS_ACCEPT") == "1")
        {
            File.WriteAllText(path, text.ToString());
        }

        Assert.Equal(File.ReadAllText(path), text.ToString());

        static string Cell(string sentence) => sentence.Replace("|", "\\|", StringComparison.Ordinal);
    }
}
