namespace Sipas.Sampling;

/// <summary>
/// A sampling frame (transactions, households, organisation units) that can be read row by row any number of times with
/// the same result. It is never held in memory as a whole.
/// </summary>
public interface IFrameSource
{
    /// <summary>Name of the frame, for messages and certificates.</summary>
    string Name { get; }

    /// <summary>The column names.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Reads the rows from the first to the last.</summary>
    IEnumerable<FrameRow> ReadRows();
}
