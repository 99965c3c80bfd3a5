namespace Sipas.Collection;

/// <summary>What a code of the counter, or the stamp that a page got for it, proves.</summary>
public enum CounterOutcome
{
    /// <summary>Nothing: none was shown, or the unit has no display.</summary>
    None = 0,

    /// <summary>Somebody was at the counter when the page was opened.</summary>
    Proven = 1,

    /// <summary>It is forged, of another unit, or too old.</summary>
    Ended = 2,

    /// <summary>It is genuine, but was used as often as it may be.</summary>
    UsedUp = 3,
}
