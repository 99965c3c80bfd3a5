using System.Text.RegularExpressions;

namespace Sipas.Architecture;

/// <summary>Checks that messages name methods that exist.</summary>
public partial class AdviceTests
{
    [Fact]
    public void Messages_NameOnlyMethodsOfTheBuilderThatExist()
    {
        string[] sources = [.. Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)];
        string[] named = [.. sources.SelectMany(source => Named().Matches(source)).Select(match => match.Groups["method"].Value)
            .Distinct()];
        string[] declared = [.. sources.SelectMany(source => Declared().Matches(source)).Select(match => match.Groups["method"].Value)];

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(declared));
    }

    [GeneratedRegex(@"AddSipas\(…\)\.(?<method>\w+)\(")]
    private static partial Regex Named();

    [GeneratedRegex(@"ISipasBuilder (?<method>\w+)\(")]
    private static partial Regex Declared();
}
