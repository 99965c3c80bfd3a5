using Sipas.Storage.Dapper.Rows;

namespace Sipas.Storage.Dapper.Dialects;

/// <summary>Data that this process has read from or written to its store. A dialect compares it with the database to find out whether
/// another database is in its place.</summary>
/// <remarks>Used only by the holder of the writer lock.</remarks>
public sealed class StoreIdentity
{
    // The newest ballot of each of this many commits: about ten checkpoints of SQLite.
    private const int MaxMarks = 1024;

    private readonly Queue<LogMark> _marks = new();

    internal StoreIdentity()
    {
    }

    /// <summary>The secret of the table <c>value_secret</c>, which is written once; null until the store is open.</summary>
    public byte[]? Secret { get; internal set; }

    /// <summary>Committed ballots, oldest first: the last one when the store was opened, and the last one of each append since.</summary>
    public IReadOnlyCollection<LogMark> Marks => _marks;

    internal void Add(LogMark mark)
    {
        _marks.Enqueue(mark);
        if (_marks.Count > MaxMarks)
        {
            _marks.Dequeue();
        }
    }
}
