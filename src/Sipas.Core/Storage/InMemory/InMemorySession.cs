using Sipas.Common;

namespace Sipas.Storage.InMemory;

/// <summary>The lock and the clock that the parts of an in-memory storage share.</summary>
internal sealed class InMemorySession(TimeProvider? clock)
{
    private readonly object _gate = new();
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Server time, in whole milliseconds of UTC.</summary>
    public DateTimeOffset Now => Iso8601.CutToMilliseconds(_clock.GetUtcNow().ToUniversalTime());

    /// <summary>Runs a step while no other step runs. A step may run others.</summary>
    public T Run<T>(Func<T> step)
    {
        lock (_gate)
        {
            return step();
        }
    }

    /// <summary>As <see cref="Run"/>, unless cancelled before.</summary>
    public Task<T> RunAsync<T>(Func<T> step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Run(step));
    }

    /// <summary>As <see cref="Run"/>, unless cancelled before.</summary>
    public Task RunAsync(Action step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            step();
        }

        return Task.CompletedTask;
    }
}
