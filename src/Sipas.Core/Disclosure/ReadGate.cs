namespace Sipas.Disclosure;

/// <summary>
/// Lets few figures be computed at the same time, whoever asks for them, so that the other processors are left to ballots. Safe for
/// concurrent use.
/// </summary>
public sealed class ReadGate : IDisposable
{
    private readonly SemaphoreSlim _places;
    private readonly int _most;
    private int _inside;

    /// <summary>Opens the gate.</summary>
    /// <param name="settings">How many pass at once, and how many wait.</param>
    public ReadGate(ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        AtOnce = settings.AtOnce > 0 ? settings.AtOnce : Math.Max(1, Environment.ProcessorCount / 2);
        _most = AtOnce + settings.Waiting;
        _places = new SemaphoreSlim(AtOnce, AtOnce);
    }

    /// <summary>Figures that are computed at the same time: 1 or more.</summary>
    public int AtOnce { get; }

    /// <summary>Passes the gate, in the order of arrival as a rule.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What gives the place back; null when as many wait as may.</returns>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _inside) > _most)
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
