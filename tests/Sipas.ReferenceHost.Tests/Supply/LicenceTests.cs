using System.Globalization;
using System.Text;

namespace Sipas.ReferenceHost.Supply;

/// <summary>docs/licences.md lists the packages that come with ours; it is written by this test when it is run with
/// SIPAS_ACCEPT=1.</summary>
public class LicenceTests
{
    // Packages from before there were expressions: what stands at the address that they name.
    private static readonly Dictionary<string, string> ByAddress = new(StringComparer.Ordinal)
    {
        ["System.Memory"] = "MIT",
        ["xunit.abstractions"] = "Apache-2.0",
    };

    // A new licence is looked at by a person before it stands here.
    private static readonly string[] Compatible = ["MIT", "Apache-2.0", "MS-PL OR Apache-2.0", "PostgreSQL"];

    [Fact]
    public void LicencesDocument_ListsEveryPackageThatIsShippedWithOurs()
    {
        var users = new SortedDictionary<string, (SortedSet<string> Versions, SortedSet<string> Licences, SortedSet<string> Projects)>(
            StringComparer.Ordinal);
        foreach (string folder in RestoredProject.Shipped)
        {
            using var project = RestoredProject.Open(folder);
            foreach (RestoredPackage package in project.Packages())
            {
                if (!users.TryGetValue(package.Name, out var entry))
                {
                    users.Add(package.Name, entry = (new(StringComparer.Ordinal), new(StringComparer.Ordinal),
                        new(StringComparer.Ordinal)));
                }

                string licence = project.LicenceOf(package);
                entry.Versions.Add(package.Version);
                entry.Licences.Add(ByAddress.TryGetValue(package.Name, out string? known)
                    && licence.StartsWith("http", StringComparison.Ordinal) ? known : licence);
                entry.Projects.Add(project.Name);
            }
        }

        const string Introduction =
            "Sipas.Sdk is under MIT. Installing one of its packages also installs the packages below; packages used only by builds "
            + "and tests are not listed. Names and versions are those of the lock files (`packages.lock.json`), licences are the "
            + "expressions in the packages' own descriptions. Two packages are older than such expressions: `System.Memory` and "
            + "`xunit.abstractions` name an address instead, and the licence there is given. The native SQLite library in "
            + "`SQLitePCLRaw.lib.e_sqlite3` is in the public domain. A test compares this page with the restored packages; "
            + "`SIPAS_ACCEPT=1` renews it.";
        var text = new StringBuilder($"""
            # Licences of the packages that come with ours

            {Introduction}

            | Package | Version | Licence | Comes with |
            |---|---|---|---|

            """);
        foreach ((string name, (SortedSet<string> versions, SortedSet<string> licences, SortedSet<string> projects)) in users)
        {
            Assert.All(licences, licence => Assert.True(Compatible.Contains(licence), $"{name}: '{licence}' was never looked at."));
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {string.Join(", ", versions)} | {string.Join(", ", licences)} | {string.Join(", ", projects)} |\n");
        }

        string path = Path.Combine(HostTests.Root, "docs", "licences.md");
        if (Environment.GetEnvironmentVariable("SIPAS_ACCEPT") == "1")
        {
            File.WriteAllText(path, text.ToString());
        }

        Assert.Equal(File.ReadAllText(path), text.ToString());
    }
}
