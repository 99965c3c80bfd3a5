using System.CommandLine;
using Sipas.ReferenceHost.Hosting;

namespace Sipas.ReferenceHost.Commands.Collection;

/// <summary>A host without a web server for commands that manage collection: storage open, units loaded.</summary>
internal static class CollectionHost
{
    /// <summary>Runs an action with the services of this host; a read-only host creates and changes nothing.</summary>
    public static Task<int> RunAsync(
        StoreOptions store, ParseResult parsed, Func<IServiceProvider, Task<int>> action, CancellationToken cancellationToken,
        bool readOnly = false) =>
        CommandRunner.RunAsync(parsed, async () =>
        {
            using IHost host = HostFactory.CreateWithoutWeb(store.Use(parsed, readOnly));
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            return await action(host.Services).ConfigureAwait(false);
        });
}
