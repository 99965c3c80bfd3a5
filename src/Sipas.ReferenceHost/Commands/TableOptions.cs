using System.CommandLine;
using System.Text;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Options of a command that reads a table: sheet, encoding, header row, decimal mark.</summary>
internal sealed class TableOptions
{
    private readonly Option<string?> _sheet = new("--sheet") { Description = "Sheet of a workbook. Default: the first visible sheet" };
    private readonly Option<string?> _encoding =
        new("--encoding") { Description = "Encoding of a text file that is not UTF-8, for example windows-1258" };
    private readonly TypedOption<int> _header = Typed.SmallWhole("--header-row",
        "Row number of the header, as in a spreadsheet. Default: detected automatically");
    private readonly Option<string?> _decimal = new("--decimal")
    {
        Description = "Decimal mark of numbers written as text: , or . (resolves values such as 12.500). Default: only unambiguous "
        + "numbers are read",
    };

    public TableOptions() => _decimal.AcceptOnlyFromAmong(",", ".");

    public Command AddTo(Command command)
    {
        foreach (Option option in (Option[])[_sheet, _encoding, _header, _decimal])
        {
            command.Add(option);
        }

        return command;
    }

    public TableFileOptions Read(ParseResult parsed) => new()
    {
        Sheet = parsed.GetValue(_sheet),
        Encoding = parsed.GetValue(_encoding) is { } name ? FindEncoding(name) : null,
        HeaderRow = _header.Find(parsed),
        DecimalMark = parsed.GetValue(_decimal) switch
        {
            "," => DecimalMark.Comma,
            "." => DecimalMark.Point,
            _ => null,
        },
    };

    /// <summary>The line of a preview that describes how a file is read.</summary>
    public static string Describe(TableFile file) =>
        $"Tiêu đề: {file.HeaderPlace.Replace("row", "dòng", StringComparison.Ordinal)}; các cột: {string.Join(" | ", file.Columns)}. "
            + "Dòng tiêu đề khác: --header-row. / "
            + $"Header: {file.HeaderPlace}; columns: {string.Join(" | ", file.Columns)}. Another header row: --header-row.";

    private static Encoding FindEncoding(string name) =>
        TableFileOptions.FindEncoding(name)
            ?? throw new SipasException(new Problem(ProblemCodes.QueryValue, "--encoding", name, "utf-8, utf-16, windows-1258"));
}
