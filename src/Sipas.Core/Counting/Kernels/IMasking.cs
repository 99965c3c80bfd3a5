namespace Sipas.Counting.Kernels;

/// <summary>Selects the ballots of a block that a kernel counts.</summary>
internal interface IMasking
{
    /// <summary>Whether only ballots whose bit is set in the block's mask are counted.</summary>
    static abstract bool ByBlock { get; }

    /// <summary>Whether only ballots whose code has bit 3 set are counted, lane by lane.</summary>
    static abstract bool ByFourthPlane { get; }
}
