using System.Globalization;
using System.Xml;
using Sipas.Common;

namespace Sipas.Files.Tables;

/// <summary>Numbers of a workbook as texts; the format of a cell determines whether its number is a day, a percentage or a code.</summary>
internal sealed class XlsxNumbers
{
    private const double LastDay = 2_958_465; // 9999-12-31
    private const double FirstInexact = 1e15;
    private const int MaxFormats = 65_536;

    private readonly XlsxFormat[] _formats;
    private readonly bool _from1904;

    private XlsxNumbers(XlsxFormat[] formats, bool from1904) => (_formats, _from1904) = (formats, from1904);

    public static XlsxNumbers Read(XlsxPackage package, string? path, bool from1904)
    {
        var codes = new Dictionary<int, string>();
        var formats = new List<int>();
        string part = "";
        using XmlReader? reader = path is null ? null : package.Open(path);
        while (reader is not null && formats.Count < MaxFormats && codes.Count < MaxFormats && XlsxPackage.Advance(reader))
        {
            // Conditional formats and table styles (dxf) use the same numbers for other codes: only the formats of the
            // part itself are used.
            switch (reader)
            {
                case { NodeType: XmlNodeType.Element, Depth: 1 }:
                    part = reader.LocalName;
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "numFmt" } when part == "numFmts":
                    codes[Whole(reader.GetAttribute("numFmtId"))] = reader.GetAttribute("formatCode") ?? "";
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "xf" } when part == "cellXfs":
                    formats.Add(Whole(reader.GetAttribute("numFmtId")));
                    break;
            }
        }

        var known = new Dictionary<int, XlsxFormat>();
        return new XlsxNumbers(
            [.. formats.Select(id => known.TryGetValue(id, out XlsxFormat? format)
                ? format
                : known[id] = codes.TryGetValue(id, out string? code) ? XlsxFormat.Of(code) : XlsxFormat.BuiltIn(id))],
            from1904);
    }

    /// <summary>Converts a stored number to a text with its origin.</summary>
    /// <param name="stored">The number as stored in the file.</param>
    /// <param name="style">Position of the cell's format.</param>
    public (string Text, CellOrigin? Origin) Show(string stored, int style)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
        {
            return (stored, null);
        }

        XlsxFormat format = style < _formats.Length ? _formats[style] : XlsxFormat.General;
        if (format.Kind == XlsxFormatKind.Date && number is >= 0 and < LastDay + 1)
        {
            return (ShowDay(number), format.Date);
        }

        string plain = Plain(stored, number);
        return format.Kind switch
        {
            XlsxFormatKind.Percent => (Percent(plain), new CellOrigin(CellKind.Number) { Stored = plain, Format = format.Code }),
            XlsxFormatKind.Code when format.Show(plain) is { } shown =>
                (shown, new CellOrigin(CellKind.Number) { Stored = plain, Format = format.Code }),
            XlsxFormatKind.Code or XlsxFormatKind.Unknown or XlsxFormatKind.Date =>
                (plain, new CellOrigin(CellKind.Number) { Format = format.Code, IsDisplayUnknown = true }),

            // A spreadsheet stores fifteen digits: a longer number is not the code that was typed.
            _ when Math.Abs(number) >= FirstInexact && plain != stored =>
                (plain, new CellOrigin(CellKind.Number) { Format = format.Code, IsDisplayUnknown = true }),
            _ => (plain, CellOrigin.PlainNumber),
        };
    }

    private static string Plain(string stored, double number)
    {
        // A whole number that another program wrote with more digits than a spreadsheet stores remains unchanged, for
        // example a dossier number.
        if (stored.Length is > 15 and < 40 && stored.All(char.IsAsciiDigit))
        {
            return stored;
        }

        // A spreadsheet displays fifteen digits; the seventeen that it stores would yield 0.30000000000000004 for 0.3.
        string shown = number.ToString("G15", CultureInfo.InvariantCulture);
        return shown.Contains('E', StringComparison.Ordinal)
            && decimal.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal plain)
            && (plain != 0 || number == 0)
            ? plain.ToString(CultureInfo.InvariantCulture)
            : shown;
    }

    private static string Percent(string plain) =>
        decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal share) && Math.Abs(share) < 1e20m
        ? (share * 100).ToString("0.############################", CultureInfo.InvariantCulture) + "%"
        : plain;

    private static int Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : 0;

    private string ShowDay(double serial)
    {
        // The first day of the older date system is 1900-01-01, and it contains a nonexistent 29 February 1900: day 60.
        DateTime origin = _from1904 ? new DateTime(1904, 1, 1) : serial < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        var time = TimeSpan.FromSeconds(Math.Round((serial - Math.Floor(serial)) * 86_400));
        DateTime moment = origin.AddDays(Math.Floor(serial)) + time;
        string format = serial < 1 && !_from1904 ? "HH:mm:ss" : moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
        return moment.ToString(format, CultureInfo.InvariantCulture);
    }
}
