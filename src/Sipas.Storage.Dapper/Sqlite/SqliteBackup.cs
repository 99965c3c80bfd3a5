using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Copies a SQLite survey while ballots arrive: a consistent state as of some commit.</summary>
internal static class SqliteBackup
{
    private const string ReceiptKeySuffix = ".receipt-key.pem";
    private const string TicketKeySuffix = ".ticket-key";

    /// <summary>Copies the database of ballots and, if specified, that of personal data, each with its key if that is
    /// next to it.</summary>
    /// <param name="source">Path of the database of ballots; it may be in use.</param>
    /// <param name="target">Path of the copy; it must not exist yet.</param>
    /// <param name="people">Path of the personal-data database; null when it is not to be copied.</param>
    /// <param name="peopleTarget">Path of its copy; null for a file next to <paramref name="target"/>.</param>
    /// <returns>A warning (<c>STO0018</c>) for each key that is in use and not next to its database: it has to be
    /// copied manually. Empty when everything was copied.</returns>
    /// <exception cref="SipasException">A source is not a database of this library, a target exists (<c>STO0012</c>),
    /// or a path cannot be read or written.</exception>
    /// <remarks>
    /// Copies are created under other names, flushed to the disk and then renamed, the database of ballots last: an
    /// interrupted copy cannot be mistaken for a complete one. Only the owner may read the copies. Spent tickets are
    /// stored with the ballots. To restore, copy the files back to a place where none exist.
    /// </remarks>
    public static IReadOnlyList<Problem> Copy(string source, string target, string? people = null, string? peopleTarget = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(target);
        var warnings = new List<Problem>();
        var copies = new List<FileCopy>();
        if (people is not null)
        {
            copies.AddRange(Files(people, peopleTarget ?? SqlitePersonalDataStorage.PathBeside(target), SqliteDatabaseKind.People,
                TicketKeySuffix));
        }

        copies.AddRange(Files(source, target, SqliteDatabaseKind.Ballots, ReceiptKeySuffix));
        var moved = new List<string>();
        string at = target;
        try
        {
            foreach (FileCopy copy in copies)
            {
                at = copy.Target;
                PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(copy.Target))!);
                if (copy.Database is null)
                {
                    CopyKey(copy);
                }
                else if (CopyDatabase(copy.Database, copy.Draft) && !File.Exists(copy.Source + copy.KeySuffix))
                {
                    warnings.Add(new Problem(ProblemCodes.KeyNotCopied, copy.Source, copy.Source + copy.KeySuffix));
                }
            }

            foreach (FileCopy copy in copies)
            {
                at = copy.Target;
                File.Move(copy.Draft, copy.Target, overwrite: false);
                moved.Add(copy.Target);
            }

            moved.Clear();
            return warnings;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "target", at), error);
        }
        finally
        {
            foreach (string rest in copies
                .SelectMany(copy => (string[])[copy.Draft, copy.Draft + "-wal", copy.Draft + "-shm", copy.Draft + "-journal"]).Concat(moved)
                .Where(File.Exists))
            {
                File.Delete(rest);
            }
        }
    }

    // A key is copied before its database.
    private static List<FileCopy> Files(string source, string target, SqliteDatabaseKind kind, string keySuffix)
    {
        if (!File.Exists(source))
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "source", source));
        }

        if (((string[])[target, target + keySuffix]).FirstOrDefault(File.Exists) is { } there)
        {
            throw new SipasException(new Problem(ProblemCodes.TargetExists, "target", there));
        }

        var files = new List<FileCopy>();
        if (File.Exists(source + keySuffix))
        {
            files.Add(new FileCopy(source + keySuffix, target + keySuffix, null, keySuffix));
        }

        files.Add(new FileCopy(source, target, new SqliteDatabase(source, new SqlStorageOptions { ReadOnly = true }, kind), keySuffix));
        return files;
    }

    // Returns whether the database needs a key: the database of ballots always does, the personal-data database once a
    // ticket was issued or a row was sealed.
    private static bool CopyDatabase(SqliteDatabase database, string draft)
    {
        try
        {
            using SqliteConnection from = database.Connect();
            bool needsKey = from.ExecuteScalar<int>("pragma application_id") != (int)SqliteDatabaseKind.People
                || (from.ExecuteScalar<bool>("select exists (select 1 from sqlite_schema where name = 'people_key')")
                    && from.ExecuteScalar<bool>("select exists (select 1 from people_key)"));
            using (PrivateFile.Open(draft, FileMode.CreateNew))
            {
                // Created before SQLite opens it, because SQLite would make it readable to everyone.
            }

            using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = draft, Pooling = false }.ToString()))
            {
                to.Open();
                from.BackupDatabase(to);
            }

            database.RequireUnchanged();

            using var file = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
            return needsKey;
        }
        catch (SqliteException error)
        {
            throw database.Explain(error);
        }
    }

    private static void CopyKey(FileCopy copy)
    {
        using FileStream from = OpenKey(copy.Source);
        using FileStream to = PrivateFile.Open(copy.Draft, FileMode.CreateNew);
        from.CopyTo(to);
        to.Flush(flushToDisk: true);
    }

    private static FileStream OpenKey(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "key", path), error);
        }
    }

    private sealed record FileCopy(string Source, string Target, SqliteDatabase? Database, string KeySuffix)
    {
        public string Draft { get; } = $"{Target}.{Guid.NewGuid():N}.copying";
    }
}
