namespace Sipas.AspNetCore.Admin;

/// <summary>A test of the officer's pages: a host of its own, and an officer who sends forms.</summary>
public abstract class OfficerTest : IAsyncLifetime
{
    private protected TestHost Host { get; private set; } = null!;

    private protected OfficerRun Officer { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await TestHost.StartAsync();
        Officer = new OfficerRun(Host);
    }

    public async Task DisposeAsync()
    {
        Officer.Dispose();
        await Host.DisposeAsync();
    }
}
