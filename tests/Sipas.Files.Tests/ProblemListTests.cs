using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.Files;

public class ProblemListTests
{
    [Theory]
    [InlineData("row 12, đơn vị", "12", "đơn vị")]
    [InlineData("row 12", "12", "")]
    [InlineData("--date", "", "--date")]
    [InlineData("row", "", "row")]
    [InlineData("row x, y", "", "row x, y")]
    [InlineData("row 12x", "", "row 12x")]
    [InlineData(null, "", "")]
    public void Split_Place_PartsRowAndColumn(string? place, string row, string column) =>
    Assert.Equal((row, column), ProblemList.Split(place));

    [Fact]
    public void Line_Problem_IsReadBackCellByCell()
    {
        var problem = new Problem(ProblemCodes.UnitUnknown, "row 7, đơn vị", "=S\"01", "S01, S02");

        string text = ProblemList.Header + ProblemList.Line(problem);

        FileTable table = FileTable.Read(TableFile.Open("problems.csv", () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))));
        Assert.Equal(["code", "row", "column", "value", "allowed", "vi", "en"], table.Columns);
        Assert.Equal([problem.Code, "7", "đơn vị", "'=S\"01", "S01, S02", problem.Message.Vi, problem.Message.En], table.Rows[0].Cells);
    }
}
