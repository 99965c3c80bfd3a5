using System.CommandLine;

namespace Sipas.ReferenceHost;

/// <summary>Options that several commands have.</summary>
internal static class HostOptions
{
    public static Option<string> Database() =>
        new("--database") { Description = "SQLite file", DefaultValueFactory = _ => Path.Combine("data", "sipas.db") };
}
