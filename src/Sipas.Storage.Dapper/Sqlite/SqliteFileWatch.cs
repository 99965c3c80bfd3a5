using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Sipas.Problems;
using SQLitePCL;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Files;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Checks that a path still names the files that were opened under it. SQLite continues to write to a file
/// that was moved, deleted or replaced, and to a deleted log: that data is lost when the process ends.</summary>
/// <remarks>A few system calls each time: some microseconds each, whereas a commit waits milliseconds for the disk.
/// Safe for concurrent use, except for the members that concern the content: these are reserved for the holder of the
/// writer lock.</remarks>
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

    /// <summary>Whether one of the files was found missing or replaced; the file that is at the path now is not the one
    /// this process wrote to.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Records which file is open; only the first call has an effect.</summary>
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

    /// <summary>Throws when the path names another file than the one that was opened, or none.</summary>
    /// <exception cref="StoreUnavailableException">The file was moved, deleted or replaced (<c>STO0120</c>).</exception>
    public void Require()
    {
        loss.Require();
        if (_opened is { } opened && (FileStat.Of(path) is not { } there || !there.IsSameFile(opened.Value)))
        {
            IsLost = true;
            throw loss.Note(new Problem(ProblemCodes.StoreFileGone, path));
        }
    }

    /// <summary>As <see cref="Require()"/>, for a write that has begun: also checks its log and the log's index.</summary>
    /// <param name="writer">The connection that writes.</param>
    /// <param name="usesLog">Whether the database has a write-ahead log.</param>
    /// <exception cref="StoreUnavailableException">One of the files is not the one that was opened (<c>STO0120</c>,
    /// <c>STO0122</c>).</exception>
    public void Require(SqliteConnection writer, bool usesLog)
    {
        Require();
        lock (_lock)
        {
            RequireCompanions(writer, usesLog);
        }
    }

    /// <summary>Whether the file was written to since <see cref="Accept"/>: by a checkpoint of any process, or by
    /// copying another file over it.</summary>
    /// <param name="content">The state to accept when the content is right.</param>
    public bool HasChanged(out (long Length, long WrittenAt) content)
    {
        content = ContentOf(FileStat.Of(path));
        return content != _content;
    }

    /// <summary>Accepts the current content as right.</summary>
    public void Accept((long Length, long WrittenAt) content) => _content = content;

    private static (long Length, long WrittenAt) ContentOf(FileStat? stat) => stat is { } file ? (file.Length, file.WrittenAt) : default;

    private void RequireCompanions(SqliteConnection writer, bool usesLog)
    {
        if (!ReferenceEquals(_writer, writer))
        {
            // While a connection is open its log is not removed; before that, the last connection that closed may have
            // removed it.
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

    /// <summary>A companion file of the database, as it was when the connection was opened.</summary>
    private readonly record struct Companion(string Path, FileStat? Opened)
    {
        public static Companion Of(string path) => new(path, FileStat.Of(path));

        public bool IsThere() => Opened is { } opened && FileStat.Of(Path) is { } there && there.IsSameFile(opened);
    }
}
