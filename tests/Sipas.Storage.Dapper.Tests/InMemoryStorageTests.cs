using Sipas.Storage.Contract;

namespace Sipas.Storage.Dapper;

public sealed class InMemoryStorageTests : StorageContract
{
    public override Task DisposeAsync()
    {
        ((IDisposable)Storage).Dispose();
        return Task.CompletedTask;
    }

    protected override Task<ISipasStorage> CreateAsync() => Task.FromResult<ISipasStorage>(new InMemoryStorage());
}
