using Sipas.Ballots;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace OwnStore;

/// <summary>The contract tests of storages, inherited from their package, and tests of this storage's additional
/// behaviour.</summary>
public sealed class WitnessedStorageTests : StorageContract
{
    private readonly string _path = Path.GetTempFileName();

    public override Task DisposeAsync()
    {
        ((IDisposable)Storage).Dispose();
        File.Delete(_path);
        return Task.CompletedTask;
    }

    protected override Task<ISipasStorage> CreateAsync() =>
        Task.FromResult<ISipasStorage>(new WitnessedStorage(new InMemoryStorage(), _path));

    [Fact]
    public async Task AppendAsync_FromManyCallers_WitnessesEachBallotOnceInTheLogsOrder()
    {
        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => Task.Run(() => AppendAsync(SampleBallots.Draft(i)))));
        await AppendAsync(SampleBallots.Draft(7), SampleBallots.Draft(41));

        var stored = new List<string>();
        await foreach (StoredBallot ballot in Storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add($"{ballot.Sequence} {Convert.ToHexString(ballot.ContentHash.Span)}");
        }

        using var file = new StreamReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        Assert.Equal(41, stored.Count);
        Assert.Equal(stored, (await file.ReadToEndAsync()).TrimEnd().Split('\n'));
    }
}
