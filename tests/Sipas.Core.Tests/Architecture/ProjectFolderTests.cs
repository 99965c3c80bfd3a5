using System.Text.RegularExpressions;

namespace Sipas.Architecture;

/// <summary>
/// Checks the order of folders of the projects above Sipas.Core: a folder uses only folders before it, by the namespaces
/// that its C# and Razor files name. Namespaces equal folders. The files in the root of a project are its public entry
/// points, which no folder uses.
/// </summary>
public partial class ProjectFolderTests
{
    private static readonly Dictionary<string, string[]> Orders = new(StringComparer.Ordinal)
    {
        ["Sipas.Storage.Dapper"] =
        [
            "Options", "Files", "Keys", "Schema", "Rows", "Dialects", "Sessions", "Parts", "People", "Stores", "Sqlite",
        ],
        ["Sipas.Files"] = ["Tables", "Columns", "Frames", "Import", "Forms"],
        ["Sipas.AspNetCore"] =
        [
            "Http", "Pages", "Senders", "Devices", "Tickets", "Contact", "Quarantine", "Ballots", "Kiosk", "Visits", "Counter", "Alerts",
            "Reports",
        ],
        ["Sipas.AspNetCore.Admin"] =
        [
            "Http", "Pages", "Devices", "Import", "Corrections", "Paper", "Quality", "Cases", "Surveys", "Sampling", "Printing",
            "Fieldwork", "Mapping",
        ],
        ["Sipas.ReferenceHost"] =
        [
            "Files", "Web", "Demo", "Hosting", "Commands", "Commands/Units", "Commands/Packs", "Commands/Sampling", "Commands/Fieldwork",
            "Commands/Estimation", "Commands/Results", "Commands/Stores", "Commands/Surveys", "Commands/Collection", "Commands/Serving",
        ],
    };

    public static TheoryData<string> Projects => [.. Orders.Keys];

    // FolderOrderTests checks Sipas.Core.
    [Fact]
    public void Projects_WithFoldersOfCode_AreAllChecked() =>
        Assert.Equal(Orders.Keys.Append("Sipas.Core").Order(StringComparer.Ordinal), Directory.GetDirectories(Repository.PathOf("src"))
            .Select(path => Path.GetFileName(path)).Where(project => FilesOf(project).Any(file => file.Folder.Length > 0))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_AreAllInTheOrder(string project) =>
        Assert.Equal(Orders[project].Order(StringComparer.Ordinal), FilesOf(project).Select(file => file.Folder).Distinct()
            .Where(folder => folder.Length > 0).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_HaveTheNamespaceOfTheirFolder(string project)
    {
        foreach ((string folder, string path, string source) in FilesOf(project).Where(file => file.Folder.Length > 0))
        {
            if (path.EndsWith(".cs", StringComparison.Ordinal))
            {
                Assert.Contains($"\nnamespace {NamespaceOf(project, folder)};", "\n" + source.ReplaceLineEndings("\n"),
                    StringComparison.Ordinal);
            }
            else
            {
                Assert.DoesNotContain("@namespace", source, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_UseOnlyFoldersBeforeThem(string project)
    {
        string[] order = Orders[project];
        var violations = new List<string>();
        int uses = 0;
        foreach ((string folder, string path, string source) in FilesOf(project).Where(file => file.Folder.Length > 0))
        {
            foreach (string used in UsedIn(project, folder, source))
            {
                uses++;
                if (Array.IndexOf(order, used) > Array.IndexOf(order, folder))
                {
                    violations.Add($"{folder}/{Path.GetFileName(path)} uses {used}");
                }
            }
        }

        Assert.Empty(violations);
        Assert.True(uses > 15, "the search found too little to mean anything");
    }

    // A type in the root is visible in every folder without a using, so it is found by its name.
    [Theory]
    [MemberData(nameof(Projects))]
    public void Root_HasOnlyEntryPoints_WhichNoFolderUses(string project)
    {
        (string Folder, string Path, string Source)[] files = FilesOf(project);
        string[] root = [.. files.Where(file => file.Folder.Length == 0).Select(file => Path.GetFileNameWithoutExtension(file.Path))
            .Where(name => name is not ("_Imports" or "Program"))];

        Assert.All(root, name => Assert.StartsWith("Sipas", name, StringComparison.Ordinal));
        Assert.Empty(files.Where(file => file.Folder.Length > 0)
            .SelectMany(file => root.Where(name => Regex.IsMatch(file.Source, $@"(?<!\.)\b{name}\b"))
                .Select(name => $"{file.Folder}/{Path.GetFileName(file.Path)} uses {name}")));
    }

    [Fact]
    public void UsedIn_EveryFormOfUse_IsFound()
    {
        const string Source = """
            @using Sipas.AspNetCore.Kiosk
            using static Sipas.AspNetCore.Reports.Charts;
            var one = new Counter.CounterData();
            var other = Sipas.AspNetCore.Visits.VisitEndpoints.OpenName;
            var core = BallotNames.Of(mode);
            var member = Contact.Length;
            """;

        Assert.Equal(["Counter", "Kiosk", "Reports", "Visits"],
            UsedIn("Sipas.AspNetCore", "Pages", Source).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> UsedIn(string project, string folder, string source) => Orders[project]
        .Where(other => other != folder)
        .Where(other =>
        {
            string name = Regex.Escape(NamespaceOf(project, other));

            // The longest folder counts: a use of Commands.Units is not one of Commands.
            string deeper = string.Concat(Orders[project].Where(longer => longer.StartsWith(other + "/", StringComparison.Ordinal))
                .Select(longer => $"(?!{Regex.Escape(longer[other.Length..].Replace('/', '.'))}\\b)"));
            string types = string.Join('|', Directory.GetFiles(Repository.PathOf($"src/{project}/{other}"))
                .Select(file => Regex.Escape(Path.GetFileName(file).Split('.')[0])));
            return Regex.IsMatch(source, $@"\b{name}\b{deeper}")
                || Regex.IsMatch(source, $@"(?<![\w.]){Regex.Escape(other.Replace('/', '.'))}\.({types})\b");
        });

    private static string NamespaceOf(string project, string folder) => $"{project}.{folder.Replace('/', '.')}";

    private static (string Folder, string Path, string Source)[] FilesOf(string project)
    {
        string root = Repository.PathOf($"src/{project}");
        return
        [
            .. Directory.GetFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Select(path => (Folder: FolderOf(root, path), path))
            .Where(file => file.Folder.Split('/')[0] is not ("bin" or "obj"))
            .Select(file => (file.Folder, file.path, WithoutComments(File.ReadAllText(file.path)))),
        ];
    }

    private static string FolderOf(string root, string path) =>
        Path.GetDirectoryName(Path.GetRelativePath(root, path))!.Replace('\\', '/');

    private static string WithoutComments(string source) => Comment().Replace(source, "");

    [GeneratedRegex(@"//[^\n]*|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
