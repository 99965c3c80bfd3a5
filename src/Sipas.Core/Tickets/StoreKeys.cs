using Sipas.Problems;

namespace Sipas.Tickets;

/// <summary>Opens the keys of the personal-data store on first use, and creates them if there are none. Safe for concurrent use.</summary>
/// <param name="store">The personal-data store; null where the host has none.</param>
internal sealed class StoreKeys(ITicketStore? store) : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile TicketKeyring? _keys;

    /// <summary>Returns the keys.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">
    /// The host has no personal-data store (<c>PPL0006</c>), or its keys cannot be used (<c>TKT0006</c>,
    /// <c>TKT0021</c>, <c>STO0127</c>).
    /// </exception>
    public async Task<TicketKeyring> OpenAsync(CancellationToken cancellationToken)
    {
        if (_keys is { } known)
        {
            return known;
        }

        if (store is null)
        {
            throw new SipasException(new Problem(ProblemCodes.PersonalDataStorageMissing, nameof(StoreKeys), null,
                "builder.Services.AddSipas(…).UsePersonalDataStorage(…)"));
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _keys ??= (await store.OpenTicketKeysAsync(make: true, cancellationToken).ConfigureAwait(false))
                ?? throw new InvalidOperationException("The storage of people is only read, and there are no keys.");
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _opening.Dispose();
}
