using System.Security.Cryptography;
using System.Text;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Storage.Dapper.Files;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.Dapper.Keys;

/// <summary>Common operations on key files: only the owner may read them, and a host may protect their contents.</summary>
/// <remarks>A protected file is one PEM block with the label <c>SIPAS PROTECTED KEY</c>.</remarks>
internal static class KeyFile
{
    private const uint Root = 0;
    private const string ProtectedLabel = "SIPAS PROTECTED KEY";

    /// <summary>Creates a complete key file; if another process created one in the meantime, that file remains.</summary>
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
            // Another process created the key in the meantime; that key is used.
        }
    }

    /// <summary>Reads a key file. A plain file is replaced by a protected one if the host has a protector and may
    /// write.</summary>
    /// <param name="path">Path of the key file.</param>
    /// <param name="protector">The host's protector; null for none.</param>
    /// <param name="readOnly">Whether the file must not be changed.</param>
    /// <returns>The key, in ASCII.</returns>
    /// <exception cref="SipasException">The file is protected and the host has no protector (<c>STO0130</c>).</exception>
    /// <exception cref="CryptographicException">The protector cannot decrypt it.</exception>
    public static string Read(string path, IKeyProtector? protector, bool readOnly)
    {
        string text = File.ReadAllText(path);
        if (PemEncoding.TryFind(text, out PemFields fields) && text.AsSpan()[fields.Label].SequenceEqual(ProtectedLabel))
        {
            return protector is null
                ? throw new SipasException(
                    new Problem(ProblemCodes.KeyProtected, path, $"{nameof(SqlStorageOptions)}.{nameof(SqlStorageOptions.KeyProtector)}"))
                : Encoding.ASCII.GetString(protector.Unprotect(Convert.FromBase64String(text[fields.Base64Data])));
        }

        if (protector is not null && !readOnly)
        {
            Write(path, Protect(text, protector), overwrite: true);
        }

        return text;
    }

    /// <summary>Rejects a key file that accounts other than its owner may read or write: anyone with the key can sign
    /// receipts and create tickets like the host. A key file owned by root, as mounted secrets are, may be readable by
    /// its group.</summary>
    /// <param name="path">Path of the key file.</param>
    /// <exception cref="SipasException">Other accounts have access (<c>STO0128</c>).</exception>
    public static void RequirePrivate(string path)
    {
        if (PrivateFile.ExposedMode(path, groupMayRead: FileOwner.Of(path) == Root) is { } mode)
        {
            throw new SipasException(new Problem(ProblemCodes.KeyExposed, path, mode));
        }
    }

    private static string Protect(string text, IKeyProtector protector) =>
        PemEncoding.WriteString(ProtectedLabel, protector.Protect(Encoding.ASCII.GetBytes(text))) + "\n";

    // Written completely under another name first: a process killed here leaves no partial key under the final name.
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
