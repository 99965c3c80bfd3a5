using Sipas.Common;

namespace Sipas.Plans;

/// <summary>One stage of a draw: the clusters, or at the last stage the rows, and their selection method.</summary>
public sealed record StageDesign
{
    /// <summary>The frame column that names the clusters of this stage; null at the last stage, which draws rows.</summary>
    public string? ClusterColumn { get; init; }

    /// <summary>The selection method.</summary>
    public required SelectionMethod Method { get; init; }

    /// <summary>
    /// Number of units drawn in each cluster of the previous stage: 1 or more; all if there are fewer. Null at the
    /// first stage (the allocation determines it), with <see cref="SelectionMethod.All"/>, and with a
    /// <see cref="Step"/>.
    /// </summary>
    public long? Take { get; init; }

    /// <summary>
    /// The step k of <see cref="SelectionMethod.SystematicStep"/>: a whole number, 1 to N; null for N/n rounded down.
    /// With a step <see cref="Take"/> is null, and the allocation only determines which strata are excluded. Null for
    /// every other method.
    /// </summary>
    public decimal? Step { get; init; }

    /// <summary>
    /// Starts drawn by lot, keyed by the path of the group: the stratum, at later stages followed by the clusters;
    /// <c>*</c> without stratum columns. A group without an entry takes its start from the seed.
    /// </summary>
    /// <remarks>
    /// With a whole step: a whole number from 1 to k. Circular: a whole number from 1 to N. With the fractional
    /// interval k = N/n, or Σa/n by sizes: above 0, at most k. See docs/method/selection.md.
    /// </remarks>
    public IReadOnlyDictionary<string, decimal> Starts
    {
        get;
        init => field = VietnameseText.ComposeKeys(value ?? new Dictionary<string, decimal>());
    } = new Dictionary<string, decimal>();

    /// <summary>
    /// The frame column with the size of a unit: 0 or more, integer or decimal. Null for clusters whose size is their
    /// number of rows.
    /// </summary>
    public string? SizeColumn { get; init; }

    /// <summary>
    /// Frame columns by which units are sorted in serpentine order before a systematic draw; empty to retain the order
    /// of the frame. Integers sort numerically, other cells by their UTF-16 code units.
    /// </summary>
    public IReadOnlyList<string> SortColumns { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Whether clusters in different strata, or in different clusters of the previous stage, may have the same code.
    /// Otherwise a repeated code is an error, because it usually is a mistake in the frame.
    /// </summary>
    public bool CodesRepeat { get; init; }

    /// <summary>Codes of clusters that are included with certainty, in addition to the number drawn at random.</summary>
    public IReadOnlyList<string> CertaintyCodes { get; init => field = value ?? []; } = [];
}
