namespace Sipas.Quarantine;

/// <summary>Result of storing a held submission.</summary>
internal enum HeldSubmissionStatus
{
    /// <summary>It was stored.</summary>
    Stored,

    /// <summary>The same bytes were already stored under this id.</summary>
    AlreadyStored,

    /// <summary>Other bytes are stored under this id; only for trial ballots. Nothing was written.</summary>
    Conflict,

    /// <summary>The maximum number of waiting submissions of this sender is reached. Nothing was written.</summary>
    Full,
}
