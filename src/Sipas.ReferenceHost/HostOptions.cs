using System.CommandLine;
using Sipas.DependencyInjection;
using Sipas.Questionnaires;
using Sipas.ReferenceHost.Demo;
using Sipas.ReferenceHost.Web;
using Sipas.Storage;

namespace Sipas.ReferenceHost;

/// <summary>Options that several commands have.</summary>
internal static class HostOptions
{
    public static Option<string> Database() =>
        new("--database") { Description = "SQLite file", DefaultValueFactory = _ => Path.Combine("data", "sipas.db") };
}
