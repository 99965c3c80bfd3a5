using System.Security.Cryptography;
using System.Text;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.Storage.Dapper;

/// <summary>What files of keys have in common: only their owner may read them, and a host may protect their contents.</summary>
/// <remarks>A protected file is one PEM block with the label <c>SIPAS PROTECTED KEY</c>.</remarks>
internal static class KeyFile
{
    private const uint Root = 0;
    private const string ProtectedLabel = "SIPAS PROTECTED KEY";

    /// <summary>Makes a key file whole; where another process made one in between, that one stays.</summary>
    /// <param name="path">Path of the key file.</param>
    /// <param name="text">The key, in ASCII.</param>
    /// <param name="protector">Protects it; null for a plain file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Make(string path, string text, IKeyProtector? protector)
    {
        try
        {
            PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Write(path, protector is null ? text : Protect(text, protector), overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made the key in between; that one serves.
        }
    }

    /// <summary>Reads a key file. A plain one is protected in its place where the host has a protector and may write.</summary>
    /// <param name="path">Path of the key file.</param>
    /// <param name="protector">The host's; null for none.</param>
    /// <param name="readOnly">Whether the file stays as it is.</param>
    /// <returns>The key, in ASCII.</returns>
    /// <exception cref="SipasException">It is protected and the host has no protector (<c>STO0130</c>).</exception>
    /// <exception cref="CryptographicException">The protector does not open it.</exception>
    public static string Read(string path, IKeyProtector? protector, bool readOnly)
    {
        string text = File.ReadAllText(path);
        if (PemEncoding.TryFind(text, out PemFields fields) && text.AsSpan()[fields.Label].SequenceEqual(ProtectedLabel))
        {
            return protector is null
                ? throw new SipasException(new Problem(ProblemCodes.KeyProtected, path, $"{nameof(SqlStorageOptions)}.{nameof(SqlStorageOptions.KeyProtector)}"))
                : Encoding.ASCII.GetString(protector.Unprotect(Convert.FromBase64String(text[fields.Base64Data])));
        }

        if (protector is not null && !readOnly)
        {
            Write(path, Protect(text, protector), overwrite: true);
        }

        return text;
    }

    /// <summary>Refuses a key that accounts other than its owner may read or write: whoever has it signs and makes tickets as the host does. A key of root's, as secrets are mounted, may be read by its group.</summary>
    /// <param name="path">Path of the key file.</param>
    /// <exception cref="SipasException">They may (<c>STO0128</c>).</exception>
    public static void RequirePrivate(string path)
    {
        if (PrivateFile.ExposedMode(path, groupMayRead: FileOwner.Of(path) == Root) is { } mode)
        {
            throw new SipasException(new Problem(ProblemCodes.KeyExposed, path, mode));
        }
    }

    private static string Protect(string text, IKeyProtector protector) => PemEncoding.WriteString(ProtectedLabel, protector.Protect(Encoding.ASCII.GetBytes(text))) + "\n";

    // Written whole under another name first: a process killed here leaves no half key under the real one.
    private static void Write(string path, string text, bool overwrite)
    {
        string draft = $"{path}.{Guid.NewGuid():N}";
        using (FileStream stream = PrivateFile.Open(draft, FileMode.CreateNew))
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite);
    }
}
