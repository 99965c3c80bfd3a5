using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Common;
using Sipas.Files.Tables;

namespace Sipas.Files;

public class Fault12GuardTests
{
    private static readonly string[] Dangerous = ["=HYPERLINK(\"http://x\")", "+84 24 1234 5678", "@SUM(A1)", "\tx", "\r=1",
        "-1+cmd|' /C calc'!A0", "＝1", "'=1", "''+1"];

    [Fact]
    public void Fault12_Csv_NoCellBeginsAsAFormulaAndEveryOneReadsBack()
    {
        foreach (string cell in Dangerous)
        {
            string guarded = CsvOutput.Guard(cell);
            Assert.StartsWith("'", guarded, StringComparison.Ordinal);
            Assert.Equal(cell, CsvOutput.Unguard(guarded));
        }
    }

    [Theory]
    [InlineData("-1", "-1")]
    [InlineData("-12.75", "-12.75")]
    [InlineData("+84912345678", "'+84912345678")]
    [InlineData("0912345678", "0912345678")]
    public void Fault12_Csv_PhoneAndNegativeNumber_StayReadable(string cell, string shown) => Assert.Equal(shown, CsvOutput.Guard(cell));

    [Property(Arbitrary = [typeof(FormulaTexts)])]
    public bool Fault12_Guard_OfAnyText_IsUndoneByUnguard(string text) => CsvOutput.Unguard(CsvOutput.Guard(text)) == text;

    [Fact]
    public void Fault12_Xlsx_EveryTextIsATextAndTheWorkbookIsValid()
    {
        using var stream = new MemoryStream();
        XlsxOutput.Write(stream, "Bảng [1]", ["Chữ", "Số", "Ngày"],
            [.. Dangerous.Append("_x0041_").Append("\u0001a\ud800😀")
                .Select(text => (TableCell[])[TableCell.Of(text), TableCell.Of(-1.5m), TableCell.Of(new DateOnly(2026, 11, 21))])]);

        using (SpreadsheetDocument document = SpreadsheetDocument.Open(stream, isEditable: false))
        {
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
            Assert.Empty(document.WorkbookPart!.WorksheetParts.Single().Worksheet
                .Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>());
        }

        FileTable table = TestTables.Read(stream.ToArray());
        Assert.Equal("Bảng 1", table.File.Sheet);
        Assert.Equal(Dangerous.Append("_x0041_").Append("\u0001a\uFFFD😀").Select(text => text.Trim()),
            table.Rows.Select(row => row.Cells[0]));
        Assert.All(table.Rows, row => Assert.Equal(["-1.5", "2026-11-21"], row.Cells.Skip(1)));
    }

    [Property(Arbitrary = [typeof(Cells)])]
    public bool Fault12_Xlsx_AnyTexts_ReadBackComposedAndTrimmed(List<string> cells)
    {
        using var stream = new MemoryStream();
        XlsxOutput.Write(stream, "x", ["n", "t"], cells.Select((cell, i) => (TableCell[])[TableCell.Of(i), TableCell.Of(cell)]));

        return TestTables.Read(stream.ToArray()).Rows.Select(row => row.Cells[1]).SequenceEqual(cells.Select(VietnameseText.Compose));
    }

    private static class FormulaTexts
    {
        public static Arbitrary<string> Texts() =>
            Gen.Elements("=", "+", "-", "'", "@", "1", ".", "a", "\t", "\n", "＋").ListOf().Select(string.Concat).ToArbitrary();
    }

    private static class Cells
    {
        public static Arbitrary<List<string>> Lists() =>
            Gen.Elements("a", "Đ", "ế", "<", "&", "\"", "_x0", "00A_", " ", "\u0002", "\r", "=", "😀").ListOf().Select(string.Concat)
                .ListOf().Where(list => list.Count > 0).ToArbitrary();
    }
}
