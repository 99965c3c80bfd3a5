using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Designs;

namespace Sipas.Sampling;

/// <summary>Which list a unit is on.</summary>
public enum ListRole
{
    /// <summary>The official list (danh sách chính thức).</summary>
    Official,

    /// <summary>The reserve list (danh sách dự phòng), hidden from interviewers until a unit is put into use.</summary>
    Reserve,
}

/// <summary>One unit on a list. It names the frame row and the id, no person: names and phones stay in the frame.</summary>
public sealed record SampleEntry
{
    /// <summary>Which list it is on.</summary>
    public required ListRole Role { get; init; }

    /// <summary>Number on the list, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>How fieldwork names it: <c>C12</c> is number 12 of the official list (chính thức), <c>D3</c> number 3 of the reserve (dự phòng).</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{(Role == ListRole.Official ? 'C' : 'D')}{Number}");

    /// <summary>The cell: the stratum, with several stages also the clusters, joined by <c> / </c>. Substitution stays inside it.</summary>
    public required string Cell { get; init; }

    /// <summary>Order in the cell, from 1: for a reserve unit the order of use.</summary>
    public required long OrderInCell { get; init; }

    /// <summary>Number of the frame row.</summary>
    public required long RowNumber { get; init; }

    /// <summary>The id in the frame.</summary>
    public required string UnitId { get; init; }

    /// <summary>The inclusion probability at each stage; for a reserve unit the one it had for the official list.</summary>
    public required IReadOnlyList<InclusionProbability> StageProbabilities { get; init; }

    /// <summary>The inclusion probability over all stages: their product.</summary>
    public InclusionProbability Probability => new(StageProbabilities.Aggregate(1.0, (product, stage) => product * stage.Value));

    /// <summary>Frame units it stands for: 1/π. A substitute takes the weight of the unit it replaces.</summary>
    public double DesignWeight => Probability.DesignWeight;
}

/// <summary>A drawn list in its fixed order.</summary>
public sealed class SampleList
{
    /// <summary>Makes a list.</summary>
    /// <param name="role">Which list it is.</param>
    /// <param name="entries">Its units in their order.</param>
    public SampleList(ListRole role, IReadOnlyList<SampleEntry> entries) => (Role, Entries) = (role, entries);

    /// <summary>Which list it is.</summary>
    public ListRole Role { get; }

    /// <summary>Its units in their order.</summary>
    public IReadOnlyList<SampleEntry> Entries { get; }

    /// <summary>SHA-256 of the canonical text: 64 hexadecimal digits in lower case.</summary>
    /// <remarks>UTF-8 lines ended by a line feed: <c>sipas-list/1 official</c> (or <c>reserve</c>), then each unit as number, cell, order in cell, row number, id and π with tabs between.</remarks>
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

    /// <summary>The canonical line of a unit, without its line feed.</summary>
    /// <param name="entry">The unit.</param>
    internal static string LineOf(SampleEntry entry) => string.Create(
        CultureInfo.InvariantCulture, $"{entry.Number}\t{entry.Cell}\t{entry.OrderInCell}\t{entry.RowNumber}\t{entry.UnitId}\t{entry.Probability.Value:R}");
}
