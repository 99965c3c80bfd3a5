using Sipas.Packs;

namespace Sipas.Architecture;

/// <summary>Limits the number of public types. The record of the public API of each package and framework is compared with the
/// source by an analyzer when a package is built.</summary>
public class PublicApiTests
{
    // A larger number needs a decision page that names the types.
    private const int MaximumOfCore = 200;
    private const int MaximumOfAll = 330;

    private static readonly string[] Packages = [.. Directory.EnumerateDirectories(Repository.PathOf("src"))
        .Select(folder => Path.GetFileName(folder)!).Except(["Sipas.Core.Generators", "Sipas.ReferenceHost"])
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void PublicTypes_OfCoreAndOfAllPackages_AreWithinTheirLimits()
    {
        Dictionary<string, int> counts = Packages.ToDictionary(package => package, package => RecordsOf(package).Max(record =>
            TypesOf(record).Count()));

        Assert.True(counts["Sipas.Core"] <= MaximumOfCore, $"Sipas.Core has {counts["Sipas.Core"]} public types.");
        Assert.True(counts.Values.Sum() <= MaximumOfAll, $"The packages have {counts.Values.Sum()} public types.");
        Assert.All(counts, package => Assert.True(package.Value > 0, package.Key));
    }

    [Fact]
    public void PublicTypes_OfCore_AreThoseOfItsRecord()
    {
        string[] types = [.. typeof(MethodPack).Assembly.GetExportedTypes().Select(type => type.FullName!).Order(StringComparer.Ordinal)];

        Assert.All(RecordsOf("Sipas.Core"), record => Assert.Equal(types, TypesOf(record).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Record_OfEachPackageAndFramework_Exists()
    {
        Assert.All(Packages, package =>
        {
            string project = File.ReadAllText(Path.Combine(Repository.PathOf("src"), package, package + ".csproj"));
            string[] frameworks = project.Contains("<TargetFrameworks>net8.0;net10.0</TargetFrameworks>", StringComparison.Ordinal)
                ? ["net10.0", "net8.0"]
                : ["net10.0"];
            Assert.Equal(frameworks, RecordsOf(package).Select(record => Path.GetFileName(Path.GetDirectoryName(record))));
        });
    }

    private static string[] RecordsOf(string package) =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.PathOf("src"), package, "PublicApi"), "PublicAPI.Unshipped.txt",
            SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    // A member has a type after an arrow; a type has none.
    private static IEnumerable<string> TypesOf(string record) =>
        new[] { record, record.Replace("Unshipped", "Shipped", StringComparison.Ordinal) }.SelectMany(File.ReadLines)
            .Where(line => line.Length > 0 && line[0] != '#' && !line.Contains(" -> ", StringComparison.Ordinal));
}
