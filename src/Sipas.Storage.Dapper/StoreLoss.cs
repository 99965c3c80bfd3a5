using Sipas.Problems;

namespace Sipas.Storage.Dapper;

/// <summary>Remembers that a store went away under its host: from then on it gives and takes nothing until the host is started again. Safe for concurrent use.</summary>
/// <param name="options">Takes what an operator must know, once.</param>
internal sealed class StoreLoss(SqlStorageOptions options)
{
    private Problem? _lost;

    /// <summary>Refuses to go on when the store is gone.</summary>
    /// <exception cref="StoreUnavailableException">It is.</exception>
    public void Require()
    {
        if (_lost is { } problem)
        {
            throw Error(problem);
        }
    }

    /// <summary>Notes the loss.</summary>
    /// <param name="problem">What happened, and what to do.</param>
    /// <returns>What callers are told.</returns>
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
