using System.Diagnostics;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;
using Sipas.Storage.PostgreSql;

namespace Sipas.Storage.Dapper.Crashes;

[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlKillTests(PostgreSqlServer server) : KillTests
{
    private const string Variable = "SIPAS_CRASHER_DATABASE";

    private string _database = "";

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        server.DropAsync(_database).GetAwaiter().GetResult();
    }

    private protected override async Task NewStoreAsync(int series)
    {
        await server.DropAsync(_database);
        _database = await server.NewBallotDatabaseAsync();
    }

    private protected override string[] StoreArguments => ["postgresql", Variable];

    private protected override void Prepare(ProcessStartInfo start) => start.Environment[Variable] = _database;

    private protected override SqlStorage Open() =>
        new PostgreSqlStorage(_database, SampleBallots.Packs, TimeProvider.System, new SqlStorageOptions { ReceiptKeyPath = KeyPath });

    // Every third time the server goes down without a checkpoint at the same moment.
    private protected override async Task StrikeAsync(int round)
    {
        if (round % 3 == 2)
        {
            await server.StopAsync("immediate");
            await server.StartAsync();
        }
    }
}
