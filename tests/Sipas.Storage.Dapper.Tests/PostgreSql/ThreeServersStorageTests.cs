using Microsoft.Extensions.Time.Testing;
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
    private string _coordinator = "";
    private string[] _parts = [];

    public override async Task DisposeAsync()
    {
        ((IDisposable)Storage).Dispose();
        _folder.Dispose();
        await servers.DropAsync(_coordinator, _parts);
    }

    protected override async Task<ISipasStorage> CreateAsync()
    {
        (_coordinator, _parts) = await servers.NewStoreAsync();
        return new PostgreSqlStorage(_coordinator, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { ReceiptKeyPath = _folder.File("key.pem") });
    }
}
