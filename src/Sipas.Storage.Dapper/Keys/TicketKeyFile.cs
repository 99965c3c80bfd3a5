using System.Security.Cryptography;
using Sipas.Problems;
using Sipas.Storage.Dapper.Options;
using Sipas.Tickets;

namespace Sipas.Storage.Dapper.Keys;

/// <summary>The ticket keys in a text file that only its owner may read: one base64 key per line, the newest first.
/// They are not stored in the database: anyone who can read it must not be able to forge tickets, to test dossier
/// numbers against it, or to join ballots to persons.</summary>
/// <remarks>To rotate, add a new key as the first line and leave the others: tickets of all keys remain valid, sealed
/// rows of all keys can be opened, and ids and marks of dossiers are computed with the last line, which is never
/// removed.</remarks>
internal static class TicketKeyFile
{
    /// <summary>Opens the keys.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="make">Whether a key is created if there is no file.</param>
    /// <param name="protector">Protects its contents; null for a plain file.</param>
    /// <param name="readOnly">Whether a plain file remains unprotected although there is a protector.</param>
    /// <returns>The keys; null when there is no file and none was created.</returns>
    /// <exception cref="SipasException">The file exists but contains no keys or the protector cannot decrypt it
    /// (<c>TKT0006</c>), it is protected and there is no protector (<c>STO0130</c>), other accounts may read it
    /// (<c>STO0128</c>), or it cannot be read or written (<c>STO0001</c>).</exception>
    public static TicketKeyring? Open(string path, bool make, IKeyProtector? protector = null, bool readOnly = false)
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

                KeyFile.Make(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(TicketKeyring.KeyLength)) + "\n", protector);
            }

            var keys = new TicketKeyring(
                [.. KeyFile.Read(path, protector, readOnly).ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0)
                    .Select(Convert.FromBase64String)]);
            KeyFile.RequirePrivate(path);
            return keys;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or CryptographicException)
        {
            throw new SipasException(new Problem(ProblemCodes.TicketKeyUnreadable, "ticket key", path), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "ticket key", path), error);
        }
    }
}
