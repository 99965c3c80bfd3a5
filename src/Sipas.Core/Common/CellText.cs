using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sipas.Common;

/// <summary>
/// Interprets the text of cells: numbers, percentages, dates, labels, codes. All file readers use it. The rules are listed
/// in <c>docs/cells.md</c>.
/// </summary>
internal static class CellText
{
    /// <summary>Accepted formats of a date, for messages.</summary>
    public const string DayAllowed = "2026-11-21, 21/11/2026, 2026-11-21 08:30, 21/11/2026 8:30:00, 2026-11-21T08:30:00+07:00";

    private const int LongestNumber = 64;

    private static readonly SearchValues<char> DigitsAndMarks = SearchValues.Create("0123456789.,");

    private static readonly string[] Errors =
    [
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!", "#BUSY!", "#PYTHON!", "#EXTERNAL!",
    ];

    /// <summary>Returns the kind of a text, for files that contain only text. Errors and booleans are recognized by their text.</summary>
    /// <param name="text">The text, trimmed.</param>
    public static CellKind KindOf(ReadOnlySpan<char> text) => text.Length == 0 ? CellKind.Empty
        : IsError(text) ? CellKind.Error
        : TryReadBoolean(text, out _) ? CellKind.Boolean
        : CellKind.Text;

    /// <summary>
    /// Whether a text is a spreadsheet error: <c>#N/A</c>, <c>#REF!</c> and so on, <c>Err:502</c>, or the <c>####</c>
    /// displayed in a column that is too narrow.
    /// </summary>
    /// <param name="text">The text, trimmed.</param>
    public static bool IsError(ReadOnlySpan<char> text)
    {
        if (text.Length < 3)
        {
            return false;
        }

        if (text.StartsWith("Err:", StringComparison.Ordinal))
        {
            return text.Length is > 4 and <= 8 && !text[4..].ContainsAnyExceptInRange('0', '9');
        }

        if (text[0] != '#')
        {
            return false;
        }

        foreach (string error in Errors)
        {
            if (text.Equals(error, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return !text.ContainsAnyExcept('#');
    }

    /// <summary>
    /// Returns the label of a stratum, unit or group in the form used for counting and display: normalized
    /// (<see cref="VietnameseText.Compose"/>), with single spaces.
    /// </summary>
    /// <param name="text">The original text.</param>
    /// <returns><c>Đống Đa</c> for <c>Ðống  Ða</c>. Case is preserved; <see cref="LabelSet"/> matches labels that differ only
    /// in case.</returns>
    public static string Label(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool plain = true;
        char before = ' ';
        foreach (char c in text)
        {
            plain &= c is > ' ' and < '\u007F' || (c == ' ' && before != ' ');
            before = c;
        }

        if (plain && before != ' ')
        {
            return text;
        }

        string clean = VietnameseText.Compose(text);
        var label = new StringBuilder(clean.Length);
        foreach (char c in clean)
        {
            if (char.IsWhiteSpace(c))
            {
                if (label.Length > 0 && label[^1] != ' ')
                {
                    label.Append(' ');
                }
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                label.Append(c);
            }
        }

        return label.ToString();
    }

    /// <summary>Parses a boolean.</summary>
    /// <param name="text">For example <c>TRUE</c>, <c>false</c>.</param>
    /// <param name="truth">The value.</param>
    /// <returns>False if the text is not a boolean.</returns>
    public static bool TryReadBoolean(ReadOnlySpan<char> text, out bool truth)
    {
        truth = text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return truth || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a cell with a code (a unit, a dossier, a ballot's number) can be used as displayed.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>
    /// False for an error, for a date (a spreadsheet converts <c>3-1</c> to a date), for a number whose format is not
    /// rendered here, for a percentage, and for a number in powers of ten (<c>8,4E+11</c>).
    /// </returns>
    public static bool IsCode(Cell cell) =>
        !cell.IsDisplayUnknown && cell.Kind is not (CellKind.Error or CellKind.Date) && !IsPower(cell.Text) && !cell.Text.Contains('%');

    // 8.4E+11, 1,2E+05: a long number that a spreadsheet has truncated.
    private static bool IsPower(ReadOnlySpan<char> text)
    {
        int e = text.IndexOf("E+", StringComparison.OrdinalIgnoreCase);
        return e >= 1 && e + 2 < text.Length && char.IsAsciiDigit(text[0]) && !text[(e + 2)..].ContainsAnyExceptInRange('0', '9')
            && !text[1..e].ContainsAnyExcept(DigitsAndMarks) && (e == 1 || text[1] is '.' or ',');
    }

    /// <summary>Parses an integer: <c>12500</c>, <c>12 500</c>, <c>1.234.567</c>, <c>5.0</c>.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="mark">The decimal mark of the file or the column; null if it is not known.</param>
    /// <param name="number">The number.</param>
    /// <returns>The result; <see cref="CellNumber.Malformed"/> also for a number that is not an integer or exceeds 64 bits.</returns>
    public static CellNumber ReadWhole(Cell cell, DecimalMark? mark, out long number)
    {
        CellNumber became = ReadDecimal(cell, mark, out decimal value);
        number = 0;
        if (became != CellNumber.Read)
        {
            return became;
        }

        if (value != decimal.Truncate(value) || value is < long.MinValue or > long.MaxValue)
        {
            return CellNumber.Malformed;
        }

        number = (long)value;
        return CellNumber.Read;
    }

    /// <summary>Parses a number without a percent sign.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="mark">The decimal mark of the file or the column; null if it is not known.</param>
    /// <param name="number">The number. Ambiguous numbers are rejected.</param>
    public static CellNumber ReadDecimal(Cell cell, DecimalMark? mark, out decimal number)
    {
        number = 0;
        Span<char> plain = stackalloc char[LongestNumber];
        CellNumber became = Plain(cell, mark, plain, out int length, out bool percent);
        return became != CellNumber.Read
            ? became
            : percent
                ? CellNumber.Percent
                : decimal.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out number)
                    ? CellNumber.Read
                    : CellNumber.Malformed;
    }

    /// <summary>Parses a computed number, including scientific notation with a point (<c>1.5e-05</c>), as written by
    /// statistical software.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="mark">The decimal mark of the file or the column; null if it is not known.</param>
    /// <param name="number">The number, finite.</param>
    public static CellNumber ReadDouble(Cell cell, DecimalMark? mark, out double number)
    {
        number = double.NaN;
        ReadOnlySpan<char> text = cell.Stored ?? cell.Text;
        if (text.IndexOfAny('e', 'E') > 0 && !text.Contains(',') && text.IndexOfAny('#', ':') < 0)
        {
            return double.TryParse(
                text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite),
                CultureInfo.InvariantCulture, out number)
                && double.IsFinite(number)
                    ? CellNumber.Read
                    : CellNumber.Malformed;
        }

        Span<char> plain = stackalloc char[LongestNumber];
        CellNumber became = Plain(cell, mark, plain, out int length, out bool percent);
        return became != CellNumber.Read
            ? became
            : percent
                ? CellNumber.Percent
                : double.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out number)
                    ? CellNumber.Read
                    : CellNumber.Malformed;
    }

    /// <summary>Parses a percentage or percentage points, with or without a percent sign: <c>90.12</c> for both
    /// <c>90,12%</c> and <c>90.12</c>.</summary>
    /// <param name="cell">The cell. A number of a workbook with a percent format has the sign in its text.</param>
    /// <param name="mark">The decimal mark of the file or the column; null if it is not known.</param>
    /// <param name="percent">The percentage.</param>
    /// <param name="isSigned">Whether there was a percent sign.</param>
    public static CellNumber ReadPercent(Cell cell, DecimalMark? mark, out decimal percent, out bool isSigned)
    {
        percent = 0;
        Span<char> plain = stackalloc char[LongestNumber];
        CellNumber became = Plain(cell, mark, plain, out int length, out isSigned);
        return became != CellNumber.Read
            ? became
            : decimal.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out percent)
                ? CellNumber.Read
                : CellNumber.Malformed;
    }

    /// <summary>Returns both readings of a number that is <see cref="CellNumber.Ambiguous"/>, for messages.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>For example <c>12.5 | 12500</c>.</returns>
    public static string Meanings(Cell cell)
    {
        bool comma = cell.Text.Contains(',');
        ReadDecimalOrPercent(cell, comma ? DecimalMark.Comma : DecimalMark.Point, out decimal small);
        ReadDecimalOrPercent(cell, comma ? DecimalMark.Point : DecimalMark.Comma, out decimal large);
        return string.Create(CultureInfo.InvariantCulture, $"{small:0.###} | {large:0}");
    }

    /// <summary>Derives the decimal mark of a column from cells with only one reading (<c>1,5</c>, <c>1.234.567</c>).</summary>
    /// <param name="before">The result of the previous cells.</param>
    /// <param name="cell">The next cell.</param>
    /// <returns>The new result; both flags if cells contradict each other.</returns>
    public static MarkProof Prove(MarkProof before, Cell cell)
    {
        if (cell.Kind != CellKind.Text || cell.Text.IndexOfAny(".,．，") < 0)
        {
            return before;
        }

        Span<char> plain = stackalloc char[LongestNumber];
        bool asNull = Plain(cell, null, plain, out int length, out _) == CellNumber.Read;
        if (!asNull)
        {
            return before;
        }

        bool point = Same(cell, DecimalMark.Point, plain[..length]);
        bool comma = Same(cell, DecimalMark.Comma, plain[..length]);
        return point == comma ? before : before | (point ? MarkProof.Point : MarkProof.Comma);
    }

    /// <summary>Parses a date with or without a time: day first or year first, with or without an offset from UTC.</summary>
    /// <param name="text">
    /// For example <c>21/11/2026</c>, <c>21-11-2026 8:30</c>, <c>2026-11-21T08:30:00+07:00</c>. Values without an offset are
    /// in Vietnam time; values with an offset are converted to it. Two-digit years, month names, the month first
    /// (<c>11/21/2026</c>), AM and PM, and plain numbers are rejected.
    /// </param>
    /// <param name="local">The time in Vietnam; midnight if there is no time of day.</param>
    /// <returns>False if the text is not a date.</returns>
    public static bool TryReadTime(ReadOnlySpan<char> text, out DateTime local)
    {
        local = default;
        text = text.Trim();
        int first = Digits(text, out int one);
        if (first is not (1 or 2 or 4) || text.Length < first + 4)
        {
            return false;
        }

        char separator = text[first];
        ReadOnlySpan<char> rest = text[(first + 1)..];
        int second = Digits(rest, out int two);
        if (separator is not ('-' or '/' or '.') || second is not (1 or 2) || rest.Length < second + 2 || rest[second] != separator)
        {
            return false;
        }

        rest = rest[(second + 1)..];
        int third = Digits(rest, out int three);
        (int year, int day) = first == 4 ? (one, three) : (three, one);
        if (third != 4 && !(first == 4 && third is 1 or 2))
        {
            return false;
        }

        if (first == 4 == (third == 4) || year is < 1900 or > 9998 || two is < 1 or > 12 || day < 1
            || day > DateTime.DaysInMonth(year, two))
        {
            return false;
        }

        return TryReadClock(rest[third..], new DateTime(year, two, day), out local);
    }

    /// <summary>Parses a date like <see cref="TryReadTime"/> and ignores the time of day.</summary>
    /// <param name="text">The text.</param>
    /// <param name="day">The date in Vietnam.</param>
    /// <returns>False if the text is not a date.</returns>
    public static bool TryReadDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        bool read = TryReadTime(text, out DateTime local);
        day = read ? DateOnly.FromDateTime(local) : default;
        return read;
    }

    private static bool TryReadClock(ReadOnlySpan<char> text, DateTime day, out DateTime local)
    {
        local = day;
        if (text.Length == 0)
        {
            return true;
        }

        int blanks = 0;
        while (blanks < text.Length && (char.IsWhiteSpace(text[blanks]) || (blanks == 0 && text[blanks] == 'T')))
        {
            blanks++;
        }

        text = text[blanks..];
        int hours = Digits(text, out int hour);
        if (blanks == 0 || hours is not (1 or 2) || hour > 23 || text.Length <= hours || text[hours] != ':')
        {
            return false;
        }

        text = text[(hours + 1)..];
        if (Digits(text, out int minute) != 2 || minute > 59)
        {
            return false;
        }

        text = text[2..];
        int second = 0;
        long ticks = 0;
        if (text.Length > 0 && text[0] == ':')
        {
            if (Digits(text[1..], out second) != 2 || second > 59)
            {
                return false;
            }

            text = text[3..];
            if (text.Length > 1 && text[0] is '.' or ',')
            {
                int decimals = Digits(text[1..], out _);
                if (decimals is < 1 or > 7)
                {
                    return false;
                }

                ticks = long.Parse(text.Slice(1, decimals), NumberStyles.None, CultureInfo.InvariantCulture)
                    * (long)Math.Pow(10, 7 - decimals);
                text = text[(decimals + 1)..];
            }
        }

        local = day.AddHours(hour).AddMinutes(minute).AddSeconds(second).AddTicks(ticks);
        if (text.Length == 0)
        {
            return true;
        }

        if (!TryReadOffset(text, out TimeSpan offset))
        {
            return false;
        }

        local = local - offset + VietnameseTime.Offset;
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z")
        {
            return true;
        }

        int digits = Digits(text[1..], out int hours);
        if (text[0] is not ('+' or '-') || digits is not (2 or 4))
        {
            return false;
        }

        int minutes = 0;
        if (digits == 4)
        {
            (hours, minutes) = (hours / 100, hours % 100);
            text = text[5..];
        }
        else
        {
            text = text[3..];
            if (text.Length > 0)
            {
                if (text[0] != ':' || Digits(text[1..], out minutes) != 2)
                {
                    return false;
                }

                text = text[3..];
            }
        }

        offset = new TimeSpan(hours, minutes, 0);
        return text.Length == 0 && hours <= 14 && minutes <= 59;
    }

    // Returns the number of leading digits of a text and their value; 9 or more digits are returned as 9.
    private static int Digits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        int count = 0;
        for (; count < text.Length && count < 9 && char.IsAsciiDigit(text[count]); count++)
        {
            number = (number * 10) + (text[count] - '0');
        }

        return count;
    }

    private static void ReadDecimalOrPercent(Cell cell, DecimalMark mark, out decimal number) => ReadPercent(cell, mark, out number, out _);

    private static bool Same(Cell cell, DecimalMark mark, ReadOnlySpan<char> plain)
    {
        Span<char> other = stackalloc char[LongestNumber];
        return Plain(cell, mark, other, out int length, out _) == CellNumber.Read && other[..length].SequenceEqual(plain);
    }

    // A format may show 12345 as 123.45 or 00-007. The displayed text is a number only if it shows the number, possibly with
    // leading zeros and trailing words ("12 người"), or its percentage.
    private static bool ShowsItsNumber(Cell cell)
    {
        if (cell.Text.Contains('%'))
        {
            return true;
        }

        int last = cell.Text.LastIndexOfAnyInRange('0', '9');
        ReadOnlySpan<char> shown = cell.Text[..(last + 1)].TrimStart('0');
        return shown.SequenceEqual(cell.Stored == "0" ? "" : cell.Stored);
    }

    // Converts a number to ASCII digits with a sign and a point, without thousands separators. Ambiguous text is not resolved here.
    private static CellNumber Plain(Cell cell, DecimalMark? mark, Span<char> plain, out int length, out bool percent)
    {
        (length, percent) = (0, false);
        bool stored = cell.Kind == CellKind.Number;
        ReadOnlySpan<char> text = stored && cell.Stored is { } number && !cell.Text.Contains('%') ? number : cell.Text;
        if (text.Length is 0 or > LongestNumber || cell.Kind is CellKind.Error or CellKind.Date or CellKind.Boolean)
        {
            return CellNumber.Malformed;
        }

        if (stored && cell.Stored is not null && !ShowsItsNumber(cell))
        {
            return CellNumber.Malformed;
        }

        Span<char> ascii = stackalloc char[LongestNumber];
        for (int i = 0; i < text.Length; i++)
        {
            ascii[i] = Ascii(text[i]);
        }

        ReadOnlySpan<char> body = ascii[..text.Length].Trim(' ');
        if (body is [.., '%'])
        {
            percent = true;
            body = body[..^1].TrimEnd(' ');
        }

        if (body.Length > 0 && body[0] is '-' or '+')
        {
            if (body[0] == '-')
            {
                plain[length++] = '-';
            }

            body = body[1..];
        }

        mark = stored ? DecimalMark.Point : mark;
        (int points, int commas) = (body.Count('.'), body.Count(','));
        (char thousands, int at) = ('\0', -1);
        if (mark is { } said)
        {
            (char own, char other) = said == DecimalMark.Comma ? (',', '.') : ('.', ',');
            at = body.IndexOf(own);
            thousands = body.Contains(other) ? other : ' ';
        }
        else if (points > 0 && commas > 0)
        {
            at = Math.Max(body.LastIndexOf('.'), body.LastIndexOf(','));
            thousands = body[at] == '.' ? ',' : '.';
        }
        else if (points + commas > 1)
        {
            thousands = points > 0 ? '.' : ',';
        }
        else if (points + commas == 1)
        {
            at = Math.Max(body.IndexOf('.'), body.IndexOf(','));
            thousands = ' ';
            if (body.Length - at - 1 == 3 && at is >= 1 and <= 3 && body[0] != '0' && !body.ContainsAnyExcept(DigitsAndMarks))
            {
                return CellNumber.Ambiguous;
            }
        }
        else
        {
            thousands = ' ';
        }

        ReadOnlySpan<char> whole = at < 0 ? body : body[..at];
        ReadOnlySpan<char> decimals = at < 0 ? [] : body[(at + 1)..];
        if ((at >= 0 && decimals.Length == 0) || decimals.ContainsAnyExceptInRange('0', '9') || (whole.Length == 0 && decimals.Length == 0))
        {
            return CellNumber.Malformed;
        }

        int group = 0;
        bool grouped = false;
        foreach (char c in whole)
        {
            if (char.IsAsciiDigit(c))
            {
                plain[length++] = c;
                group++;
                if (grouped && group > 3)
                {
                    return CellNumber.Malformed;
                }
            }
            else if (c == thousands && (grouped ? group == 3 : group is >= 1 and <= 3))
            {
                (group, grouped) = (0, true);
            }
            else
            {
                return CellNumber.Malformed;
            }
        }

        if (grouped && group != 3)
        {
            return CellNumber.Malformed;
        }

        if (whole.Length == 0)
        {
            plain[length++] = '0';
        }

        if (decimals.Length > 0)
        {
            if (length + 1 + decimals.Length > plain.Length)
            {
                return CellNumber.Malformed;
            }

            plain[length++] = '.';
            decimals.CopyTo(plain[length..]);
            length += decimals.Length;
        }

        return CellNumber.Read;
    }

    // Converts full-width digits and signs, the minus sign U+2212, and every space used as thousands separator.
    private static char Ascii(char c) => c switch
    {
        >= '\uFF10' and <= '\uFF19' => (char)(c - '\uFF10' + '0'),
        '\uFF0E' => '.',
        '\uFF0C' => ',',
        '\uFF05' => '%',
        '\u2212' or '\uFF0D' => '-',
        '\uFF0B' => '+',
        '\u00A0' or '\u202F' or '\u2009' or '\u2007' or '\u3000' => ' ',
        _ => c,
    };
}
