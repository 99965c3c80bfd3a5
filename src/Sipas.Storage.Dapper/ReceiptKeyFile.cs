using System.Security.Cryptography;
using Sipas.Ballots;
using Sipas.Problems;

namespace Sipas.Storage.Dapper;

/// <summary>The private key of receipts in a PEM file that only its owner may read. It is not kept in the database: who can write ballots there must not be able to sign for them.</summary>
public static class ReceiptKeyFile
{
    /// <summary>Opens the key, making it when there is none.</summary>
    /// <param name="path">Path of the PEM file.</param>
    /// <returns>A signer with the key.</returns>
    /// <exception cref="SipasException">The file is there but holds no P-256 key (<c>STO0007</c>), other accounts may read it (<c>STO0128</c>), or it cannot be written (<c>STO0001</c>).</exception>
    public static ReceiptSigner Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            KeyFile.RequirePrivate(path);
            return new ReceiptSigner(key);
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw new SipasException(new Problem(ProblemCodes.ReceiptKeyUnreadable, "receipt key", path), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "receipt key", path), error);
        }
    }

    /// <summary>Puts the key of <c>PATH.next</c> in its place and keeps the old one as <c>PATH.retired-ID</c>.</summary>
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

    private static void Create(string path)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        KeyFile.Make(path, key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
