using System.Text.RegularExpressions;

namespace Sipas.AspNetCore.Pages;

/// <summary>Each package contains the texts that its pages use.</summary>
public sealed partial class TextCatalogueTests
{
    [Fact]
    public void Texts_EveryKeyAndPrefixThatThisPackageUses_IsInIt()
    {
        string[] used = [.. Directory.GetDirectories(Repository.PathOf("src/Sipas.AspNetCore"))
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "Assets"))
            .SelectMany(folder => Directory.GetFiles(folder))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value))
            .Distinct(StringComparer.Ordinal)];

        Assert.True(used.Length > 100, "the search found too little to mean anything");
        Assert.DoesNotContain(used, key => key.EndsWith('.')
            ? WebTexts.Under(key).Count == 0
            : !WebTexts.All.ContainsKey(key));
    }

    [Fact]
    public void Of_UnknownKey_NamesIt() =>
        Assert.Contains("no.key", Assert.Throws<ArgumentException>(() => WebTexts.Catalogue.Of("no.key")).Message,
            StringComparison.Ordinal);

    [GeneratedRegex("""(?:[Ww]ords\[|Fill\(|WebTexts\.(?:Of|Under)\()"(?<key>[a-z]+\.(?:[A-Za-z]+)?)"(?:[\],)]| \+)""")]
    private static partial Regex Key();
}
