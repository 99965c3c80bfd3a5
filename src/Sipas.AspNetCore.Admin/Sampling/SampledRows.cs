using Sipas.Sampling;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>The frame rows of sampled cases.</summary>
internal static class SampledRows
{
    /// <summary>Reads the rows of some cases in one pass over the frame.</summary>
    /// <returns>Cells by row number; erased rows are left out.</returns>
    public static Dictionary<long, IReadOnlyList<string>> Read(IFrameSource frame, IEnumerable<SampleEntry> entries)
    {
        HashSet<long> wanted = [.. entries.Select(entry => entry.RowNumber)];
        return frame.ReadRows().Where(row => wanted.Contains(row.Number))
            .ToDictionary(row => row.Number, row => (IReadOnlyList<string>)[.. row.Cells]);
    }
}
