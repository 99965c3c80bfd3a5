using System.Text.Json;
using System.Xml.Linq;

namespace Sipas.ReferenceHost.Supply;

public class SupplyChainTests
{
    private static readonly string[] Projects = [.. ((string[])["src", "tests", "benchmarks"])
        .SelectMany(folder => Directory.GetFiles(Path.Combine(HostTests.Root, folder), "*.csproj", SearchOption.AllDirectories))
        .Where(file => !file.Contains("Sipas.Core.Aot", StringComparison.Ordinal)).Select(file => Path.GetDirectoryName(file)!)
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void LockFiles_OfEveryProject_HoldTheHashOfEveryPackage()
    {
        Assert.InRange(Projects.Length, 14, 100);
        foreach (string folder in Projects)
        {
            using JsonDocument locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "packages.lock.json")));
            JsonElement[] packages = [.. locked.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Select(entry => entry.Value).Where(entry => !entry.GetProperty("type").ValueEquals("Project"))];

            Assert.NotEmpty(packages);
            Assert.All(packages, package =>
                Assert.Equal(64, Convert.FromBase64String(package.GetProperty("contentHash").GetString()!).Length));
        }
    }

    [Fact]
    public void Shipped_IsEverySourceProjectButTheGenerators() =>
        Assert.Equal(["Sipas.Core.Generators"], RestoredProject.Sources.Except(RestoredProject.Shipped).Select(Path.GetFileName));

    [Fact]
    public void LockFiles_OfWhatWeShip_AreThoseThatWereRestored()
    {
        foreach (string folder in RestoredProject.Shipped)
        {
            using var project = RestoredProject.Open(folder);
            using JsonDocument locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "packages.lock.json")));
            var versions = locked.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Where(entry => entry.Value.TryGetProperty("resolved", out _))
                .Select(entry => new RestoredPackage(entry.Name, entry.Value.GetProperty("resolved").GetString()!)).ToHashSet();

            Assert.All(project.Packages(), package => Assert.Contains(package, versions));
        }
    }

    [Fact]
    public void NativeSqlite_OfWhatWeShip_ComesByMicrosoftDataSqliteAlone()
    {
        using JsonDocument locked =
            JsonDocument.Parse(File.ReadAllBytes(Path.Combine(HostTests.Root, "src", "Sipas.Storage.Dapper", "packages.lock.json")));
        (string Name, string Type)[] native = [.. locked.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(entry => entry.Name.StartsWith("SQLitePCLRaw", StringComparison.Ordinal)
                || entry.Name.StartsWith("SourceGear", StringComparison.Ordinal))
            .Select(entry => (entry.Name, entry.Value.GetProperty("type").GetString()!))];

        Assert.NotEmpty(native);
        Assert.All(native, package => Assert.Equal("Transitive", package.Type));
    }

    [Fact]
    public void Restore_OfEveryProject_AsksForKnownVulnerabilitiesAndNeverFailsWhereASourceHasNone()
    {
        foreach (string folder in RestoredProject.Sources)
        {
            using var project = RestoredProject.Open(folder);
            JsonElement audit = project.Restore.GetProperty("restoreAuditProperties");
            string[] spared = [.. project.Restore.GetProperty("warningProperties").GetProperty("warnNotAsError").EnumerateArray()
                .Select(code => code.GetString()!)];

            Assert.Equal(("true", "all", "low"),
                (audit.GetProperty("enableAudit").GetString(), audit.GetProperty("auditMode").GetString(),
                    audit.GetProperty("auditLevel").GetString()));
            Assert.True(project.Restore.GetProperty("warningProperties").GetProperty("allWarningsAsErrors").GetBoolean());
            Assert.Contains("NU1900", spared);
            Assert.Contains("NU1905", spared);
            Assert.Equal("true", project.Restore.GetProperty("restoreLockProperties").GetProperty("restorePackagesWithLockFile")
                .GetString());
        }
    }

    [Fact]
    public void Samples_AskForKnownVulnerabilitiesToo()
    {
        XElement properties = XDocument.Load(Path.Combine(HostTests.Root, "samples", "Directory.Build.props")).Root!.Element(
            "PropertyGroup")!;

        Assert.Equal(("true", "all"), ((string?)properties.Element("NuGetAudit"), (string?)properties.Element("NuGetAuditMode")));
        Assert.Contains("NU1900", (string?)properties.Element("WarningsNotAsErrors"), StringComparison.Ordinal);
        Assert.Contains("NU1905", (string?)properties.Element("WarningsNotAsErrors"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ci_RestoresByTheLockFiles() =>
    Assert.Contains("dotnet restore Sipas.Sdk.sln --locked-mode", File.ReadAllText(Path.Combine(HostTests.Root, ".ci", "run")),
        StringComparison.Ordinal);
}
