namespace Sipas.Quarantine;

/// <summary>Reason why a submission is held.</summary>
internal enum HeldSubmissionKind
{
    /// <summary>The server rejected it permanently: it is quarantined until an officer decides.</summary>
    Quarantine = 1,

    /// <summary>It was completed during the trial phase of its device.</summary>
    Trial = 2,
}
