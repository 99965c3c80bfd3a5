using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>Handles the problems of a request that services report by an exception. Failures of the store pass: they get
/// the response of <see cref="StoreFaults"/>.</summary>
internal static class ReportedProblems
{
    /// <summary>Runs an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="refused">Receives the problems if there are any; returns the result instead of the action's.</param>
    public static async Task<T> HandleAsync<T>(Func<Task<T>> action, Func<IReadOnlyList<Problem>, T> refused)
    {
        try
        {
            return await action();
        }
        catch (SipasException error) when (!StoreFaults.Is(error))
        {
            return refused(error.Problems);
        }
    }

    /// <inheritdoc cref="HandleAsync{T}(Func{Task{T}}, Func{IReadOnlyList{Problem}, T})"/>
    public static T Handle<T>(Func<T> action, Func<IReadOnlyList<Problem>, T> refused)
    {
        try
        {
            return action();
        }
        catch (SipasException error) when (!StoreFaults.Is(error))
        {
            return refused(error.Problems);
        }
    }
}
