using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Designs;

namespace Sipas.Sampling;

/// <summary>The list on which a unit was drawn.</summary>
public enum ListRole
{
    /// <summary>The official list (danh sách chính thức).</summary>
    Official,

    /// <summary>The reserve list (danh sách dự phòng), hidden from interviewers until a unit is activated.</summary>
    Reserve,
}

/// <summary>
/// One sampling unit on a list. It contains the frame row and the id but no personal data: names and phone numbers
/// remain in the frame.
/// </summary>
public sealed record SampleEntry
{
    /// <summary>The list.</summary>
    public required ListRole Role { get; init; }

    /// <summary>Number on the list, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>
    /// The short code used in fieldwork: <c>C12</c> is number 12 of the official list (chính thức), <c>D3</c> number 3
    /// of the reserve list (dự phòng).
    /// </summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{(Role == ListRole.Official ? 'C' : 'D')}{Number}");

    /// <summary>
    /// The cell: the stratum, with several stages followed by the clusters, joined by <c> / </c>. Substitution is
    /// restricted to the cell.
    /// </summary>
    public required string Cell { get; init; }

    /// <summary>Order in the cell, from 1: for a reserve unit the order of use.</summary>
    public required long OrderInCell { get; init; }

    /// <summary>Row number in the frame.</summary>
    public required long RowNumber { get; init; }

    /// <summary>The id in the frame.</summary>
    public required string UnitId { get; init; }

    /// <summary>
    /// The inclusion probability at each stage; for a reserve unit, its probability of selection for the official list.
    /// </summary>
    public required IReadOnlyList<InclusionProbability> StageProbabilities { get; init; }

    /// <summary>The inclusion probability over all stages: their product.</summary>
    public InclusionProbability Probability => new(StageProbabilities.Aggregate(1.0, (product, stage) => product * stage.Value));

    /// <summary>Number of frame units it represents: 1/π. A substitute takes the weight of the unit it replaces.</summary>
    public double DesignWeight => Probability.DesignWeight;
}

/// <summary>A drawn list in a fixed order.</summary>
public sealed class SampleList
{
    /// <summary>Creates a list.</summary>
    /// <param name="role">The list.</param>
    /// <param name="entries">The units in order.</param>
    public SampleList(ListRole role, IReadOnlyList<SampleEntry> entries) => (Role, Entries) = (role, entries);

    /// <summary>The role of the list.</summary>
    public ListRole Role { get; }

    /// <summary>The units in order.</summary>
    public IReadOnlyList<SampleEntry> Entries { get; }

    /// <summary>Computes the SHA-256 of the canonical text: 64 lower-case hexadecimal digits.</summary>
    /// <remarks>
    /// UTF-8 lines ended by a line feed: <c>sipas-list/1 official</c> (or <c>reserve</c>), then each unit as number,
    /// cell, order in cell, row number, id and π, separated by tabs.
    /// </remarks>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"sipas-list/1 {(Role == ListRole.Official ? "official" : "reserve")}\n"));
        foreach (SampleEntry entry in Entries)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(LineOf(entry) + "\n"));
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    /// <summary>Returns the canonical line of a unit, without its line feed.</summary>
    /// <param name="entry">The unit.</param>
    internal static string LineOf(SampleEntry entry) => string.Create(
        CultureInfo.InvariantCulture, $"{entry.Number}\t{entry.Cell}\t{entry.OrderInCell}\t{entry.RowNumber}\t{entry.UnitId}\t{entry.Probability.Value:R}");
}
