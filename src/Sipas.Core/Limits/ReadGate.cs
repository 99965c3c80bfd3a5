namespace Sipas.Limits;

/// <summary>
/// Limits the number of figures computed concurrently, over all clients, so that the remaining processors are available for
/// ballots. Safe for concurrent use.
/// </summary>
internal sealed class ReadGate : IDisposable
{
    private readonly SemaphoreSlim _places;
    private readonly int _maximum;
    private int _inside;

    /// <summary>Creates a gate.</summary>
    /// <param name="settings">The maximum numbers of concurrent and of waiting requests.</param>
    public ReadGate(ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        AtOnce = settings.AtOnce > 0 ? settings.AtOnce : Math.Max(1, Environment.ProcessorCount / 2);
        _maximum = AtOnce + settings.Waiting;
        _places = new SemaphoreSlim(AtOnce, AtOnce);
    }

    /// <summary>Maximum number of figures computed concurrently, 1 or more.</summary>
    public int AtOnce { get; }

    /// <summary>Enters the gate, normally in the order of arrival.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>An object that releases the place when disposed; null if the maximum number of requests is already waiting.</returns>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _inside) > _maximum)
        {
            Interlocked.Decrement(ref _inside);
            return null;
        }

        try
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Interlocked.Decrement(ref _inside);
            throw;
        }

        return new Place(this);
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private sealed class Place(ReadGate gate) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref gate._inside);
                gate._places.Release();
            }
        }
    }
}
