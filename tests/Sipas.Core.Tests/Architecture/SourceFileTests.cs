using System.Text.RegularExpressions;

namespace Sipas.Architecture;

/// <summary>Checks the shape of all source files: one top-level type under the name of its file, lines of limited width.</summary>
public partial class SourceFileTests
{
    private const int MaximumWidth = 140;

    private static readonly string[] Folders = ["src", "tests", "benchmarks", "samples"];

    private static readonly string[] Extensions = [".cs", ".razor", ".cshtml", ".js", ".css", ".sql", ".sh", ".csproj", ".props",
        ".targets"];

    [Fact]
    public void CSharpFiles_DeclareOneTopLevelTypeUnderTheirName()
    {
        var violations = new List<string>();
        int types = 0;

        // The model of a Razor page has the name of its page, by convention of ASP.NET Core.
        foreach (string file in Files(".cs").Where(file => !file.EndsWith(".cshtml.cs", StringComparison.Ordinal)))
        {
            string[] declared = [.. Declaration().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).Distinct()];
            types += declared.Length;

            // "Ballot.Parts.cs" may hold a part of Ballot; a type may have the same name with and without type parameters.
            if (declared.Length > 1 || (declared.Length == 1 && declared[0] != Path.GetFileName(file).Split('.')[0]))
            {
                violations.Add($"{Relative(file)}: {string.Join(", ", declared)}");
            }
        }

        Assert.Empty(violations);
        Assert.True(types > 1000, "The search found too little to mean anything.");
    }

    [Fact]
    public void Lines_AreAtMost140CharactersWide()
    {
        var violations = new List<string>();
        int lines = 0;
        foreach (string file in Files([.. Extensions]))
        {
            string[] content = File.ReadAllLines(file);
            lines += content.Length;
            violations.AddRange(content.Select((line, index) => (Width: line.Length, Place: $"{Relative(file)}:{index + 1}"))
                .Where(line => line.Width > MaximumWidth)
                .Select(line => line.Place));
        }

        Assert.Empty(violations);
        Assert.True(lines > 50_000, "The search found too little to mean anything.");
    }

    private static IEnumerable<string> Files(params string[] extensions) => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
        .Where(file => extensions.Contains(Path.GetExtension(file)) && !Built().IsMatch(Relative(file)))
        .Order(StringComparer.Ordinal);

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    // Namespaces are file-scoped: a top-level type begins its line.
    [GeneratedRegex(
        @"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe|delegate) )*"
        + @"(?:class|record struct|record class|record|struct|interface|enum|delegate [\w<>?\[\], .]+?) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("(^|/)(bin|obj)/")]
    private static partial Regex Built();
}
