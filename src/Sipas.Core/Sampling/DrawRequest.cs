using Sipas.Common;
using Sipas.Plans;

namespace Sipas.Sampling;

/// <summary>The input of a draw.</summary>
public sealed record DrawRequest
{
    /// <summary>Stratum columns, stages and reserve rule.</summary>
    public required DrawDesign Design { get; init; }

    /// <summary>
    /// The number of units to draw at the first stage in each stratum of the frame: see
    /// <see cref="AllocationResult.ToQuotas"/>. 0 excludes a stratum. Ignored with <see cref="SelectionMethod.All"/>;
    /// with a <see cref="StageDesign.Step"/> only 0 has an effect.
    /// </summary>
    public required IReadOnlyDictionary<string, long> Quotas { get; init => field = VietnameseText.ComposeKeys(value); }

    /// <summary>
    /// The seed; null only if every start was drawn by lot (<see cref="StageDesign.Starts"/>) and nothing else is drawn
    /// at random, neither a stage nor a reserve.
    /// </summary>
    public required DrawSeed? Seed { get; init; }

    /// <summary>The seed of the permanent random numbers, the same from year to year; null to use the seed of the draw.</summary>
    public ulong? PermanentSeed { get; init; }

    /// <summary>The time, from the host's clock.</summary>
    public required DateTimeOffset DrawnAt { get; init; }

    /// <summary>Code of the plan, for the certificate.</summary>
    public string? Plan { get; init; }

    /// <summary>The seal of the frame; a frame that has changed since sealing is rejected.</summary>
    internal FrameSeal? Seal { get; init; }
}
