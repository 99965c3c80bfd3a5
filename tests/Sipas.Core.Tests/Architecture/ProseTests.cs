using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sipas.Architecture;

/// <summary>Counts, in documents and docstrings, words and a construction that readers of technical English have to read twice.</summary>
public partial class ProseTests
{
    private const double MaximumPerTenThousand = 2;

    [Fact]
    public void DocumentsAndDocstrings_HaveFewerThanTwoListedWordsPerTenThousand()
    {
        long words = 0;
        var found = new List<string>();
        foreach ((string file, string text) in Documents().Concat(Docstrings()).Append(Summaries()))
        {
            words += Word().Count(text);
            found.AddRange(Listed().Matches(text).Select(match => $"{Path.GetRelativePath(Repository.Root, file)}: {Around(text, match)}"));
        }

        Assert.True(words > 80_000, "The search found too little to mean anything.");
        double rate = 10_000.0 * found.Count / words;
        Assert.True(
            rate < MaximumPerTenThousand,
            string.Create(CultureInfo.InvariantCulture,
                $"{found.Count} in {words} words, {rate:F1} per 10,000:\n{string.Join('\n', found)}"));
    }

    [Theory]
    [InlineData("Ballots are kept apart.", 1)]
    [InlineData("Whoever reads what was written is told so.", 3)]
    [InlineData("What is\nmissing must be mended.", 2)]
    [InlineData("The share lies in [0, 1] at the desk of a one-stop shop.", 0)]
    [InlineData("The officer's desk lies apart.", 2)]
    public void Listed_Sentences_AreCounted(string sentence, int expected) => Assert.Equal(expected, Listed().Count(sentence));

    private static IEnumerable<(string File, string Text)> Documents() => Directory
        .EnumerateFiles(Repository.Root, "*.md")
        .Concat(new[] { "docs", "src", "tests", "benchmarks", "samples" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories)))
        .Where(file => !Built().IsMatch(file))
        .Select(file => (file, Code().Replace(File.ReadAllText(file), " ")));

    private static IEnumerable<(string File, string Text)> Docstrings() => new[] { "src", "samples" }
        .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Built().IsMatch(file))
        .Select(file => (file, string.Join(' ', File.ReadLines(file)
            .Select(line => line.TrimStart())
            .Where(line => line.StartsWith("///", StringComparison.Ordinal))
            .Select(line => Tag().Replace(line[3..], " ")))));

    // The docstrings of the problem codes, which are generated from the catalog.
    private static (string File, string Text) Summaries()
    {
        string file = Repository.PathOf("src/Sipas.Core/Problems/problems.json");
        using var catalog = JsonDocument.Parse(File.ReadAllBytes(file));
        return (file, string.Join(' ', catalog.RootElement.EnumerateObject()
            .Select(code => code.Value.GetProperty("summary").GetString())));
    }

    private static string Around(string text, Match match)
    {
        int start = Math.Max(0, match.Index - 40);
        return text[start..Math.Min(text.Length, match.Index + match.Length + 40)].ReplaceLineEndings(" ");
    }

    // A desk at which citizens are served and an interval in which a number lies are ordinary words.
    [GeneratedRegex(
        @"\b(?:kept|stands|told|tells|bears|whoever|anew|beside|mend|mends|mended|parted)\b|\blies\b(?! in \[)"
        + @"|\bdesks?\b(?! of a one-stop shop)"
        + @"|\bwhat\s+(?:is|was|are|were|became|becomes|came|comes)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Listed();

    [GeneratedRegex(@"\p{L}[\p{L}'’]*")]
    private static partial Regex Word();

    // Code of documents: fenced blocks and spans.
    [GeneratedRegex("```.*?```|`[^`]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"[/\\](?:bin|obj)[/\\]")]
    private static partial Regex Built();
}
