namespace Sipas.Problems;

/// <summary>The store cannot be used now. Nothing was written; the same call may succeed later.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Reason why the store cannot be used now.</param>
    /// <param name="inner">The store's own error.</param>
    public StoreUnavailableException(StoreUnavailability reason, Exception? inner = null)
        : base(reason switch
        {
            StoreUnavailability.Full => "The disk of the store is full.",
            StoreUnavailability.Unreachable => "The store cannot be reached.",
            StoreUnavailability.Failing => "The disk of the store failed to read or to write.",
            StoreUnavailability.Gone => "The store was moved, deleted or replaced.",
            _ => "The store is busy.",
        }, inner) => Reason = reason;

    /// <summary>Reason why the store cannot be used now.</summary>
    public StoreUnavailability Reason { get; }

    /// <summary>Code of the problem reported to a sender.</summary>
    public string ProblemCode => CodeOf(Reason);

    internal static string CodeOf(StoreUnavailability reason) => reason switch
    {
        StoreUnavailability.Full => ProblemCodes.StoreFull,
        StoreUnavailability.Unreachable => ProblemCodes.StoreUnreachable,
        StoreUnavailability.Failing => ProblemCodes.StoreFailing,
        StoreUnavailability.Gone => ProblemCodes.StoreGone,
        _ => ProblemCodes.StoreBusy,
    };
}
