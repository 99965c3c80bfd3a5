using Sipas.ReferenceHost.Demo;

namespace Sipas.ReferenceHost;

/// <summary>The demo province, made once for all these tests.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Database => _folder.File("demo.db");

    public async Task InitializeAsync() => Assert.Equal(39_166, await DemoData.EnsureAsync(Database, default));

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
