using System.Globalization;
using System.Xml;

namespace Sipas.Files;

/// <summary>Numbers of a workbook as texts; a cell's format says whether its number is a day.</summary>
internal sealed class XlsxNumbers
{
    private const double LastDay = 2_958_465; // 9999-12-31
    private const int MostFormats = 65_536;

    private readonly bool[] _dates;
    private readonly bool _from1904;

    private XlsxNumbers(bool[] dates, bool from1904) => (_dates, _from1904) = (dates, from1904);

    public static XlsxNumbers Read(XlsxPackage package, string? path, bool from1904)
    {
        var codes = new Dictionary<int, string>();
        var formats = new List<int>();
        bool inCells = false;
        using XmlReader? reader = path is null ? null : package.Open(path);
        while (reader is not null && formats.Count < MostFormats && codes.Count < MostFormats && XlsxPackage.Advance(reader))
        {
            switch (reader)
            {
                case { NodeType: XmlNodeType.Element, LocalName: "numFmt" }:
                    codes[Whole(reader.GetAttribute("numFmtId"))] = reader.GetAttribute("formatCode") ?? "";
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "cellXfs" }:
                    inCells = !reader.IsEmptyElement;
                    break;
                case { NodeType: XmlNodeType.EndElement, LocalName: "cellXfs" }:
                    inCells = false;
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "xf" } when inCells:
                    formats.Add(Whole(reader.GetAttribute("numFmtId")));
                    break;
            }
        }

        return new XlsxNumbers([.. formats.Select(format => codes.TryGetValue(format, out string? code) ? IsDate(code) : format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58))], from1904);
    }

    /// <summary>A stored number as a text.</summary>
    /// <param name="stored">As it stands in the file.</param>
    /// <param name="style">Position of the cell's format.</param>
    public string Show(string stored, int style)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
        {
            return stored;
        }

        if (style < _dates.Length && _dates[style] && number is >= 0 and < LastDay + 1)
        {
            return ShowDay(number);
        }

        // A whole number that another program wrote with more digits than a spreadsheet keeps stays as it is: a dossier number, say.
        if (stored.Length is > 15 and < 40 && stored.All(char.IsAsciiDigit))
        {
            return stored;
        }

        // Fifteen digits are what a spreadsheet shows; the seventeen it stores would give 0.30000000000000004 for 0.3.
        string shown = number.ToString("G15", CultureInfo.InvariantCulture);
        return shown.Contains('E', StringComparison.Ordinal) && decimal.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal plain)
            ? plain.ToString(CultureInfo.InvariantCulture)
            : shown;
    }

    private static int Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    // Whether a format code has a sign for day, month, year, hour or second outside quotes, escapes and brackets.
    private static bool IsDate(string code)
    {
        for (int i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1) is >= 0 and int end ? end : code.Length;
                    break;
                case '[':
                    i = code.IndexOf(']', i + 1) is >= 0 and int close ? close : code.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case ';':
                    return false; // the format of positive numbers has ended
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S':
                    return true;
            }
        }

        return false;
    }

    private string ShowDay(double serial)
    {
        // The first day of the older count is 1900-01-01, and it holds a 29 February 1900 that never was: day 60.
        DateTime origin = _from1904 ? new DateTime(1904, 1, 1) : serial < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        var time = TimeSpan.FromSeconds(Math.Round((serial - Math.Floor(serial)) * 86_400));
        DateTime moment = origin.AddDays(Math.Floor(serial)) + time;
        string format = serial < 1 && !_from1904 ? "HH:mm:ss" : moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
        return moment.ToString(format, CultureInfo.InvariantCulture);
    }
}
