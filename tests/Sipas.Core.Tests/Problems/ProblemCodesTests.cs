using System.Reflection;
using System.Text.Json;

namespace Sipas.Problems;

public class ProblemCodesTests
{
    private static readonly FieldInfo[] Constants = typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static);

    [Fact]
    public void Constants_AreExactlyTheNamesAndCodesOfTheCatalog()
    {
        (string Code, string Name)[] constants = [.. Constants.Select(field => ((string)field.GetRawConstantValue()!, field.Name))];
        (string Code, string Name)[] entries = [.. Entries().Select(entry => (entry.Name, entry.Value.GetProperty("name").GetString()!))];

        Assert.Equal(entries.Order(), constants.Order());
        Assert.True(constants.Length >= 571, "A published code was removed.");
    }

    [Fact]
    public void Constants_AreAllInTheCatalogAndTheReverse() =>
        Assert.Equal(
            Constants.Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
            ProblemCatalog.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Names_AreUniqueAlsoWithoutCase()
    {
        string[] names = [.. Entries().Select(entry => entry.Value.GetProperty("name").GetString()!)];

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Entries_HaveNameSummaryAndSentencesInThisOrder() =>
        Assert.All(Entries(), entry =>
        {
            Assert.Equal(["name", "summary", "vi", "en"], entry.Value.EnumerateObject().Select(member => member.Name));
            Assert.Matches("^[A-Z].*[.…]$", entry.Value.GetProperty("summary").GetString());
            Assert.DoesNotMatch("<[a-z/]|\n", entry.Value.GetProperty("summary").GetString());
        });

    private static JsonProperty[] Entries()
    {
        using Stream stream = typeof(ProblemCatalog).Assembly.GetManifestResourceStream("Sipas.problems.json")!;
        using var catalog = JsonDocument.Parse(stream);
        return [.. catalog.RootElement.Clone().EnumerateObject()];
    }
}
