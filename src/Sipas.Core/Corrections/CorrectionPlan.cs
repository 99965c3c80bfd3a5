namespace Sipas.Corrections;

/// <summary>Effect of a file of numbered ballots on the stored ballots.</summary>
/// <param name="New">Number of ballots that are not stored yet.</param>
/// <param name="Same">Number of ballots that are, or were once, stored with the same content.</param>
/// <param name="Corrections">Ballots that are stored with other content.</param>
internal sealed record CorrectionPlan(long New, long Same, IReadOnlyList<PlannedCorrection> Corrections)
{
    /// <summary>For unchanged ballots that are stored as corrections: id of the corrected ballot by position.</summary>
    internal IReadOnlyDictionary<int, Guid> Known { get; init; } = new Dictionary<int, Guid>();
}
