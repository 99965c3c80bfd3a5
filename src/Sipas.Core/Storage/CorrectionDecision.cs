namespace Sipas.Storage;

/// <summary>What the second account decides on a correction.</summary>
public enum CorrectionDecision
{
    /// <summary>The ballots of the file take the place of the kept ones.</summary>
    Confirmed = 1,

    /// <summary>Nothing of the file is kept.</summary>
    Rejected = 2,
}
