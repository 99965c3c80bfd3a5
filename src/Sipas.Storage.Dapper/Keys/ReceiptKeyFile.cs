using System.Security.Cryptography;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.Dapper.Keys;

/// <summary>The private receipt key in a PEM file that only its owner may read. It is not stored in the database:
/// anyone who can write ballots there must not be able to sign for them.</summary>
internal static class ReceiptKeyFile
{
    /// <summary>Opens the key; creates it if there is none.</summary>
    /// <param name="path">Path of the PEM file.</param>
    /// <param name="protector">Protects its contents; null for a plain file.</param>
    /// <param name="readOnly">Whether a plain file remains unprotected although there is a protector.</param>
    /// <returns>A signer with the key.</returns>
    /// <exception cref="SipasException">The file exists but contains no P-256 key or the protector cannot decrypt it
    /// (<c>STO0007</c>), it is protected and there is no protector (<c>STO0130</c>), other accounts may read it
    /// (<c>STO0128</c>), or it cannot be written (<c>STO0001</c>).</exception>
    public static ReceiptSigner Open(string path, IKeyProtector? protector = null, bool readOnly = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (!File.Exists(path))
            {
                Create(path, protector);
            }

            var key = ECDsa.Create();
            key.ImportFromPem(KeyFile.Read(path, protector, readOnly));
            KeyFile.RequirePrivate(path);
            return new ReceiptSigner(key);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or CryptographicException)
        {
            throw new SipasException(new Problem(ProblemCodes.ReceiptKeyUnreadable, "receipt key", path), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "receipt key", path), error);
        }
    }

    /// <summary>Moves the key at <c>PATH.next</c> to its final path and renames the old one to <c>PATH.retired-ID</c>.</summary>
    internal static void Replace(string path, string formerKeyId)
    {
        try
        {
            File.Move(path, $"{path}.retired-{formerKeyId}", overwrite: false);
            File.Move($"{path}.next", path, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "receipt key", path), error);
        }
    }

    private static void Create(string path, IKeyProtector? protector)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        KeyFile.Make(path, key.ExportPkcs8PrivateKeyPem() + "\n", protector);
    }
}
