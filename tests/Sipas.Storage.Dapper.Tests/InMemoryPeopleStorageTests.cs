using Sipas.Storage.Contract;

namespace Sipas.Storage.Dapper;

public sealed class InMemoryPeopleStorageTests : PeopleContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override Task<IPeopleStorage> CreateAsync() => Task.FromResult<IPeopleStorage>(new InMemoryPeopleStorage(new ManualClock(SampleBallots.Noon)));
}
