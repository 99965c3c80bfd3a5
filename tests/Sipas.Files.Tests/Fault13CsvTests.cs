using System.Globalization;
using System.Text;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.Files;

[Collection(nameof(Alone))]
public class Fault13CsvTests
{
    private const string Text = "Mã,Tên\r\nS01,\"Sở\r\nNội vụ\"\r\nX01,Phường Đào\r\n";

    [Fact]
    public void Fault13_Dresses_OfOneFile_GiveOneTable()
    {
        byte[][] dresses =
        [
            Encoding.UTF8.GetBytes(Text),
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)],
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)],
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)],
            Encoding.UTF8.GetBytes(Text.Replace(',', ';')),
            Encoding.UTF8.GetBytes(Text.Replace(',', '\t')),
            Encoding.UTF8.GetBytes(Text.Normalize(NormalizationForm.FormD)),
        ];

        foreach (byte[] dress in dresses)
        {
            FileTable table = TestTables.Read(dress);
            Assert.Equal(["Mã", "Tên"], table.Columns);
            Assert.Equal([2, 3], table.Rows.Select(row => row.Number));
            Assert.Equal(["S01", "Sở\r\nNội vụ"], table.Rows[0].Cells);
            Assert.Equal(["X01", "Phường Đào"], table.Rows[1].Cells);
        }
    }

    [Fact]
    public void Fault13_Windows1258_IsRefusedUnlessItIsNamed()
    {
        Encoding old = TableFileOptions.FindEncoding("windows-1258")!;
        byte[] bytes = old.GetBytes("Ma\u0303\nĐơn vi\u0323");

        Assert.Equal([ProblemCodes.FileEncoding], TestTables.CodesOf(() => TestTables.Read(bytes)));
        FileTable table = TestTables.Read(bytes, new TableFileOptions { Encoding = old });

        Assert.Equal(("Mã", "Đơn vị"), (table.Columns[0], table.Rows[0].Cells[0]));
    }

    [Fact]
    public void Fault13_Utf16WithoutItsMark_IsRefused() =>
    Assert.Equal([ProblemCodes.FileEncoding], TestTables.CodesOf(() => TestTables.Read(Encoding.Unicode.GetBytes("a,b\n1,2\n"))));

    [Fact]
    public void Fault13_ThreeHundredColumns_AreRead()
    {
        string[] columns = [.. Enumerable.Range(1, 300).Select(i => i.ToString(CultureInfo.InvariantCulture))];

        Assert.Equal(columns, TestTables.Read($"{string.Join(';', columns)}\n{string.Join(';', columns)}\n").Rows[0].Cells);
        Assert.Equal([ProblemCodes.FileLimit],
            TestTables.CodesOf(() => TestTables.Read(string.Join(',', Enumerable.Range(1, 1001)) + "\n")));
    }

    [Fact]
    public void Fault13_DuplicateHeaders_AreToldEachOnce() =>
    Assert.Equal([ProblemCodes.ColumnTwice, ProblemCodes.ColumnTwice], TestTables.CodesOf(() => TestTables.Read("a,b,A,B,a\n1,2,3,4,5\n")));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("a,b\n")]
    public void Fault13_EmptyFile_IsSaidToBeEmpty(string text) =>
    Assert.Equal([ProblemCodes.FileEmpty], TestTables.CodesOf(() => TestTables.Read(text)));

    [Fact]
    public void Fault13_RowsOfAnotherShape_AreToldAllWithTheirNumbers()
    {
        SipasException error = Assert.Throws<SipasException>(() => TestTables.Read("a,b\n1,2\n1\n\n1,2,3\n"));

        Assert.Equal([(ProblemCodes.RowShape, "row 3"), (ProblemCodes.RowShape, "row 5")],
            error.Problems.Select(problem => (problem.Code, problem.Place!)));
    }

    [Fact]
    public void Fault13_QuoteNeverClosed_IsATypedProblemHoweverLongTheFile()
    {
        byte[] bytes = new byte[20 << 20];
        bytes.AsSpan().Fill((byte)'x');
        "a,b\n\""u8.CopyTo(bytes);

        Assert.Contains(TestTables.CodesOf(() => TestTables.Read(bytes))[0], (string[])[ProblemCodes.QuoteOpen, ProblemCodes.FileLimit]);
    }

    [Fact]
    public void Fault13_MillionRows_AreReadRowByRow()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("unit,K1,K2\n" + string.Concat(Enumerable.Repeat("S01,5,4\n", 1_000_000)));
        TableFile file = TableFile.Open("phiếu.csv", () => new MemoryStream(bytes));

        long before = GC.GetTotalMemory(forceFullCollection: true);
        long rows = 0;
        long peak = 0;
        foreach (TableRow row in file.ReadRows())
        {
            rows++;
            if (rows % 250_000 == 0)
            {
                Assert.Equal(["S01", "5", "4"], row.Cells);
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(1_000_000, rows);
        Assert.True(peak < 8 << 20, $"{peak} bytes were held");
    }
}
