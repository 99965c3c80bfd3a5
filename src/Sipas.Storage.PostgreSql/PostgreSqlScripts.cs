using Sipas.Storage.Dapper.Schema;

namespace Sipas.Storage.PostgreSql;

/// <summary>The embedded schema scripts of PostgreSQL, which a database administrator may also run manually.</summary>
internal static class PostgreSqlScripts
{
    private const string Prefix = "Sipas.Schema.PostgreSql/";

    /// <summary>The scripts of the ballots, from version 1 without gaps.</summary>
    public static IReadOnlyList<SchemaScript> Ballots => SchemaScripts.Embedded(typeof(PostgreSqlScripts).Assembly, Prefix);

    /// <summary>The scripts of the personal data, from version 1 without gaps.</summary>
    public static IReadOnlyList<SchemaScript> People => SchemaScripts.Embedded(typeof(PostgreSqlScripts).Assembly, Prefix + "People/");

    /// <summary>The script that grants roles the least privileges they need.</summary>
    public static string LeastPrivilege => Read("Roles/least_privilege.sql");

    /// <summary>The script of the role with access to personal data.</summary>
    public static string PeopleLeastPrivilege => Read("Roles/people_least_privilege.sql");

    /// <summary>Gets a script that distributes a store over several servers: see docs/scale.md.</summary>
    /// <param name="name"><c>server</c> and <c>coordinator</c> distribute the ballots over several servers with
    /// <c>postgres_fdw</c>; <c>citus</c> distributes them with that extension.</param>
    /// <exception cref="ArgumentException">There is no script of this name.</exception>
    public static string Growth(string name) => name is "server" or "coordinator" or "citus"
        ? Read($"Growth/{name}.sql")
        : throw new ArgumentException("The scripts are server, coordinator and citus.", nameof(name));

    private static string Read(string name)
    {
        using Stream stream = typeof(PostgreSqlScripts).Assembly.GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
