using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Common;
using Sipas.Receipts;

namespace Sipas.Audit;

/// <summary>The hash chain of the audit log: docs/proof.md, section 11.</summary>
internal static class AuditChain
{
    private const string Removed = "-";

    /// <summary>Link 0: SHA-256 of the line <c>sipas-audit/1</c>. 32 bytes.</summary>
    public static byte[] Start() => SHA256.HashData("sipas-audit/1\n"u8);

    /// <summary>Computes the link of a record: SHA-256 of the preceding link and the SHA-256 of the record's text. 32 bytes.</summary>
    /// <param name="previous">The preceding link: 32 bytes.</param>
    /// <param name="record">The record, with its number.</param>
    public static byte[] Next(ReadOnlySpan<byte> previous, AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        using var digest = new ContentDigest("sipas-audit-record/1\n");
        digest.Add("number", record.Number);
        Describe(digest, record);
        digest.Add("makes", record.Makes);
        return SHA256.HashData([.. previous, .. digest.FinishBytes()]);
    }

    /// <summary>
    /// Returns the bytes that are signed: UTF-8 lines <c>sipas-audit/1</c>, number and link of the record, each ended
    /// by a line feed.
    /// </summary>
    /// <param name="number">Number of the record, from 1.</param>
    /// <param name="link">Its link: 64 lower-case hexadecimal digits.</param>
    public static byte[] SignedBytes(long number, string link) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"sipas-audit/1\n{number}\n{link}\n"));

    /// <summary>Whether a record may be unsigned: it changes no counted data, and the process that writes it may have no key.</summary>
    /// <param name="action">The record's action.</param>
    public static bool MayBeUnsigned(string action) => action is AuditActions.SchemaApplied or AuditActions.LogExported;

    /// <summary>Formats the text of <see cref="AuditRecord.Makes"/>.</summary>
    /// <param name="contents">Contents that the action created or changed.</param>
    /// <param name="before">Subjects that existed before the action; those missing from <paramref name="contents"/> were removed.</param>
    /// <returns>One line per subject; null when there is none.</returns>
    public static string? MakesOf(IReadOnlyCollection<StoredContent> contents, IEnumerable<string>? before = null)
    {
        ArgumentNullException.ThrowIfNull(contents);
        IEnumerable<string> removed = (before ?? []).Except(contents.Select(content => content.Subject), StringComparer.Ordinal);
        IEnumerable<string> made = contents.Select(content => $"{content.Digest} {content.Subject}");
        string[] lines = [.. made, .. removed.Select(subject => $"{Removed} {subject}")];
        return lines.Length == 0 ? null : string.Join('\n', lines);
    }

    /// <summary>Adds number, link and signature to a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="last">The current end of the log.</param>
    /// <param name="signer">The signing key; null for none.</param>
    public static AuditRecord Follow(AuditRecord record, AuditHead last, ReceiptSigner? signer)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(last);
        AuditRecord numbered = record with { Number = last.Number + 1 };
        string link = Hex.Lower(Next(Convert.FromHexString(last.Link), numbered));
        return numbered with
        {
            Link = link,
            KeyId = signer?.KeyId,
            Signature = signer is null ? null : Base64Text.Encode(signer.Sign(SignedBytes(last.Number + 1, link))),
        };
    }

    /// <summary>Applies the content changes of a record to the known states.</summary>
    internal static void Apply(string makes, Dictionary<string, string> states)
    {
        foreach (string line in makes.Split('\n'))
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && line[..space] == Removed)
            {
                states.Remove(line[(space + 1)..]);
            }
            else if (space > 0)
            {
                states[line[(space + 1)..]] = line[..space];
            }
        }
    }

    private static void Describe(ContentDigest digest, AuditRecord record)
    {
        digest.Add("at", Iso8601.Write(record.At.ToUniversalTime()));
        digest.Add("action", record.Action);
        digest.Add("detail", record.Detail);
        digest.Add("actor", record.Actor);
    }
}
