using System.Globalization;
using System.Reflection;

namespace Sipas.Storage.Dapper.Schema;

/// <summary>Embedded schema scripts, which a database administrator may also run manually.</summary>
public static class SchemaScripts
{
    /// <summary>The scripts of the ballots in SQLite, from version 1 without gaps.</summary>
    public static IReadOnlyList<SchemaScript> Sqlite => Embedded(typeof(SchemaScripts).Assembly, "Sipas.Schema.Sqlite/");

    /// <summary>The scripts of the personal data in SQLite, from version 1 without gaps.</summary>
    public static IReadOnlyList<SchemaScript> SqlitePeople => Embedded(typeof(SchemaScripts).Assembly, "Sipas.Schema.Sqlite/People/");

    /// <summary>Gets the scripts that are embedded in an assembly, in the order in which they are applied.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="prefix">Start of the names of the resources. The rest begins with the version of four digits and has no slash, for
    /// example <c>0001_initial.sql</c>; other resources are left out.</param>
    /// <returns>Each script with its version.</returns>
    public static IReadOnlyList<SchemaScript> Embedded(Assembly assembly, string prefix)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(prefix);
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)
                && !name[prefix.Length..].Contains('/', StringComparison.Ordinal)
                && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new SchemaScript(int.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), name[prefix.Length..],
                Read(assembly, name)))];
    }

    private static string Read(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
