using System.Text;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>Identifies files that are not tables by their first bytes, whatever their names.</summary>
internal static class FileKinds
{
    public const int HeadLength = 1024;

    /// <summary>The format of a file that cannot be read as a table; null for a file that may be one.</summary>
    /// <param name="head">Its first bytes.</param>
    public static string? Find(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF"u8))
        {
            return "PDF";
        }

        if (head.StartsWith("{\\rtf"u8))
        {
            return "RTF";
        }

        if (head.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]) || head.StartsWith<byte>([0xFF, 0xD8, 0xFF]) || head.StartsWith("GIF8"u8))
        {
            return "PNG, JPEG, GIF";
        }

        if (head.StartsWith<byte>([0x1F, 0x8B]) || head.StartsWith("Rar!"u8) || head.StartsWith<byte>([0x37, 0x7A, 0xBC, 0xAF]))
        {
            return "gzip, RAR, 7z";
        }

        if (head.StartsWith("SQLite format"u8))
        {
            return "SQLite";
        }

        if (head.StartsWith("PK"u8))
        {
            // An OpenDocument archive has its type in its first entry.
            return head.IndexOf("mimetypeapplication/vnd.oasis.opendocument"u8) >= 0 ? "OpenDocument (.ods)" : null;
        }

        string text = Text(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith('<')
            ? text.Contains("urn:schemas-microsoft-com:office:spreadsheet", StringComparison.OrdinalIgnoreCase) ? "XML Spreadsheet 2003"
                : text.Contains("<html", StringComparison.OrdinalIgnoreCase)
                    || text.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
                    || text.Contains("<table", StringComparison.OrdinalIgnoreCase)
                    || text.Contains("<meta", StringComparison.OrdinalIgnoreCase)
                    || text.StartsWith("<div", StringComparison.OrdinalIgnoreCase)
                    || text.StartsWith("<style", StringComparison.OrdinalIgnoreCase)
                        ? "HTML"
                : text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? "XML" : null
            : text.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase) ? "MHTML"
            : text is ['{', ..] or ['[', '{', ..] ? "JSON"
            : null;
    }

    /// <summary>The error for a file that is not a table.</summary>
    public static SipasException NotATable(string name, string kind) =>
        new(new Problem(ProblemCodes.FileNotATable, kind, name, "XLSX, CSV UTF-8"));

    private static string Text(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.Latin1.GetString(head[3..]),
        [0xFF, 0xFE, ..] or [not 0, 0, ..] => Encoding.Unicode.GetString(head[..(head.Length & ~1)]),
        [0xFE, 0xFF, ..] or [0, not 0, ..] => Encoding.BigEndianUnicode.GetString(head[..(head.Length & ~1)]),
        _ => Encoding.Latin1.GetString(head),
    };
}
