using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.PostgreSql;

/// <summary>The whole contract on ballots that lie on three servers.</summary>
[Trait("Length", "Long")]
[NeedsPostgreSql]
[Collection(ThreeServerTests.Name)]
public sealed class ThreeServersStorageTests(ThreeServers servers) : StorageContract
{
    private readonly TemporaryFolder _folder = new();

    public override Task DisposeAsync()
    {
        ((IDisposable)Storage).Dispose();
        NpgsqlConnection.ClearAllPools();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    protected override async Task<ISipasStorage> CreateAsync()
    {
        (string coordinator, _) = await servers.NewStoreAsync(_folder.File("key.pem"));
        return new PostgreSqlStorage(coordinator, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { ReceiptKeyPath = _folder.File("key.pem") });
    }
}
