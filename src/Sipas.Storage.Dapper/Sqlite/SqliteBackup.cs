using Microsoft.Data.Sqlite;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Copies a SQLite survey while ballots arrive: one state of it, whole, as of some commit.</summary>
public static class SqliteBackup
{
    private const string KeySuffix = ".receipt-key.pem";

    /// <summary>Copies the database, and the key of receipts when it stands beside it.</summary>
    /// <param name="source">Path of the database; it may be in use.</param>
    /// <param name="target">Path of the copy; nothing may be there yet.</param>
    /// <exception cref="SipasException">The source is no database of ours, the target exists (<c>STO0012</c>), or a path cannot be read or written.</exception>
    /// <remarks>The copy is made under another name, flushed to the disk and then renamed: a copy that was cut short is never taken for one. To restore, copy back to where nothing is.</remarks>
    public static void Copy(string source, string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(target);
        if (!File.Exists(source))
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "source", source));
        }

        if (File.Exists(target) || File.Exists(target + KeySuffix))
        {
            throw new SipasException(new Problem(ProblemCodes.TargetExists, "target", target));
        }

        var database = new SqliteDatabase(source, TimeSpan.FromSeconds(10), mayCreate: false);
        string draft = $"{target}.{Guid.NewGuid():N}.copying";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            using (SqliteConnection from = database.Connect())
            using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = draft, Pooling = false }.ToString()))
            {
                to.Open();
                from.BackupDatabase(to);
            }

            using (var file = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            if (File.Exists(source + KeySuffix))
            {
                File.Copy(source + KeySuffix, target + KeySuffix);
            }

            File.Move(draft, target);
        }
        catch (SqliteException error)
        {
            throw database.Explain(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "target", target), error);
        }
        finally
        {
            foreach (string rest in (string[])[draft, draft + "-wal", draft + "-shm", draft + "-journal"])
            {
                File.Delete(rest);
            }
        }
    }
}
