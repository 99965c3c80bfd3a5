using System.Text;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.Storage.Dapper;

/// <summary>What files of keys have in common: only their owner may read them.</summary>
internal static class KeyFile
{
    private const uint Root = 0;

    /// <summary>Makes a key file whole; where another process made one in between, that one stays.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="text">What stands in it, in ASCII.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Make(string path, string text)
    {
        try
        {
            PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);

            // Written whole under another name first: a process killed here leaves no half key under the real one.
            string draft = $"{path}.{Guid.NewGuid():N}";
            using (FileStream stream = PrivateFile.Open(draft, FileMode.CreateNew))
            {
                stream.Write(Encoding.ASCII.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made the key in between; that one serves.
        }
    }

    /// <summary>Refuses a key that accounts other than its owner may read or write: whoever has it signs and makes tickets as the host does. A key of root's, as secrets are mounted, may be read by its group.</summary>
    /// <param name="path">Where it lies.</param>
    /// <exception cref="SipasException">They may (<c>STO0128</c>).</exception>
    public static void RequirePrivate(string path)
    {
        if (PrivateFile.ExposedMode(path, groupMayRead: FileOwner.Of(path) == Root) is { } mode)
        {
            throw new SipasException(new Problem(ProblemCodes.KeyExposed, path, mode));
        }
    }
}
