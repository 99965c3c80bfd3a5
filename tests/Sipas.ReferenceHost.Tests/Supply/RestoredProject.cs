using System.Text.Json;
using System.Xml.Linq;

namespace Sipas.ReferenceHost.Supply;

/// <summary>A project as it was restored: what NuGet wrote down of it, and its lock file.</summary>
internal sealed class RestoredProject : IDisposable
{
    private readonly JsonDocument _assets;

    private RestoredProject(string folder)
    {
        Folder = folder;
        _assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "obj", "project.assets.json")));
    }

    public string Folder { get; }

    public string Name => Path.GetFileName(Folder);

    /// <summary>How it is restored: warnings, audit, lock.</summary>
    public JsonElement Restore => _assets.RootElement.GetProperty("project").GetProperty("restore");

    /// <summary>The projects whose packages we ship.</summary>
    public static IEnumerable<string> Shipped => Sources.Where(folder =>
        XDocument.Load(Path.Combine(folder, Path.GetFileName(folder) + ".csproj")).Descendants("IsPackable")
            .All(packable => packable.Value == "true"));

    /// <summary>The projects that we ship, and those that run when these are compiled.</summary>
    public static IEnumerable<string> Sources =>
        Directory.GetFiles(Path.Combine(HostTests.Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(file => Path.GetDirectoryName(file)!);

    public static RestoredProject Open(string folder) => new(folder);

    /// <summary>The packages that come to whoever uses the project: not those that only its build uses.</summary>
    public IReadOnlyCollection<RestoredPackage> Packages()
    {
        var found = new HashSet<RestoredPackage>();
        foreach (JsonProperty target in _assets.RootElement.GetProperty("targets").EnumerateObject())
        {
            var libraries = target.Value.EnumerateObject()
                .ToDictionary(library => library.Name.Split('/')[0], StringComparer.OrdinalIgnoreCase);
            var waiting = new Stack<string>(Direct(target.Name)
                .Concat(libraries.Where(library => library.Value.Value.GetProperty("type").ValueEquals("project"))
                    .Select(library => library.Key)));
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            while (waiting.TryPop(out string? name))
            {
                if (!seen.Add(name))
                {
                    continue;
                }

                JsonProperty library = libraries[name];
                if (library.Value.GetProperty("type").ValueEquals("package"))
                {
                    found.Add(new RestoredPackage(library.Name.Split('/')[0], library.Name.Split('/')[1]));
                }

                foreach (JsonProperty dependency in library.Value.TryGetProperty("dependencies", out JsonElement dependencies)
                    ? dependencies.EnumerateObject() : default)
                {
                    waiting.Push(dependency.Name);
                }
            }
        }

        return found;
    }

    /// <summary>The licence of a package by its own description: an expression, or else the address it names.</summary>
    public string LicenceOf(RestoredPackage package)
    {
        string file = _assets.RootElement.GetProperty("packageFolders").EnumerateObject()
            .Select(folder => Path.Combine(folder.Name, package.Name.ToLowerInvariant(), package.Version.ToLowerInvariant(),
                package.Name.ToLowerInvariant() + ".nuspec")).First(File.Exists);
        XElement metadata = XDocument.Load(file).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        XElement? licence = metadata.Elements()
            .FirstOrDefault(element => element.Name.LocalName == "license" && element.Attribute("type")?.Value == "expression");
        return licence?.Value ?? metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "licenseUrl")?.Value ?? "";
    }

    public void Dispose() => _assets.Dispose();

    private IEnumerable<string> Direct(string target) =>
        _assets.RootElement.GetProperty("project").GetProperty("frameworks").GetProperty(target)
        .TryGetProperty("dependencies", out JsonElement dependencies)
        ? dependencies.EnumerateObject()
            .Where(dependency => !dependency.Value.TryGetProperty("suppressParent", out JsonElement parent) || !parent.ValueEquals("All"))
            .Select(dependency => dependency.Name)
        : [];
}
