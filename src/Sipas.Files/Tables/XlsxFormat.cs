using System.Text;
using Sipas.Common;

namespace Sipas.Files.Tables;

/// <summary>A number format: how a spreadsheet displays the number of a cell.</summary>
internal sealed class XlsxFormat
{
    private readonly List<(char Sign, bool IsDigit)> _picture;

    private XlsxFormat(string code, XlsxFormatKind kind, List<(char Sign, bool IsDigit)>? picture = null) =>
        (Code, Kind, _picture) = (code, kind, picture ?? []);

    /// <summary>The format of a cell without one.</summary>
    public static XlsxFormat General { get; } = new("General", XlsxFormatKind.Number);

    /// <summary>The format code in the file.</summary>
    public string Code { get; }

    public XlsxFormatKind Kind { get; }

    /// <summary>The origin of a day with this format.</summary>
    public CellOrigin Date => field ??= new CellOrigin(CellKind.Date) { Format = Code };

    /// <summary>Gets a built-in format, which a workbook does not contain.</summary>
    public static XlsxFormat BuiltIn(int id) => id switch
    {
        9 => new("0%", XlsxFormatKind.Percent),
        10 => new("0.00%", XlsxFormatKind.Percent),
        11 => new("0.00E+00", XlsxFormatKind.Unknown),
        12 => new("# ?/?", XlsxFormatKind.Unknown),
        13 => new("# ??/??", XlsxFormatKind.Unknown),
        48 => new("##0.0E+0", XlsxFormatKind.Unknown),
        (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) => new("dd/mm/yyyy", XlsxFormatKind.Date),
        _ => General,
    };

    /// <summary>Parses a format.</summary>
    public static XlsxFormat Of(string code)
    {
        string[] sections = Sections(code);
        var picture = new List<(char, bool)>();
        XlsxFormatKind kind = ReadSection(sections[0], picture);
        if (kind != XlsxFormatKind.Code)
        {
            return new XlsxFormat(code, kind);
        }

        int digits = picture.Count(part => part.Item2);
        int zeros = picture.Count(part => part is ('0', true));
        return digits == 0 ? new XlsxFormat(code, XlsxFormatKind.Unknown)
            : zeros <= 1 && picture.Count == digits ? new XlsxFormat(code, XlsxFormatKind.Number)
            : new XlsxFormat(code, XlsxFormatKind.Code, picture);
    }

    /// <summary>Formats a number with a format for codes.</summary>
    /// <param name="number">A plain number.</param>
    /// <returns>Null if the number is negative or not whole, so that it is not a code.</returns>
    public string? Show(string number)
    {
        if (number.Length == 0 || number.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        int left = number == "0" ? 0 : number.Length;
        int first = _picture.FindIndex(part => part.IsDigit);
        var shown = new StringBuilder();
        for (int i = _picture.Count - 1; i >= 0; i--)
        {
            (char sign, bool isDigit) = _picture[i];
            if (!isDigit)
            {
                shown.Insert(0, sign);
            }
            else if (left > 0)
            {
                shown.Insert(0, number[--left]);
            }
            else if (sign == '0')
            {
                shown.Insert(0, '0');
            }

            if (i == first && left > 0)
            {
                shown.Insert(0, number[..left]);
            }
        }

        return shown.ToString().Trim();
    }

    // The parts of a format between semicolons outside quotes, escapes and brackets.
    private static string[] Sections(string code)
    {
        var sections = new List<string>();
        int start = 0;
        for (int i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = End(code, '"', i);
                    break;
                case '[':
                    i = End(code, ']', i);
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case ';':
                    sections.Add(code[start..i]);
                    start = i + 1;
                    break;
            }
        }

        sections.Add(code[start..]);
        return [.. sections];
    }

    private static XlsxFormatKind ReadSection(string section, List<(char Sign, bool IsDigit)> picture)
    {
        bool percent = false, number = false, unknown = false;
        bool digitBefore = false;
        for (int i = 0; i < section.Length; i++)
        {
            char c = section[i];
            switch (c)
            {
                case '"':
                    int end = End(section, '"', i);
                    picture.AddRange(section[(i + 1)..Math.Min(end, section.Length)].Select(sign => (sign, false)));
                    i = end;
                    break;
                case '[':
                    int close = End(section, ']', i);
                    string inside = section[(i + 1)..Math.Min(close, section.Length)];
                    if (inside.Length > 0 && inside.All(sign => char.ToLowerInvariant(sign) is 'h' or 'm' or 's'))
                    {
                        return XlsxFormatKind.Date;
                    }

                    unknown |= inside.Length > 0 && inside[0] is '<' or '>' or '=';
                    number |= inside.StartsWith('$') && !inside.StartsWith("$-", StringComparison.Ordinal);
                    i = close;
                    break;
                case '\\':
                    i++;
                    if (i < section.Length)
                    {
                        picture.Add((section[i], false));
                    }

                    break;
                case '_' or '*':
                    i++;
                    break;
                case '0' or '#' or '?':
                    picture.Add((c, true));
                    digitBefore = true;
                    break;
                case '%':
                    percent = true;
                    break;
                case '.':
                    number = true;
                    break;
                case ',':
                    // After the last digit it divides by a thousand.
                    bool digitAfter = section.AsSpan(i + 1).TrimStart(',') is [('0' or '#' or '?'), ..];
                    unknown |= digitBefore && !digitAfter;
                    number = true;
                    break;
                case '/':
                    unknown = true;
                    break;
                case 'E' or 'e' when i + 1 < section.Length && section[i + 1] is '+' or '-':
                    unknown = true;
                    break;
                case 'G' when section.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    number = true;
                    i += 6;
                    break;
                case '@':
                    number = true;
                    break;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S':
                    return XlsxFormatKind.Date;
                default:
                    picture.Add((c, false));
                    break;
            }
        }

        return unknown ? XlsxFormatKind.Unknown : percent ? XlsxFormatKind.Percent : number ? XlsxFormatKind.Number : XlsxFormatKind.Code;
    }

    private static int End(string text, char sign, int from) => text.IndexOf(sign, from + 1) is >= 0 and int end ? end : text.Length;
}
