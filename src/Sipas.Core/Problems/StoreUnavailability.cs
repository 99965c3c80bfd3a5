namespace Sipas.Problems;

/// <summary>Reason why a store cannot be used now.</summary>
public enum StoreUnavailability
{
    /// <summary>Other connections are writing, and the wait timed out.</summary>
    Busy,

    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>The database server does not answer, or is shutting down.</summary>
    Unreachable,

    /// <summary>The disk failed to read or to write.</summary>
    Failing,

    /// <summary>
    /// The store was moved, deleted or replaced while the host was running. It remains unavailable until the host is
    /// restarted.
    /// </summary>
    Gone,
}
