using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sipas.Sampling;

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
        CultureInfo.InvariantCulture,
        $"{entry.Number}\t{entry.Cell}\t{entry.OrderInCell}\t{entry.RowNumber}\t{entry.UnitId}\t{entry.Probability.Value:R}");
}
