using System.Globalization;
using System.Text;
using System.Xml;

namespace Sipas.Files.Tables;

/// <summary>Texts inside a workbook's XML.</summary>
internal static class XlsxText
{
    private const char Unknown = '\uFFFD';

    /// <summary>Reads the text of the current element; leaves the reader on the element's end.</summary>
    public static string Read(XmlReader reader, int longest, string place)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        string? first = null;
        StringBuilder? more = null;
        int length = 0;
        int depth = reader.Depth;
        while (XlsxPackage.Advance(reader) && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                string part = reader.Value;
                length += part.Length;
                if (length > longest)
                {
                    throw TableFile.Limit(place, "characters", length, longest);
                }

                if (first is null)
                {
                    first = part;
                }
                else
                {
                    (more ??= new StringBuilder(first)).Append(part);
                }
            }
        }

        return Unescape(more?.ToString() ?? first ?? "");
    }

    /// <summary>Reads the text of an element that contains plain text or formatted runs; phonetic hints are skipped.</summary>
    public static string ReadRuns(XmlReader reader, int longest, string place)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        string text = "";
        int depth = reader.Depth;
        int skipped = int.MaxValue;
        while (XlsxPackage.Advance(reader) && reader.Depth > depth)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "rPh", IsEmptyElement: false })
            {
                skipped = reader.Depth;
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == skipped)
            {
                skipped = int.MaxValue;
            }
            else if (skipped == int.MaxValue && reader is { NodeType: XmlNodeType.Element, LocalName: "t" })
            {
                string run = Read(reader, longest - text.Length, place);
                text = text.Length == 0 ? run : text + run;
            }
        }

        return text;
    }

    /// <summary>Escapes a text for XML: control characters and texts that look like their escape become <c>_xHHHH_</c>,
    /// an unpaired surrogate becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped?.Append(c).Append(text[i + 1]);
                i++;
            }
            else if (char.IsSurrogate(c))
            {
                (escaped ??= new StringBuilder(text, 0, i, text.Length)).Append(Unknown);
            }
            else if ((c < ' ' && c is not ('\t' or '\n')) || c is '\uFFFE' or '\uFFFF' || (c == '_' && EscapeAt(text, i) is not null))
            {
                escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
                escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            }
            else
            {
                escaped?.Append(c);
            }
        }

        return escaped?.ToString() ?? text;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && EscapeAt(text, i) is { } code)
            {
                plain.Append(code);
                i += 6;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    // Parses _xHHHH_ at a position of the text.
    private static char? EscapeAt(string text, int at) =>
        at + 7 <= text.Length && text[at + 1] == 'x' && text[at + 6] == '_'
        && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)
            ? char.IsSurrogate((char)code) ? Unknown : (char)code
            : null;
}
