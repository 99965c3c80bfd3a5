using System.CommandLine;

namespace Sipas.ReferenceHost.Commands;

/// <summary>A host without a web server for commands that tend collection: storage open, units known.</summary>
internal static class CollectionHost
{
    /// <summary>Runs an action with the services of such a host; a read-only host creates and changes nothing.</summary>
    public static Task<int> RunAsync(
        StoreOptions store, ParseResult parsed, Func<IServiceProvider, Task<int>> action, CancellationToken cancellationToken, bool readOnly = false) =>
        Shell.RunAsync(parsed, async () =>
        {
            using IHost host = HostFactory.CreateWithoutWeb(store.Use(parsed, readOnly));
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            return await action(host.Services).ConfigureAwait(false);
        });
}
