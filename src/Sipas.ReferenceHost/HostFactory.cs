using System.CommandLine;
using Sipas.DependencyInjection;
using Sipas.Questionnaires;

namespace Sipas.ReferenceHost;

/// <summary>Options that several commands have.</summary>
internal static class HostOptions
{
    public static Option<string> Database() =>
        new("--database") { Description = "SQLite file", DefaultValueFactory = _ => Path.Combine("data", "sipas.db") };
}

/// <summary>Composes the host of what any host may use: services, storage, packs, routes.</summary>
internal static class HostFactory
{
    /// <summary>A host without a web server, for commands that write to the storage.</summary>
    /// <param name="database">SQLite file.</param>
    /// <param name="own">A pack that is not shipped; null when the shipped ones serve.</param>
    public static IHost CreateWithoutWeb(string database, MethodPack? own = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        AddSipas(builder.Services, database, own);
        return builder.Build();
    }

    private static void AddSipas(IServiceCollection services, string database, MethodPack? own)
    {
        ISipasBuilder sipas = services.AddSipas().UseSqlite(database);
        foreach (string id in MethodPacks.ShippedIds.Where(id => id != own?.Id))
        {
            sipas.AddMethodPack(id);
        }

        if (own is not null)
        {
            sipas.AddMethodPack(own);
        }
    }
}
