using System.Runtime.CompilerServices;
using Sipas.Ballots;
using Sipas.Receipts;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;

namespace MariaDbStore;

/// <summary>The contract of storages on MariaDB.</summary>
[NeedsMariaDb]
public sealed class MariaDbStorageTests(MariaDbServer server) : StorageContract, IClassFixture<MariaDbServer>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-mariadb-store-").FullName;
    private string _database = "";

    public override async Task DisposeAsync()
    {
        ((IDisposable)Storage).Dispose();
        Directory.Delete(_folder, recursive: true);
        await server.DropAsync(_database);
    }

    protected override async Task<ISipasStorage> CreateAsync()
    {
        _database = await server.NewDatabaseAsync();
        return New();
    }

    [StorageFact]
    public async Task OpenAsync_AfterReopening_GoesOnWithLogAndKey()
    {
        AppendOutcome first = (await AppendAsync(SampleBallots.Draft(1)))[0];
        using MariaDbStorage again = New();
        await again.OpenAsync(default);

        AppendOutcome[] outcomes =
            [.. await again.Ballots.AppendAsync([SampleBallots.Draft(1), SampleBallots.Draft(2)], false, default)];

        Assert.Equal((first.Receipt, AppendStatus.AlreadyStored), (outcomes[0].Receipt, outcomes[0].Status));
        Assert.Equal((2L, first.Receipt!.KeyId), (outcomes[1].Sequence, outcomes[1].Receipt!.KeyId));
    }

    [StorageFact]
    public async Task AppendAsync_TwoStoragesOnOneDatabase_ShareOneLog()
    {
        using MariaDbStorage other = New();
        await other.OpenAsync(default);

        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (int i = 1; i <= 40; i++)
                {
                    await AppendAsync(SampleBallots.Draft(i));
                }
            }),
            Task.Run(async () =>
            {
                for (int i = 21; i <= 60; i++)
                {
                    await other.Ballots.AppendAsync([SampleBallots.Draft(i)], false, default);
                }
            }));

        List<long> sequences = [];
        await foreach (StoredBallot ballot in Storage.Log.ReadStoredAsync(0, default))
        {
            sequences.Add(ballot.Sequence);
        }

        Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i), sequences);
        await AssertProofAsync(60);
    }

    // The provider is an example of how little a further engine needs.
    [Fact]
    public void Provider_WithoutItsScript_HasAtMostFourHundredLines()
    {
        string folder = Path.Combine(SamplesFolder(), "MariaDbStore");
        string[] files = [.. Directory.GetFiles(folder, "*.cs", SearchOption.TopDirectoryOnly)];

        Assert.Equal(2, files.Length);
        Assert.InRange(files.Sum(file => File.ReadLines(file).Count()), 1, 400);
    }

    private static string SamplesFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;

    private MariaDbStorage New() => new(_database, SampleBallots.Packs, TimeProvider.System,
        new SqlStorageOptions { ReceiptKeyPath = Path.Combine(_folder, "receipt-key.pem") });
}
