namespace Sipas.Corrections;

/// <summary>Decision of the second account on a correction.</summary>
internal enum CorrectionDecision
{
    /// <summary>The ballots of the file replace the stored ones.</summary>
    Confirmed = 1,

    /// <summary>Nothing of the file is stored.</summary>
    Rejected = 2,
}
