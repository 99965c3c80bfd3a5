using Microsoft.Extensions.Time.Testing;
using Sipas.Storage.Contract;

namespace Sipas.Storage.Dapper;

public sealed class InMemoryPersonalDataStorageTests : PersonalDataContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override Task<IPersonalDataStorage> CreateAsync() =>
        Task.FromResult<IPersonalDataStorage>(new InMemoryPersonalDataStorage(new FakeTimeProvider(SampleBallots.Noon)));
}
