using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Sipas.Problems;
using SQLitePCL;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Holds that a path still names the files that were opened under it. SQLite goes on writing to a file that was moved, deleted or replaced, and to a log that was deleted: what it wrote is gone when the process ends.</summary>
/// <remarks>A few calls of the system each time: some microseconds each, where a commit waits milliseconds for the disk. Safe for concurrent use, but for what is said of the content: that belongs to whoever holds the writer's place.</remarks>
internal sealed class SqliteFileWatch(string path, StoreLoss loss)
{
    private readonly object _lock = new();

    // A reference, so that it is never read half written.
    private volatile StrongBox<FileStat>? _opened;
    private SqliteConnection? _writer;
    private Companion? _log;
    private Companion? _index;
    private (long Length, long WrittenAt) _content;

    /// <summary>Whether the file was opened before.</summary>
    public bool HasOpened => _opened is not null;

    /// <summary>Whether one of the files was found gone; what lies at the path now was not written to by us.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Takes in which file is open; the first call decides.</summary>
    public void Open()
    {
        lock (_lock)
        {
            if (_opened is null && FileStat.Of(path) is { } file)
            {
                _content = ContentOf(file);
                _opened = new StrongBox<FileStat>(file);
            }
        }

        Require();
    }

    /// <summary>Refuses to go on when the path names another file than the one that was opened, or none.</summary>
    /// <exception cref="StoreUnavailableException">It does (<c>STO0120</c>).</exception>
    public void Require()
    {
        loss.Require();
        if (_opened is { } opened && (FileStat.Of(path) is not { } there || !there.IsSameFile(opened.Value)))
        {
            IsLost = true;
            throw loss.Note(new Problem(ProblemCodes.StoreFileGone, path));
        }
    }

    /// <summary>As <see cref="Require()"/>, for a write that has begun: its log and the log's index too.</summary>
    /// <param name="writer">The connection that writes.</param>
    /// <param name="usesLog">Whether the database has a write-ahead log.</param>
    /// <exception cref="StoreUnavailableException">One of the files is not the one that was opened (<c>STO0120</c>, <c>STO0122</c>).</exception>
    public void Require(SqliteConnection writer, bool usesLog)
    {
        Require();
        lock (_lock)
        {
            RequireCompanions(writer, usesLog);
        }
    }

    /// <summary>Whether somebody wrote to the file since <see cref="Accept"/>: a checkpoint of any process, or whoever copied another file over it.</summary>
    /// <param name="content">What to accept when the content is right.</param>
    public bool HasChanged(out (long Length, long WrittenAt) content)
    {
        content = ContentOf(FileStat.Of(path));
        return content != _content;
    }

    /// <summary>Takes what lies there as right.</summary>
    public void Accept((long Length, long WrittenAt) content) => _content = content;

    private static (long Length, long WrittenAt) ContentOf(FileStat? stat) => stat is { } file ? (file.Length, file.WrittenAt) : default;

    private void RequireCompanions(SqliteConnection writer, bool usesLog)
    {
        if (!ReferenceEquals(_writer, writer))
        {
            // While a connection is open nobody removes its log; before, the last one that closed may have.
            (_log, _index) = (null, null);
            if (usesLog && raw.sqlite3_db_filename(writer.Handle, "main").utf8_to_string() is { Length: > 0 } file)
            {
                (_log, _index) = (Companion.Of(file + "-wal"), Companion.Of(file + "-shm"));
            }

            _writer = writer;
        }

        foreach (Companion? companion in (Companion?[])[_log, _index])
        {
            if (companion is { } known && !known.IsThere())
            {
                IsLost = true;
                throw loss.Note(new Problem(ProblemCodes.StoreLogGone, path, known.Path));
            }
        }
    }

    /// <summary>A file beside the database, as it was when the connection was opened.</summary>
    private readonly record struct Companion(string Path, FileStat? Opened)
    {
        public static Companion Of(string path) => new(path, FileStat.Of(path));

        public bool IsThere() => Opened is { } opened && FileStat.Of(Path) is { } there && there.IsSameFile(opened);
    }
}
