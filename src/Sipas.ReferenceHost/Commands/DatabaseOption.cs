using System.CommandLine;

namespace Sipas.ReferenceHost.Commands;

/// <summary>The option with the path of a SQLite store, which several commands have.</summary>
internal static class DatabaseOption
{
    public static Option<string> Create() =>
        new("--database") { Description = "SQLite file", DefaultValueFactory = _ => Path.Combine("data", "sipas.db") };
}
