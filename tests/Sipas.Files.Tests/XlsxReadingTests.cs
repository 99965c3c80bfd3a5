using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.Files;

public class XlsxReadingTests
{
    private const string Styles = """
        <numFmts>
          <numFmt numFmtId="164" formatCode="&quot;ngày&quot; dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.00&quot; mdy&quot;"/>
          <numFmt numFmtId="166" formatCode="[$-42A]0"/>
        </numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs>
          <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="166"/>
        </cellXfs>
        """;

    private static readonly byte[] Whole =
        new Workbook("""<row><c><v>1</v></c></row><row><c><v>2</v></c></row>""", "<si><t>x</t></si>", Styles).ToBytes();

    [Fact]
    public void Read_EveryKindOfCell_GivesWhatASpreadsheetShows()
    {
        FileTable table = new Workbook(
            """
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>hai</t></is></c>
              <c r="C2" t="str"><f>"b"&amp;"a"</f><v>ba</v></c><c r="D2" t="inlineStr"><is><t>bốn</t></is></c></row>
            <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4"><v>0.30000000000000004</v></c><c r="C4"><f>1+1</f><v>2</v></c>
              <c r="D4" s="1"><v>46147</v></c></row>
            <row r="5"><c r="B5" t="b"><v>1</v></c><c r="D5" s="4"><v>46147.75</v></c></row>
            <row r="6"><c r="A6"><v>123456789012345678</v></c><c r="B6" s="3"><v>1.5</v></c><c r="C6" t="e"><v>#N/A</v></c>
              <c r="D6" s="2"><v>46147</v></c></row>
            <row r="7"/>
            <row r="8"><c r="A8" s="5"><v>1E3</v></c><c r="D8" t="d"><v>2026-05-05T00:00:00</v></c></row>
            """,
            "<si><t>Mã đơn vị</t></si><si><r><t>S</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh><r><t xml:space=\"preserve\">ở </t></r></si>",
            Styles).Read();

        Assert.Equal(["Mã đơn vị", "hai", "ba", "bốn"], table.Columns);
        Assert.Equal("Phiếu", table.File.Sheet);
        Assert.Equal([4, 5, 6, 8], table.Rows.Select(row => row.Number));
        Assert.Equal(["Sở", "0.3", "2", "2026-05-05"], table.Rows[0].Cells);
        Assert.Equal(["", "true", "", "2026-05-05 18:00:00"], table.Rows[1].Cells);
        Assert.Equal(["123456789012345678", "1.5", "#N/A", "2026-05-05"], table.Rows[2].Cells);
        Assert.Equal(["1000", "", "", "2026-05-05"], table.Rows[3].Cells);
    }

    [Fact]
    public void Read_DecomposedText_ComesOutComposed()
    {
        string decomposed = "Đơn vị".Normalize(System.Text.NormalizationForm.FormD);
        FileTable table = new Workbook(
            $"""<row><c t="inlineStr"><is><t>{decomposed}</t></is></c></row><row><c><v>1</v></c></row>""").Read();

        Assert.Equal(0, table.Find("đơn VỊ"));
        Assert.Equal("Đơn vị", table.Columns[0]);
    }

    [Theory]
    [InlineData("1", "1900-01-01")]
    [InlineData("59", "1900-02-28")]
    [InlineData("61", "1900-03-01")]
    [InlineData("2958465", "9999-12-31")]
    [InlineData("0.5", "12:00:00")]
    public void Read_DayOf1900Count_IsThatDay(string serial, string shown) =>
        Assert.Equal(shown, new Workbook($"""<row><c t="str"><v>d</v></c></row><row><c s="1"><v>{serial}</v></c></row>""", styles: Styles)
            .Read().Rows[0].Cells[0]);

    [Fact]
    public void Read_DayOf1904Count_IsThatDay() =>
        Assert.Equal("1904-01-02",
            new Workbook("""<row><c t="str"><v>d</v></c></row><row><c s="1"><v>1</v></c></row>""", styles: Styles,
                workbookProperties: """<workbookPr date1904="1"/>""").Read().Rows[0].Cells[0]);

    [Fact]
    public void Read_FormulaWithoutItsValue_IsTold()
    {
        var workbook = new Workbook(
            """
            <row r="1"><c r="A1" t="str"><v>d</v></c></row>
            <row r="2"><c r="A2"><f>NOW()</f></c></row>
            <row r="3"><c r="A3"><v>1</v></c></row>
            """);

        Problem problem = Assert.Throws<SipasException>(() => workbook.Read()).Problems[0];

        Assert.Equal((ProblemCodes.FormulaWithoutValue, "A2"), (problem.Code, problem.Place));
    }

    [Fact]
    public void Read_CellBeyondTheHeader_IsTold() => Assert.Equal(
        [ProblemCodes.RowShape],
        TestTables.CodesOf(() =>
            new Workbook("""<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="C2"><v>2</v></c></row>""").Read()));

    [Fact]
    public void Read_SheetByName_IsThatSheetOrTellsTheNames()
    {
        var workbook = new Workbook("""<row><c><v>1</v></c></row><row><c><v>2</v></c></row>""");

        Assert.Equal("2", workbook.Read(new TableFileOptions { Sheet = "phiếu" }).Rows[0].Cells[0]);
        Problem problem = Assert.Throws<SipasException>(() => workbook.Read(new TableFileOptions { Sheet = "Khác" })).Problems[0];
        Assert.Equal((ProblemCodes.SheetMissing, "Ẩn, Phiếu"), (problem.Code, problem.Allowed));
    }

    [Theory]
    [InlineData("""<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>""")]
    [InlineData("""<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>""")]
    [InlineData("""<row r="1"><c r="A1" t="s"><v>7</v></c></row>""")]
    [InlineData("""<row r="1"><c r="A1"><v>1</row>""")]
    [InlineData("""<row r="x"><c><v>1</v></c></row>""")]
    public void Read_DamagedSheet_IsATypedProblem(string rows) =>
    Assert.Equal([ProblemCodes.WorkbookUnreadable], TestTables.CodesOf(() => new Workbook(rows).Read()));

    [Property(Arbitrary = [typeof(Lengths)])]
    public void Read_BytesCutAnywhere_IsATypedProblemOrTheSameTable(int length) =>
        Assert.All(Assert.Throws<SipasException>(() => TestTables.Read(Whole[..length])).Problems,
            problem => Assert.StartsWith("IMP", problem.Code, StringComparison.Ordinal));

    private static class Lengths
    {
        public static Arbitrary<int> Numbers() => Gen.Choose(0, Whole.Length - 1).ToArbitrary();
    }
}
