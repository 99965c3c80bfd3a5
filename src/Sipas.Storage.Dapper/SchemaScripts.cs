using System.Globalization;
using System.Reflection;

namespace Sipas.Storage.Dapper;

/// <summary>The embedded schema scripts of a dialect, which a database administrator may also run manually.</summary>
public static class SchemaScripts
{
    /// <summary>Gets the scripts of SQLite or PostgreSQL in the order in which they are applied.</summary>
    /// <param name="dialect"><c>Sqlite</c> or <c>PostgreSql</c>; for the personal-data database <c>Sqlite/People</c> or
    /// <c>PostgreSql/People</c>.</param>
    /// <returns>Each script with its version, from 1 without gaps.</returns>
    public static IReadOnlyList<SchemaScript> Of(string dialect) =>
        Embedded(typeof(SchemaScripts).Assembly, $"Sipas.Schema.{dialect}/");

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

    /// <summary>The script that grants roles the least privileges they need, for PostgreSQL.</summary>
    public static string LeastPrivilege => Read("Sipas.Schema.PostgreSql/Roles/least_privilege.sql");

    /// <summary>The script of the role with access to personal data, for PostgreSQL.</summary>
    public static string PeopleLeastPrivilege => Read("Sipas.Schema.PostgreSql/Roles/people_least_privilege.sql");

    /// <summary>Gets a script that distributes a PostgreSQL store over several servers: see docs/scale.md.</summary>
    /// <param name="name"><c>server</c> and <c>coordinator</c> distribute the ballots over several servers with
    /// <c>postgres_fdw</c>; <c>citus</c> distributes them with that extension.</param>
    /// <exception cref="ArgumentException">There is no script of this name.</exception>
    public static string Growth(string name) => name is "server" or "coordinator" or "citus"
        ? Read($"Sipas.Schema.PostgreSql/Growth/{name}.sql")
        : throw new ArgumentException("The scripts are server, coordinator and citus.", nameof(name));

    private static string Read(string resource) => Read(typeof(SchemaScripts).Assembly, resource);

    private static string Read(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
