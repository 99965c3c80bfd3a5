using System.Net;
using System.Text.RegularExpressions;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Sampling;
using Sipas.AspNetCore.Pages;
using Sipas.Files.Tables;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Storage.Contract;

namespace Sipas.AspNetCore.Admin;

/// <summary>The form of a plan: what its stars promise, and refusals in its own words.</summary>
public sealed class PlanRefusalTests : OfficerTest
{
    [Fact]
    public async Task NewSurvey_OnlyTheStarredFieldsFilled_IsAccepted()
    {
        (_, string page) = await Officer.LookAsync("/admin/new-survey");
        (string Name, string Value)[] shown = Shown(page);
        string[] starred = [.. Regex.Matches(page, "<label for=\"([^\"]+)\">[^<]*<span class=\"required\"")
            .Select(match => match.Groups[1].Value)];
        Assert.Equal(["code", "title", "pack", "legalBasis.number", "legalBasis.date", "frame.id"], starred);

        (HttpStatusCode status, string body) = await Officer
            .PostAsync("/admin/new-survey", "/admin/new-survey", [.. shown.Select(field => field.Name switch
        {
            "code" => (field.Name, "TINH-2026"),
            "title" => (field.Name, "Khảo sát năm 2026"),
            "legalBasis.number" => (field.Name, "12/KH-UBND"),
            "legalBasis.date" => (field.Name, "2026-01-15"),
            "frame.id" => (field.Name, "so_ho_so"),
            _ => field,
        })]);

        Assert.True(status == HttpStatusCode.SeeOther, body);
        Assert.Equal(18, (await Host.People.Plans.FindPlanAsync("TINH-2026", default))!.Plan.Population.MinimumAge);
        (_, string survey) = await Officer.LookAsync("/admin/surveys/TINH-2026");
        Assert.Contains(ProblemCodes.PlanAgeUnchecked, survey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewSurvey_Empty_IsRefusedInTheWordsOfThePageWithASummaryThatLeadsToTheFields()
    {
        (_, string page) = await Officer.LookAsync("/admin/new-survey");
        (HttpStatusCode status, string body) = await Officer
            .PostAsync("/admin/new-survey", "/admin/new-survey", [.. Shown(page).Select(field => field.Name switch
        {
            "population.from" => (field.Name, "2026-01-01"),
            "size.margin" => (field.Name, "150"),
            _ => field,
        }), ("population.resultReceived", "on")]);
        body = WebUtility.HtmlDecode(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        string summary = body[body.IndexOf("id=\"refusals\"", StringComparison.Ordinal)..body.IndexOf("<form", StringComparison.Ordinal)];
        string[] links = [.. Regex.Matches(summary, "<a href=\"#([^\"]+)\">").Select(match => match.Groups[1].Value)];
        Assert.All((string[])["legalBasis.date"], field => Assert.Contains(field, links));
        Assert.All(links, field => Assert.Contains($"id=\"{field}\"", body, StringComparison.Ordinal));
        Assert.DoesNotMatch("frame\\.|population\\.|legalBasis\\.[a-z]+'|→|≠", Regex.Replace(summary, "href=\"[^\"]*\"", ""));
        Assert.Contains("Mục \"Ngày ban hành\" còn trống", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("population.from", "2026-01-01", "population.from", "cả ngày đầu và ngày cuối")]
    [InlineData("population.resultReceived", "on", "frame.resultReceived", "Mục \"Đã nhận kết quả\" còn trống; hãy điền tên cột")]
    [InlineData("size.margin", "150", "size.margin", "Mục \"Sai số (%)\": '150 %' không dùng được; cho phép: > 0 %, < 100 %")]
    [InlineData("stage.method", "ppsSystematic", "stage.sizeColumn", "Mục \"Cột quy mô\" còn trống; hãy điền tên cột quy mô")]
    [InlineData("code", "mã có dấu", "code", "Mục \"Mã cuộc khảo sát\": 'mã có dấu' không dùng được")]
    [InlineData("reserve.share", "mười", "reserve.share", "Mục \"Dự phòng (% của chính thức)\": 'mười' không dùng được")]
    [InlineData("cluster.column", "thon", "size.rule", "cho phép: ")]
    [InlineData("deadlines.draw", "2027-01-01", "deadlines.draw", "kết thúc trước khi bắt đầu")]
    public async Task Plan_OneFieldWrong_IsSaidBesideItAndAboveInTheSameWords(string field, string value, string beside, string words)
    {
        FormState form = PlanForm.Of(SamplePeople.Plan());
        form["size.rule"] = "yamane";
        form["allocation.kind"] = "equal";
        form["deadlines.fieldFrom"] = "2026-11-01";
        form["deadlines.fieldTo"] = "2026-12-31";
        form["deadlines.draw"] = "";
        form[field] = value;
        form["population.to"] = field == "population.from" ? "" : form["population.to"];
        form["population.from"] = field == "population.from" ? value : form["population.from"];

        (HttpStatusCode status, string body) = await Officer
            .PostAsync("/admin/new-survey", "/admin/new-survey", [.. form.Values.Select(pair => (pair.Key, pair.Value))]);
        body = WebUtility.HtmlDecode(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Matches($"<a href=\"#{Regex.Escape(beside)}\">[^<]*{Regex.Escape(words)}", body);
        Assert.Matches($"id=\"{Regex.Escape(beside)}-problem\">[\\s\\S]*?{Regex.Escape(words)}", body);
    }

    [Fact]
    public void Label_EveryFieldOfTheForm_IsKnown()
    {
        var words = new PageTexts("vi", AdminTexts.Catalogue);
        string[] hidden = ["revision", "size.perStratum", "cluster.codesRepeat", "population.description.en", "legalBasis.issuer.en"];

        Assert.All(PlanForm.Of(SamplePeople.Plan()).Values.Keys.Except(hidden),
            field => Assert.False(string.IsNullOrEmpty(PlanFormTexts.Label(words, field)), field));
    }

    [Fact]
    public async Task Frame_FaultyRows_AreDownloadedAsTheyCameWithTheirReasons()
    {
        SurveyPlan plan = SamplePeople.Plan() with
        {
            Population = SamplePeople.Plan().Population with
            {
                From = new DateOnly(2026, 1, 1),
                To = new DateOnly(2026, 10, 31),
                MinimumAge = 18
            },
            Frame = SamplePeople.Plan().Frame with { Day = "day", Age = "age" },
        };
        await Host.People.Plans.SavePlanAsync(plan, 0, "Lan", default);
        string text = "dossier,name,phone,unit,day,age\nD1,Lan,0901,SO-01,21/05/2026,30\nD2,Minh,0902,SO-01,,30\n,\"Hoa, "
            + "Thị\",0903,SO-01,22/05/2026,\nD4,Sơn,,,23/05/2026,17\nD5,Thu,0905,SO-02,24/05/2026,44\n";
        (HttpStatusCode status, string refused) = await Officer
            .SendFileAsync("/admin/surveys/PX-2026/frame", "khung.csv", System.Text.Encoding.UTF8.GetBytes(text));
        Assert.True(status == HttpStatusCode.SeeOther, refused);

        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(await Officer.GetAsync("/admin/surveys/PX-2026/frame/faults.csv"));
        FileTable table = FileTable.Read(TableFile.Open("faults.csv", () => new MemoryStream(bytes)));
        (_, string page) = await Officer.LookAsync("/admin/surveys/PX-2026/frame");

        Assert.Equal(["Dòng", "dossier", "name", "phone", "unit", "day", "age", "Lý do"], table.Columns);
        Assert.Equal(["3,D2,Minh,0902,SO-01,,30", "4,,Hoa, Thị,0903,SO-01,22/05/2026,", "5,D4,Sơn,,,23/05/2026,17"],
            table.Rows.Select(row => string.Join(',', row.Cells.SkipLast(1))));
        string[][] reasons = [["thiếu ngày"], ["thiếu mã hồ sơ", "ô để trống"],
            ["ô phân tầng để trống", "thiếu mã đơn vị", "thiếu thông tin liên hệ", "không đủ điều kiện"]];
        Assert.All(table.Rows.Zip(reasons),
            pair => Assert.All(pair.Second, reason => Assert.Contains(reason, pair.First.Cells[^1], StringComparison.Ordinal)));
        Assert.All(table.Rows, row => Assert.DoesNotContain("''", row.Cells[^1], StringComparison.Ordinal));
        Assert.Contains("7 điểm cần sửa, thuộc 7 loại", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/admin/surveys/PX-2026/frame/faults.csv\"", page, StringComparison.Ordinal);
    }

    // The fields of a form as a browser sends them: what is shown, and of a choice what is chosen.
    private static (string Name, string Value)[] Shown(string page) =>
    [
        .. Regex.Matches(page, "<input id=\"([^\"]+)\" name=\"([^\"]+)\" type=\"(text|number|date)\"(?: value=\"([^\"]*)\")?")
        .Select(match => (match.Groups[2].Value, match.Groups[4].Value)),
        .. Regex.Matches(page, "<textarea id=\"([^\"]+)\"[^>]*>([^<]*)</textarea>")
        .Select(match => (match.Groups[1].Value, match.Groups[2].Value)),
        .. Regex.Matches(page, "<select id=\"([^\"]+)\"[\\s\\S]*?</select>").Select(match => (match.Groups[1].Value, Chosen(match.Value))),
    ];

    private static string Chosen(string select) => Regex.Match(select, "value=\"([^\"]*)\" selected") is { Success: true } chosen
        ? chosen.Groups[1].Value : Regex.Match(select, "<option value=\"([^\"]*)\"").Groups[1].Value;
}
