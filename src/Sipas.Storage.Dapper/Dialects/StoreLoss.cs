using Sipas.Problems;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.Dapper.Dialects;

/// <summary>Records that a store disappeared during operation: from then on reads and writes fail until the host is
/// restarted. Safe for concurrent use.</summary>
/// <param name="options">Receives the problem for the operator, once.</param>
internal sealed class StoreLoss(SqlStorageOptions options)
{
    private Problem? _lost;

    /// <summary>Throws when the store is gone.</summary>
    /// <exception cref="StoreUnavailableException">The store is gone.</exception>
    public void Require()
    {
        if (_lost is { } problem)
        {
            throw Error(problem);
        }
    }

    /// <summary>Records the loss.</summary>
    /// <param name="problem">The cause, and the action to take.</param>
    /// <returns>The exception for callers.</returns>
    public StoreUnavailableException Note(Problem problem)
    {
        if (Interlocked.CompareExchange(ref _lost, problem, null) is { } former)
        {
            return Error(former);
        }

        options.OnProblem?.Invoke(problem);
        return Error(problem);
    }

    private static StoreUnavailableException Error(Problem problem) => new(StoreUnavailability.Gone, new SipasException(problem));
}
