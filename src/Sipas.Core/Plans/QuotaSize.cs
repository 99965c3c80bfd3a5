using Sipas.Common;

namespace Sipas.Plans;

/// <summary>A number for each stratum, as in provincial plans; there is nothing to allocate.</summary>
internal sealed record QuotaSize : SizeRule
{
    /// <summary>
    /// The number for each stratum without an entry in <see cref="Quotas"/>: 1 or more; null when every stratum has
    /// one.
    /// </summary>
    public long? Each { get; init; }

    /// <summary>Numbers by stratum code.</summary>
    public IReadOnlyDictionary<string, long> Quotas
    {
        get;
        init => field = VietnameseText.ComposeKeys(value ?? new Dictionary<string, long>());
    } = new Dictionary<string, long>();
}
