namespace Sipas.Storage;

/// <summary>Why a store cannot be used now.</summary>
public enum StoreUnavailability
{
    /// <summary>Others are writing, and the waiting time is over.</summary>
    Busy,

    /// <summary>There is no room on the disk.</summary>
    Full,

    /// <summary>Its server does not answer, or is shutting down.</summary>
    Unreachable,

    /// <summary>Its disk failed to read or to write.</summary>
    Failing,

    /// <summary>It was moved, deleted or replaced under the host. It stays so until the host is started again.</summary>
    Gone,
}

/// <summary>The store cannot be used now; the same call may go through later. Nothing of it was written.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="reason">Why it cannot be used now.</param>
    /// <param name="inner">The store's own error.</param>
    public StoreUnavailableException(StoreUnavailability reason, Exception? inner = null)
        : base(reason switch
        {
            StoreUnavailability.Full => "The store has no room.",
            StoreUnavailability.Unreachable => "The store cannot be reached.",
            StoreUnavailability.Failing => "The disk of the store failed to read or to write.",
            StoreUnavailability.Gone => "The store was moved, deleted or replaced.",
            _ => "The store is busy.",
        }, inner) => Reason = reason;

    /// <summary>Why it cannot be used now.</summary>
    public StoreUnavailability Reason { get; }

    /// <summary>The code of the problem that a sender is told.</summary>
    public string ProblemCode => CodeOf(Reason);

    internal static string CodeOf(StoreUnavailability reason) => reason switch
    {
        StoreUnavailability.Full => Problems.ProblemCodes.StoreFull,
        StoreUnavailability.Unreachable => Problems.ProblemCodes.StoreUnreachable,
        StoreUnavailability.Failing => Problems.ProblemCodes.StoreFailing,
        StoreUnavailability.Gone => Problems.ProblemCodes.StoreGone,
        _ => Problems.ProblemCodes.StoreBusy,
    };
}
