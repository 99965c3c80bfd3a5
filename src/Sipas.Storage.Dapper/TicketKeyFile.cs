using System.Security.Cryptography;
using System.Text;
using Sipas.Collection;
using Sipas.Problems;

namespace Sipas.Storage.Dapper;

/// <summary>The keys of tickets in a text file that only its owner may read: one key a line in base64, the newest first. They are not kept in the database: who can read it must not be able to forge tickets or to try dossier numbers against it.</summary>
/// <remarks>To rotate, put a new key on the first line and leave the others: tickets of all keys stay valid, and dossiers keep their ids by the last line.</remarks>
public static class TicketKeyFile
{
    /// <summary>Opens the keys.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="make">Whether a key is made where there is no file.</param>
    /// <returns>The keys; null when there is no file and none was made.</returns>
    /// <exception cref="SipasException">The file is there but holds no keys (<c>TKT0006</c>), or cannot be read or written (<c>STO0001</c>).</exception>
    public static TicketKeyring? Open(string path, bool make)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (!File.Exists(path))
            {
                if (!make)
                {
                    return null;
                }

                Create(path);
            }

            return new TicketKeyring([.. File.ReadAllLines(path).Where(line => line.Length > 0).Select(Convert.FromBase64String)]);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new SipasException(new Problem(ProblemCodes.TicketKeyUnreadable, "ticket key", path), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "ticket key", path), error);
        }
    }

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

            // Written whole under another name first: a process killed here leaves no half key under the real one.
            string draft = $"{path}.{Guid.NewGuid():N}";
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(TicketKeyring.KeyLength)) + "\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made the key in between; that one serves.
        }
    }
}
