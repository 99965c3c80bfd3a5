namespace Sipas.Limits;

public class ReadGateTests
{
    [Fact]
    public async Task Enter_MoreThanMayAndMayWait_AreTurnedAwayAndOthersTakeTheirTurn()
    {
        using var gate = new ReadGate(new ReadSettings { AtOnce = 1, Waiting = 1 });
        IDisposable first = (await gate.EnterAsync(default))!;
        Task<IDisposable?> second = gate.EnterAsync(default);

        Assert.False(second.IsCompleted);
        Assert.Null(await gate.EnterAsync(default));
        first.Dispose();
        first.Dispose();
        using IDisposable? entered = await second;
        Assert.NotNull(entered);

        // Who goes away while waiting leaves the place to others.
        using var gone = new CancellationTokenSource();
        Task<IDisposable?> third = gate.EnterAsync(gone.Token);
        Assert.Null(await gate.EnterAsync(default));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        Assert.False(gate.EnterAsync(default).IsCompleted);
    }

    [Fact]
    public void AtOnce_ByDefault_LeavesProcessorsToBallots()
    {
        using var gate = new ReadGate(new ReadSettings());

        Assert.Equal(Math.Max(1, Environment.ProcessorCount / 2), gate.AtOnce);
    }
}
