namespace Sipas.Counter;

/// <summary>Outcome of checking a code of the counter, or the stamp that a page got for it.</summary>
internal enum CounterOutcome
{
    /// <summary>Nothing is proven: none was presented, or the unit has no display.</summary>
    None = 0,

    /// <summary>A person was at the counter when the page was opened.</summary>
    Proven = 1,

    /// <summary>The code or stamp is forged, belongs to another unit, or is too old.</summary>
    Ended = 2,

    /// <summary>The code or stamp is genuine, but was used the maximum number of times.</summary>
    UsedUp = 3,
}
