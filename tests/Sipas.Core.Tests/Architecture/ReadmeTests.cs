using System.Text;
using System.Text.RegularExpressions;

namespace Sipas.Architecture;

/// <summary>Keeps what the README shows equal to what was measured and to what is there.</summary>
public partial class ReadmeTests
{
    private const string Begin = "<!-- counting -->\n";
    private const string End = "<!-- /counting -->";

    [Fact]
    public void Readme_CountingTable_EqualsTheMeasuredOne()
    {
        string readme = File.ReadAllText(Repository.PathOf("README.md"));
        int from = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && to >= from);
        string expected = Table();
        if (Environment.GetEnvironmentVariable("SIPAS_ACCEPT") == "1")
        {
            File.WriteAllText(Repository.PathOf("README.md"), readme[..from] + expected + readme[to..]);
            return;
        }

        Assert.Equal(expected, readme[from..to]);
    }

    [Fact]
    public void Readme_RelativeLinks_LeadSomewhere()
    {
        foreach (Match link in Link().Matches(File.ReadAllText(Repository.PathOf("README.md"))))
        {
            string target = Repository.PathOf(link.Groups["path"].Value);
            Assert.True(File.Exists(target) || Directory.Exists(target), link.Value);
        }
    }

    // The fastest iterations of 10 million ballots and 700 units, with their ratio to the cube.
    private static string Table()
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("benchmarks/results/amd-epyc-2-cores/BaselineBenchmarks.md"));
        string[] head = Cells(lines.First(line => line.StartsWith("| Method", StringComparison.Ordinal)));
        (int method, int units, int ballots, int fastest, int ratio) =
            (Array.IndexOf(head, "Method"), Array.IndexOf(head, "Units"), Array.IndexOf(head, "Ballots"), Array.IndexOf(head, "Min"),
                Array.IndexOf(head, "x Cube"));
        var table = new StringBuilder("| Counting 10,000,000 ballots × 22 items by 700 units | Fastest | × |\n|---|---|---|\n");
        foreach (string[] row in lines.Select(Cells)
            .Where(row => row.Length == head.Length && row[units] == "700" && row[ballots] == "10000000"))
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {row[method]} | {row[fastest]} | {row[ratio]} |\n");
        }

        return table.ToString();
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('*'))];

    [GeneratedRegex(@"\]\((?<path>(?!https?:)[^)#]+)\)")]
    private static partial Regex Link();
}
