using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sipas.Problems;

namespace Sipas.Architecture;

/// <summary>Holds the house's order: a folder of Sipas.Core uses only folders before it, a project references only what
/// the design allows.</summary>
public partial class FolderOrderTests
{
    private static readonly string[] Order =
    [
        "Common", "Problems", "Mathematics", "Packs", "Units", "Receipts", "Ballots", "Audit", "Log", "Counting", "Scoring", "Values",
        "Estimation",
        "Ranking", "Reporting", "Plans", "Sampling", "Fieldwork", "Surveys", "Disclosure", "Limits", "Devices", "Tickets", "Counter",
        "Quarantine", "Intake", "Paper", "Alerts", "Quality", "Corrections", "Erasure", "Cases", "Storage", "Retention",
        "Verification", "Hosting",
    ];

    private static readonly Dictionary<string, string[]> References = new(StringComparer.Ordinal)
    {
        ["Sipas.Core.Generators"] = [],
        ["Sipas.Core"] = ["Sipas.Core.Generators"],
        ["Sipas.Storage.Contract"] = ["Sipas.Core"],
        ["Sipas.Storage.Dapper"] = ["Sipas.Core"],
        ["Sipas.Storage.PostgreSql"] = ["Sipas.Storage.Dapper"],
        ["Sipas.Files"] = ["Sipas.Core"],
        ["Sipas.AspNetCore"] = ["Sipas.Core"],
        ["Sipas.AspNetCore.Admin"] = ["Sipas.AspNetCore", "Sipas.Core", "Sipas.Files"],
        ["Sipas.ReferenceHost"] =
        [
            "Sipas.AspNetCore", "Sipas.AspNetCore.Admin", "Sipas.Core", "Sipas.Files", "Sipas.Storage.Dapper", "Sipas.Storage.PostgreSql",
        ],
    };

    private static readonly string[] CorePackages =
    [
        "MathNet.Numerics", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Hosting.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions",
        "Microsoft.Extensions.Options",
    ];

    [Fact]
    public void CoreFolders_AreAllInTheOrder()
    {
        string[] folders = [.. Directory.GetDirectories(Repository.PathOf("src/Sipas.Core")).Select(path => Path.GetFileName(path))
            .Where(name => name is not ("bin" or "obj" or "PublicApi"))];

        Assert.Empty(folders.Except(Order));
        Assert.True(folders.Length >= 10);
    }

    [Fact]
    public void CoreFolders_UseOnlyFoldersBeforeThem()
    {
        var violations = new List<string>();
        int references = 0;
        foreach (string folder in Order.Where(folder => Directory.Exists(Repository.PathOf($"src/Sipas.Core/{folder}"))))
        {
            foreach (string file in Directory.GetFiles(Repository.PathOf($"src/Sipas.Core/{folder}"), "*.cs", SearchOption.AllDirectories))
            {
                foreach (Match match in Reference().Matches(WithoutComments(File.ReadAllText(file))))
                {
                    string used = match.Groups["folder"].Value;
                    if (match.Groups["type"].Success && !Declares(used, match.Groups["type"].Value))
                    {
                        continue;
                    }

                    int place = Array.IndexOf(Order, used);
                    references++;
                    if (place > Array.IndexOf(Order, folder))
                    {
                        violations.Add($"{folder}/{Path.GetFileName(file)} uses {used}");
                    }
                }
            }
        }

        Assert.Empty(violations);
        Assert.True(references > 50, "the search found too little to mean anything");
    }

    [Fact]
    public void CoreFiles_LieInTheFolderOfTheirNamespace()
    {
        foreach (string folder in Order.Where(folder => Directory.Exists(Repository.PathOf($"src/Sipas.Core/{folder}"))))
        {
            foreach (string file in Directory.GetFiles(Repository.PathOf($"src/Sipas.Core/{folder}"), "*.cs", SearchOption.AllDirectories))
            {
                // Extension methods for registration stand where .NET developers look for them.
                Assert.Matches($@"(?m)^namespace (Sipas\.{folder}(\.\w+)?|Microsoft\.Extensions\.DependencyInjection);",
                    File.ReadAllText(file));
            }
        }
    }

    [Fact]
    public void Projects_ReferenceOnlyWhatTheDesignAllows()
    {
        foreach ((string project, string[] allowed) in References)
        {
            XDocument file = XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj"));
            string[] referenced = [.. file.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
                .Order(StringComparer.Ordinal)];
            Assert.Equal(allowed, referenced);
        }
    }

    [Fact]
    public void Generators_AreReferencedOnlyByTheCompiler()
    {
        XElement[] references = [.. References.Keys
            .SelectMany(project => XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj")).Descendants("ProjectReference"))
            .Where(reference => reference.Attribute("Include")!.Value.Contains("Generators", StringComparison.Ordinal))];

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Equal(("Analyzer", "false"),
            (reference.Attribute("OutputItemType")?.Value, reference.Attribute("ReferenceOutputAssembly")?.Value)));
        Assert.DoesNotContain(typeof(ProblemCodes).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name!.Contains("Generators", StringComparison.Ordinal));
    }

    [Fact]
    public void Core_TakesOnlyAbstractionsFromPackages()
    {
        XDocument file = XDocument.Load(Repository.PathOf("src/Sipas.Core/Sipas.Core.csproj"));

        Assert.Empty(file.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value).Except(CorePackages));
    }

    private static string WithoutComments(string source) => Comment().Replace(source, "");

    // A name in front of a type may also be a property: "Units.Find" is no use of the folder Units.
    private static bool Declares(string folder, string type) =>
        Directory.Exists(Repository.PathOf($"src/Sipas.Core/{folder}"))
        && Directory.EnumerateFiles(Repository.PathOf($"src/Sipas.Core/{folder}"), $"{type}.cs", SearchOption.AllDirectories).Any();

    [GeneratedRegex(@"\bSipas\.(?<folder>[A-Z]\w+)|(?<![\w.<])(?<folder>[A-Z]\w+)\.(?<type>[A-Z]\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();
}
