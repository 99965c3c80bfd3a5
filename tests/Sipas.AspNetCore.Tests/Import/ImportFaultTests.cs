using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Sipas.AspNetCore.Admin;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.AspNetCore.Import;

/// <summary>A file of ballots with any number of faults: all kinds at once, a page to read, the whole list to take
/// along. And files to start from.</summary>
public sealed class ImportFaultTests : OfficerTest
{
    private const string Items = "K1,K2,K3,K4,K5,K6,K7,K8,K9";

    [Fact]
    public async Task Preview_FaultsOfFiveKinds_AreToldTogetherWithRowColumnValueAndWhatIsAllowed()
    {
        string upload = await UploadAsync("Số phiếu,Mã đơn vị,mode," + Items + "\n"
            + "001,SO-01,paper,5,5,5,5,5,5,5,5,5\n001,SO-01,paper,5,5,5,5,5,5,5,5,5\n002,SO-99,paper,5,5,5,5,5,5,5,5,5"
                + "\n003,SO-01,fax,5,5,5,5,5,5,5,5,5\n004,SO-01,paper,5,9,5,5,5,5,5,5,5\n005,SO-01\n006,XA-01,paper,1,1,1,1,1,1,1,1,1\n");

        (HttpStatusCode status, string page) = await Officer.LookAsync(upload + "/preview");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("5 dòng có lỗi", page, StringComparison.Ordinal);
        Assert.Contains("5 điểm cần sửa, thuộc 5 loại", page, StringComparison.Ordinal);
        Assert.All(["IMP0007", "IMP0009", "BAL0104", "BAL0106", "BAL0204"],
            code => Assert.Matches($"data-count=\"{code}\"[^>]*>1</td>", page));
        Assert.Equal([("3", "Số phiếu", "001"), ("4", "Mã đơn vị", "SO-99"), ("5", "mode", "fax"), ("6", "K2", "9"), ("7", "—", "2")],
            Findings(page).Order());
        Assert.Equal(0, Host.BallotCount);

        FileTable list = await ListAsync(upload);
        Assert.Equal(["code", "row", "column", "value", "allowed", "vi", "en"], list.Columns);
        Assert.Equal([("3", "Số phiếu"), ("4", "Mã đơn vị"), ("5", "mode"), ("6", "K2"), ("7", "")],
            list.Rows.Select(row => (row.Cells[1], row.Cells[2])).Order());
        Assert.All(list.Rows.Where(row => row.Cells[0] is "BAL0104" or "BAL0106" or "BAL0204"), row => Assert.NotEqual("", row.Cells[4]));
    }

    [Fact]
    public async Task Preview_NineWrongCellsInFortyThousandRows_IsAPageToReadAndAListToTake()
    {
        string upload = await UploadAsync("Mã đơn vị," + Items + "\n"
            + string.Concat(Enumerable.Repeat("SO-01,8,8,8,8,8,8,8,8,8\n", 40_000)));

        (HttpStatusCode status, string page) = await Officer.LookAsync(upload + "/preview");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(20, Findings(page).Length);
        Assert.Matches("data-count=\"BAL0204\"[^>]*>360\\.000</td>", page);
        Assert.Contains("40.000 dòng có lỗi", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 1000, 60_000);
        Assert.Equal(360_000, (await ListAsync(upload)).Rows.Count);
    }

    [Fact]
    public async Task Upload_OfWhichNoRowCanBeUsed_IsRefusedOnAPageToRead()
    {
        (HttpStatusCode status, string page) = await Officer.SendFileAsync(
            "/admin/import", "a.csv", Encoding.UTF8.GetBytes("a;b;c\n" + string.Concat(Enumerable.Repeat("1;2\n", 5000))),
            ("questionnaire", "kiosk-9/five-1"), ("encoding", ""));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Matches("data-count=\"IMP0007\"[^>]*>5\\.000</td>", page);
        Assert.InRange(page.Length, 1000, 60_000);
    }

    [Theory]
    [InlineData("kiosk-9/five-1", "csv")]
    [InlineData("kiosk-9/five-1", "xlsx")]
    [InlineData("bnv-2640-2017/online", "xlsx")]
    public async Task Template_FilledAndUploaded_NeedsNoChoiceOfColumns(string questionnaire, string format)
    {
        (_, string start) = await Officer.LookAsync("/admin/import");
        string version = questionnaire.StartsWith("kiosk", StringComparison.Ordinal)
            ? questionnaire
            : Regex.Match(start, "template\\.xlsx\\?questionnaire=(bnv-2640-2017%2F[^\"&]+)").Groups[1].Value
                .Replace("%2F", "/", StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = Host.Address };
        byte[] bytes = await client.GetByteArrayAsync($"/admin/import/template.{format}?questionnaire={Uri.EscapeDataString(version)}");
        TableFile template = TableFile.Open("mẫu", () => new MemoryStream(bytes));
        Assert.Equal(["unit", "ballotNumber", "completedAt", "procedure", "mode", "basis"], template.Columns.Take(6));
        string[] cells = [.. template.Columns.Select(column =>
            column switch { "unit" => "SO-01", "ballotNumber" => "001", "completedAt" => "21/05/2026", _ => "" })];

        string upload = await UploadAsync(CsvOutput.Line(template.Columns) + CsvOutput.Line(cells), version, choose: false);
        (_, string columns) = await Officer.LookAsync(upload);

        Assert.All(template.Columns, column => Assert.Matches($"<option value=\"{Regex.Escape(column)}\" selected", columns));
    }

    [Fact]
    public async Task Template_UnknownQuestionnaireOrFormat_IsRefused()
    {
        (HttpStatusCode unknown, string page) = await Officer.LookAsync("/admin/import/template.csv?questionnaire=none");
        (HttpStatusCode format, _) = await Officer.LookAsync("/admin/import/template.pdf?questionnaire=kiosk-9/five-1");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (unknown, format));
        Assert.Contains(ProblemCodes.QuestionnaireUnknown, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Done_LeadsToTheReportOfTheBallotsThatCame()
    {
        string upload = await UploadAsync("Mã đơn vị," + Items + "\nSO-01,5,5,5,5,5,5,5,5,5\n");
        (_, string preview) = await Officer.LookAsync(upload + "/preview");
        await Officer.PostAsync(upload + "/preview", upload + "/keep",
            ("shown", Regex.Match(preview, "name=\"shown\" value=\"([^\"]+)\"").Groups[1].Value));
        (_, string done) = await Officer.LookAsync(upload + "/done");

        string href = Regex.Match(done, "id=\"result\" href=\"([^\"]+)\"").Groups[1].Value;
        (HttpStatusCode status, string report) = await Officer.LookAsync(href);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("100,00", report, StringComparison.Ordinal);
    }

    private static (string Row, string Column, string Value)[] Findings(string page) =>
    [
        .. Regex.Matches(page[page.IndexOf("class=\"list findings\"", StringComparison.Ordinal)..],
            "<tr>\\s*<th scope=\"row\">([^<]*)</th><td>([^<]*)</td><td>([^<]*)</td>")
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)),
    ];

    private async Task<FileTable> ListAsync(string upload)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(await Officer.GetAsync(upload + "/problems.csv"));
        return FileTable.Read(TableFile.Open("list.csv", () => new MemoryStream(bytes)));
    }

    private async Task<string> UploadAsync(string text, string questionnaire = "kiosk-9/five-1", bool choose = true)
    {
        (HttpStatusCode status, string body) = await Officer
            .SendFileAsync("/admin/import", "tháng 5.csv", Encoding.UTF8.GetBytes(text), ("questionnaire", questionnaire),
                ("encoding", ""));
        Assert.True(status == HttpStatusCode.SeeOther, body);
        string upload = Officer.Location!;
        if (choose)
        {
            (_, string page) = await Officer.LookAsync(upload);
            (string, string)[] fields = [.. Regex.Matches(page, "<select id=\"([^\"]+)\"[\\s\\S]*?</select>")
                .Select(match => (match.Groups[1].Value, Regex.Match(match.Value, "value=\"([^\"]*)\" selected").Groups[1].Value)),
                ("day", "2026-05-01"), ("answers", "")];
            (HttpStatusCode chosen, string refused) = await Officer.PostAsync(upload, upload, fields);
            Assert.True(chosen == HttpStatusCode.SeeOther, refused);
        }

        return upload;
    }
}
