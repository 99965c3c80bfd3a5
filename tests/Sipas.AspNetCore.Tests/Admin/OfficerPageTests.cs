using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Sampling;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Files.Tables;
using Sipas.Plans;
using Sipas.Sampling;
using Sipas.Storage.Contract;
using Sipas.Units;

namespace Sipas.AspNetCore.Admin;

public sealed partial class OfficerPageTests : OfficerTest
{
    [Fact]
    public async Task Forms_WithoutTheirMark_AreRefusedAndNothingIsStored()
    {
        await Host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        foreach (string path in (string[])["/admin/new-survey", "/admin/surveys/PX-2026/plan", "/admin/surveys/PX-2026/plan/json",
            "/admin/surveys/PX-2026/frame", "/admin/surveys/PX-2026/frame/seal", "/admin/surveys/PX-2026/draw",
            "/admin/surveys/PX-2026/draw/verify", "/admin/surveys/PX-2026/field/assign", "/admin/surveys/PX-2026/field/units/C1"])
        {
            Assert.Equal(HttpStatusCode.BadRequest, await Officer.PostWithoutMarkAsync(path));
        }

        Assert.Single(await Host.People.Plans.ReadPlansAsync(default));
        Assert.Null(await Host.People.Frames.FindFrameAsync("PX-2026", default));
    }

    [Fact]
    public async Task Pages_OfASurveyThatIsNotThere_SaySo()
    {
        foreach (string path in (string[])["", "/plan", "/plan/json", "/plan.json", "/frame", "/draw", "/print", "/print/letters", "/field",
            "/field/units/C1"])
        {
            using HttpResponseMessage response = await Host.Client.GetAsync($"/admin/surveys/none{path}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Contains("PPL0001", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Plan_SavedMeanwhileBySomebodyElse_IsNotOverwritten()
    {
        await Host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        (string Name, string Value)[] fields = Fields(PlanForm.Of(SamplePeople.Plan()), ("title", "Tên mới"), ("revision", "1"));
        await Host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 1, "Minh", default);

        (HttpStatusCode status, string body) = await Officer
            .PostAsync("/admin/surveys/PX-2026/plan", "/admin/surveys/PX-2026/plan", fields);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("PPL0002", body, StringComparison.Ordinal);
        Assert.Equal("Khảo sát năm 2026", (await Host.People.Plans.FindPlanAsync("PX-2026", default))!.Plan.Title.Vi);
    }

    [Fact]
    public async Task PlanJson_StagesTheFormDoesNotShow_AreStored()
    {
        SurveyPlan plan = SamplePeople.Plan() with
        {
            Stages =
            [
                new StageDesign { ClusterColumn = "district", Method = SelectionMethod.PpsSystematic },
                new StageDesign { ClusterColumn = "village", Method = SelectionMethod.SimpleRandom, Take = 2 },
                new StageDesign { Method = SelectionMethod.Systematic, Take = 5 },
            ],
        };
        await Host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);

        (HttpStatusCode status, _) = await Officer.PostAsync(
            "/admin/surveys/PX-2026/plan/json", "/admin/surveys/PX-2026/plan/json",
            ("json", Encoding.UTF8.GetString(SurveyPlanSerializer.Write(plan))), ("revision", "1"));
        using HttpResponseMessage form = await new HttpClient(
            new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = Host.Address,
        }.GetAsync("/admin/surveys/PX-2026/plan");

        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Equal(SurveyPlanSerializer.Write(plan),
            SurveyPlanSerializer.Write((await Host.People.Plans.FindPlanAsync("PX-2026", default))!.Plan));
        Assert.Equal("/admin/surveys/PX-2026/plan/json", form.Headers.Location?.ToString());
    }

    [Fact]
    public async Task PlanJson_FieldThatIsNone_IsToldAndNothingIsStored()
    {
        await Host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);

        (HttpStatusCode status, string body) = await Officer
            .PostAsync("/admin/surveys/PX-2026/plan/json", "/admin/surveys/PX-2026/plan/json", ("json", "{\"nonsense\": 1}"),
                ("revision", "1"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("PLN0001", body, StringComparison.Ordinal);
        Assert.Equal(1, (await Host.People.Plans.FindPlanAsync("PX-2026", default))!.Revision);
    }

    [Fact]
    public async Task Frame_U2UnitThatEnded_IsToldWithItsSuccessorBeforeTheFrameIsSealed()
    {
        var ended = new DateOnly(2025, 6, 30);
        await Host.Storage.Units.SaveAsync(
        [
            new() { Code = "H01", Name = new("Huyện Một", "District One"), Block = "districts", ValidTo = ended },
            new() { Code = "C01", Name = new("Xã Một", "Ward One"), Block = "communes", ValidFrom = ended.AddDays(1) },
        ], default);
        await Host.Storage.Units.SaveSuccessionsAsync(
            [new() { PredecessorCode = "H01", SuccessorCode = "C01", Kind = SuccessionKind.Merged }], default);
        await Host.State.ReloadAsync(default);
        SurveyPlan plan = SamplePeople.Plan() with { Frame = SamplePeople.Plan().Frame with { Day = "day" } };
        await Host.People.Plans.SavePlanAsync(plan, 0, "Lan", default);
        string rows = "dossier,name,phone,unit,day\n1,An,0901,H01,2025-06-30\n2,Ba,0902,H01,2026-01-05\n3,Ca,0903,C01,2026-01-05\n";

        await Officer.SendFileAsync("/admin/surveys/PX-2026/frame", "f.csv", Encoding.UTF8.GetBytes(rows));
        (_, string page) = await Officer.LookAsync("/admin/surveys/PX-2026/frame");
        StoredFrame frame = (await Host.People.Frames.FindFrameAsync("PX-2026", default))!;
        (HttpStatusCode refused, _) = await Officer.PostAsync("/admin/surveys/PX-2026/frame", "/admin/surveys/PX-2026/frame/seal",
            ("frame", $"{frame.Id}"));

        Assert.Contains("FRM0110", page, StringComparison.Ordinal);
        Assert.Contains("không tồn tại vào ngày giao dịch; hiệu lực: – 2025-06-30 → C01", page, StringComparison.Ordinal);
        Assert.Equal(["3"], Regex.Matches(page, "<th scope=\"row\">(\\d+)</th>").Select(match => match.Groups[1].Value).Distinct());
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Null((await Host.People.Frames.FindFrameAsync("PX-2026", default))!.Seal);
    }

    [Fact]
    public async Task Choices_U2UnitThatEnded_AreMarkedWhereADayIsChosenAndHiddenForNewDevices()
    {
        await Host.Storage.Units.SaveAsync(
            [new() { Code = "H01", Name = new("Huyện Một", "District One"), Block = "districts", ValidTo = new DateOnly(2025, 6, 30) }],
            default);
        await Host.State.ReloadAsync(default);

        (_, string paper) = await Officer.LookAsync("/admin/paper");
        (_, string devices) = await Officer.LookAsync("/admin/devices");

        Assert.Contains("H01 · Huyện Một · đến 30/06/2025", paper, StringComparison.Ordinal);
        Assert.True(paper.IndexOf("SO-01 ·", StringComparison.Ordinal) < paper.IndexOf("H01 ·", StringComparison.Ordinal));
        Assert.Contains("SO-01", devices, StringComparison.Ordinal);
        Assert.DoesNotContain("H01", devices, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_U1WrongCheckDigitOrScannedNumber_IsRefusedOrRead()
    {
        await OfficerRun.DrawnAsync(Host.People);
        string path = "/admin/surveys/PX-2026/field/units/C1";

        (HttpStatusCode slip, string body) = await Officer.PostAsync(path, path, ("kind", "issued"), ("ballot", "000113-2"));
        (HttpStatusCode good, _) = await Officer.PostAsync(path, path, ("kind", "issued"), ("ballot", "SIPAS:PX-2026:000113-1"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther), (slip, good));
        Assert.Contains("id=\"ballot-problem\"", body, StringComparison.Ordinal);
        Assert.Contains("PPR0110", body, StringComparison.Ordinal);
        Assert.Equal("000113-1", Assert.Single(await Host.People.Field.ReadFieldLogAsync("PX-2026", default)).Event.BallotNumber);
    }

    [Fact]
    public async Task Frame_Workbook_IsStoredAsTheCsvWouldBe()
    {
        await Host.People.Plans.SavePlanAsync(SamplePeople.Plan() with { Frame = SamplePeople.Plan().Frame with { Unit = null } }, 0, "Lan",
            default);
        using var bytes = new MemoryStream();
        InMemoryFrame frame = SamplePeople.Frame();
        XlsxOutput.Write(bytes, "Giao dịch", frame.Columns,
            frame.ReadRows().Select(row => (IReadOnlyList<TableCell>)[.. row.Cells.Select(TableCell.Of)]));

        (HttpStatusCode status, _) = await Officer.SendFileAsync("/admin/surveys/PX-2026/frame", "giao-dich.xlsx", bytes.ToArray());

        Assert.Equal(HttpStatusCode.SeeOther, status);
        IFrameSource stored = Host.People.Frames.OpenFrame((await Host.People.Frames.FindFrameAsync("PX-2026", default))!);
        Assert.Equal(frame.ReadRows().Select(row => string.Join('|', row.Cells)),
            stored.ReadRows().Select(row => string.Join('|', row.Cells)));
        Assert.Contains("Không có lỗi", await Officer.GetAsync("/admin/surveys/PX-2026/frame"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_WorkbookWhoseCodesBecameDays_IsRefusedByCellAndNotStored()
    {
        await Host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        using var bytes = new MemoryStream();
        InMemoryFrame frame = SamplePeople.Frame();
        int id = Enumerable.Range(0, frame.Columns.Count).Single(i => frame.Columns[i] == SamplePeople.Plan().Frame.Id);
        XlsxOutput.Write(bytes, "Giao dịch", frame.Columns, frame.ReadRows().Select(row => (IReadOnlyList<TableCell>)
            [.. row.Cells.Select((cell, i) => i == id && row.Number == 3 ? TableCell.Of(new DateOnly(2026, 5, 8)) : TableCell.Of(cell))]));

        (HttpStatusCode status, string body) = await Officer
            .SendFileAsync("/admin/surveys/PX-2026/frame", "giao-dich.xlsx", bytes.ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Single(Regex.Matches(body, "IMP0103"));
        Assert.Contains("2026-05-08", body, StringComparison.Ordinal);
        Assert.Null(await Host.People.Frames.FindFrameAsync("PX-2026", default));
    }

    [Fact]
    public async Task Frame_LargerThanTheOption_IsRefusedWithTheLimit()
    {
        await using TestHost host = await TestHost.StartAsync(services: services =>
            Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions
            .Configure<SipasAdminOptions>(services, options => options.MaximumFrameBytes = 1_048_576));
        await host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        using var officer = new OfficerRun(host);

        (HttpStatusCode status, string body) = await officer.SendFileAsync("/admin/surveys/PX-2026/frame", "big.csv", new byte[2_000_000]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("1048576", body, StringComparison.Ordinal);
        Assert.Null(await host.People.Frames.FindFrameAsync("PX-2026", default));
    }

    [Fact]
    public async Task Frame_NotSealed_CannotBeDrawnFrom()
    {
        await Host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        await Host.People.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);

        (HttpStatusCode status, string body) = await Officer.PostAsync("/admin/new-survey", "/admin/surveys/PX-2026/draw", ("seed", "1"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("PPL0010", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_Made_IsNeitherMadeAgainNorIsThePlanChanged()
    {
        StoredDraw drawn = await OfficerRun.DrawnAsync(Host.People);

        (HttpStatusCode again, string body) = await Officer.PostAsync("/admin/new-survey", "/admin/surveys/PX-2026/draw", ("seed", "2"));
        (HttpStatusCode plan, string refused) = await Officer
            .PostAsync("/admin/surveys/PX-2026/plan", "/admin/surveys/PX-2026/plan",
                Fields(PlanForm.Of(SamplePeople.Plan()), ("size.each", "1"), ("revision", "1")));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (again, plan));
        Assert.All([body, refused], text => Assert.Contains("PPL0003", text, StringComparison.Ordinal));
        Assert.Equal(drawn.Official.Hash(), (await Host.People.Samples.FindDrawAsync("PX-2026", default))!.Official.Hash());
    }

    [Fact]
    public async Task DrawnLists_Downloaded_AreThoseOfTheCertificate()
    {
        StoredDraw drawn = await OfficerRun.DrawnAsync(Host.People);

        var certificate = DrawCertificate
            .Read(Encoding.UTF8.GetBytes(await Officer.GetAsync("/admin/surveys/PX-2026/draw/certificate.json")));
        string[] lines = (await Officer.GetAsync("/admin/surveys/PX-2026/draw/official.csv")).TrimStart('\ufeff')
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(drawn.Official.Hash(), certificate.OfficialHash);
        Assert.Equal("code,number,cell,order,row,id,probability,weight,dossier,name,phone,unit", lines[0]);
        Assert.Equal(drawn.Official.Entries.Select(entry => entry.UnitId), lines.Skip(1).Select(line => line.Split(',')[5]));
    }

    [Fact]
    public async Task Draw_StartsByLot_NeedsNoSeedAndIsShownOnPageAndList()
    {
        SurveyPlan plan = SamplePeople.Plan() with
        {
            Stages = [new StageDesign { Method = SelectionMethod.SystematicStep, Step = 2 }],
            Reserve = new ReserveRule(),
        };
        await Host.People.Plans.SavePlanAsync(plan, 0, "Lan", default);
        StoredFrame frame = await Host.People.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);
        await Host.People.Frames.SealFrameAsync(
            frame.Id, FrameSeal.Of(Host.People.Frames.OpenFrame(frame), plan.ToDrawDesign(), SampleBallots.Noon),
            default);
        Assert.Contains("name=\"starts\"", await Officer.GetAsync("/admin/surveys/PX-2026/draw"), StringComparison.Ordinal);

        (HttpStatusCode above, string refused) = await Officer
            .PostAsync("/admin/new-survey", "/admin/surveys/PX-2026/draw", ("starts", "S01 = 3\nS02 = 1"));
        (HttpStatusCode both, string seeded) = await Officer
            .PostAsync("/admin/new-survey", "/admin/surveys/PX-2026/draw", ("starts", "S01 = 2\nS02 = 1"), ("seed", "5"));
        (HttpStatusCode drawn, _) = await Officer.PostAsync("/admin/new-survey", "/admin/surveys/PX-2026/draw",
            ("starts", "S01 = 2\nS02 = 1"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.SeeOther), (above, both, drawn));
        Assert.Contains("SMP0101", refused, StringComparison.Ordinal);
        Assert.Contains("SMP0104", seeded, StringComparison.Ordinal);
        string[] lines = (await Officer.GetAsync("/admin/surveys/PX-2026/draw/official.csv")).TrimStart('\ufeff')
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("code,number,cell,order,row,id,probability,weight,step,start,dossier,name,phone,unit", lines[0]);
        Assert.Equal(["HS-1", "HS-5", "HS-9", "HS-4", "HS-8"], lines.Skip(1).Select(line => line.Split(',')[5]));
        Assert.All(lines.Skip(1), line => Assert.Equal("2", line.Split(',')[8]));
        string page = System.Net.WebUtility.HtmlDecode(await Officer.GetAsync("/admin/surveys/PX-2026/draw"));
        Assert.Contains("bước nhảy 2, số bắt đầu 2 (bốc thăm)", page, StringComparison.Ordinal);
        (_, string verified) = await Officer.PostAsync("/admin/new-survey", "/admin/surveys/PX-2026/draw/verify");
        Assert.Contains("data-figure=\"verified\"", verified, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Survey_SizesAndAllocation_ShowStepsAndQuotasBeforeRounding()
    {
        SurveyPlan plan = SamplePeople.Plan() with
        {
            Size = new ProportionSize(0.3),
            Allocation = new AllocationRule { Kind = AllocationKind.Proportional },
        };
        await Host.People.Plans.SavePlanAsync(plan, 0, "Lan", default);
        StoredFrame frame = await Host.People.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);
        await Host.People.Frames.SealFrameAsync(
            frame.Id, FrameSeal.Of(Host.People.Frames.OpenFrame(frame), plan.ToDrawDesign(), SampleBallots.Noon),
            default);

        string page = System.Net.WebUtility.HtmlDecode(await Officer.GetAsync("/admin/surveys/PX-2026"));

        // n0 = 1.96² 0.25 / 0.09 = 10.67; n2 = 10.67/(1 + 9.67/9) = 5.14 → 6, of which 4/9 and 5/9.
        Assert.Contains("z = 1,9600; n0 = 10,67; n1 = 10,67; n2 = 5,14", page, StringComparison.Ordinal);
        Assert.Contains("Trước làm tròn", page, StringComparison.Ordinal);
        Assert.Contains(">2,67<", page, StringComparison.Ordinal);
        Assert.Contains(">3,33<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_ReserveUnitNotInUse_IsShownToNobody()
    {
        await OfficerRun.DrawnAsync(Host.People);
        await Host.People.Field.AppendFieldLogAsync("PX-2026", 0,
            [new FieldEvent { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Assigned,
                Team = "T1" }], "Lan", default);

        using HttpResponseMessage unit = await Host.Client.GetAsync("/admin/surveys/PX-2026/field/units/D1");
        string[] pages = [await Officer.GetAsync("/admin/surveys/PX-2026/field"),
            await Officer.GetAsync("/admin/surveys/PX-2026/print/sheet?team=T1"),
            await Officer.GetAsync("/admin/surveys/PX-2026/print/letters"), await Officer.GetAsync("/admin/surveys/PX-2026/print/list")];

        Assert.Equal(HttpStatusCode.BadRequest, unit.StatusCode);
        Assert.All(pages, page => Assert.DoesNotMatch(@">D\d+<", page));
        string reserve = (await Host.People.Samples.FindDrawAsync("PX-2026", default))!.Reserve.Entries[0].UnitId;
        Assert.All(pages, page => Assert.DoesNotContain($">{reserve}<", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Field_SameBallotNumberForTwo_IsRefusedBesideItsField()
    {
        await OfficerRun.DrawnAsync(Host.People);
        string path = "/admin/surveys/PX-2026/field/units/";
        await Officer.PostAsync(path + "C1", path + "C1", ("kind", "issued"), ("ballot", "A-7"));

        (HttpStatusCode status, string body) = await Officer.PostAsync(path + "C2", path + "C2", ("kind", "issued"), ("ballot", "A-7"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("id=\"ballot-problem\"", body, StringComparison.Ordinal);
        Assert.Contains("FLD0016", body, StringComparison.Ordinal);
        Assert.Single(await Host.People.Field.ReadFieldLogAsync("PX-2026", default));
    }

    [Fact]
    public async Task Reinterview_DrawnAndRecorded_ShowsTheAgreement()
    {
        await OfficerRun.DrawnAsync(Host.People);
        var day = new DateOnly(2026, 11, 21);
        await Host.People.Field.AppendFieldLogAsync("PX-2026", 0,
            [.. new[] { "C1", "C2" }.Select(code =>
                new FieldEvent { Day = day, Code = code, Kind = FieldEventKind.Closed,
                    Disposition = Disposition.Complete })], "Lan", default);
        string page = "/admin/surveys/PX-2026/reinterview";

        (HttpStatusCode none, string refused) = await Officer.PostAsync(page, page, ("share", "0"), ("seedText", "x"));
        (HttpStatusCode drawn, _) = await Officer.PostAsync(page, page, ("share", "50"), ("seedText", "XSKT 048213"));
        string code = Assert.Single((await Host.People.Reinterviews.FindReinterviewAsync("PX-2026", default))!.Codes);
        (HttpStatusCode wrong, string beside) = await Officer
            .PostAsync(page, page + "/results", ("code", code), ("compared", "20"), ("agreed", "21"));
        (HttpStatusCode recorded, _) = await Officer.PostAsync(page, page + "/results", ("code", code), ("compared", "20"),
            ("agreed", "19"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther, HttpStatusCode.BadRequest, HttpStatusCode.SeeOther),
            (none, drawn, wrong, recorded));
        Assert.Contains("id=\"share-problem\"", refused, StringComparison.Ordinal);
        Assert.Contains("id=\"agreed-problem\"", beside, StringComparison.Ordinal);
        Assert.Contains("data-figure=\"agreement\">95,0", WebUtility.HtmlDecode(await Officer.GetAsync(page)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_AfterPeopleWereErased_SaysSo()
    {
        await OfficerRun.DrawnAsync(Host.People);
        await Host.People.Frames.ErasePeopleAsync("PX-2026", default);

        using HttpResponseMessage response = await Host.Client.GetAsync("/admin/surveys/PX-2026/print/letters");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("PPL0012", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_InEnglish_HoldNoVietnameseWordsOfOurs()
    {
        await OfficerRun.DrawnAsync(Host.People);
        foreach (string path in (string[])["", "/plan", "/frame", "/draw", "/print", "/field", "/field/units/C1"])
        {
            string page = await Officer.GetAsync($"/admin/surveys/PX-2026{path}?lang=en");
            Assert.Contains("lang=\"en\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Cuộc khảo sát", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Thực địa", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1, "000001-8")]
    [InlineData(17, "000017-4")]
    [InlineData(7992739871, "7992739871-3")]
    public void NumberOf_Number_BearsLuhnsCheckDigit(long number, string printed)
    {
        Assert.Equal(printed, PrintedNumber.Of(number));
        Assert.False(PrintedNumber.IsSlip(printed));
        Assert.All(Enumerable.Range(0, printed.Length - 2), at =>
        {
            char[] slip = printed.ToCharArray();
            slip[at] = slip[at] == '9' ? '0' : (char)(slip[at] + 1);
            Assert.True(PrintedNumber.IsSlip(new string(slip)));
        });
    }

    [Fact]
    public void Texts_EveryWordOfTheOfficersPages_IsThereInBothLanguages()
    {
        IReadOnlyDictionary<string, LocalizedText> texts = AdminTexts.Catalogue.All;
        string[] used = [.. Directory.GetDirectories(Repository.PathOf("src/Sipas.AspNetCore.Admin"))
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "Assets"))
            .SelectMany(folder => Directory.GetFiles(folder))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value))
            .Distinct(StringComparer.Ordinal)];

        Assert.True(used.Length > 200, "the search found too little to mean anything");
        Assert.DoesNotContain(used, key => !texts.ContainsKey(key));
        Assert.All(texts.Values, text => Assert.False(string.IsNullOrWhiteSpace(text.Vi) || string.IsNullOrWhiteSpace(text.En)));
    }

    private static (string Name, string Value)[] Fields(FormState form, params (string Name, string Value)[] changed)
    {
        foreach ((string name, string value) in changed)
        {
            form[name] = value;
        }

        return [.. form.Values.Select(pair => (pair.Key, pair.Value))];
    }

    [GeneratedRegex("""(?:[Ww]ords\[|Fill\(|Number\(words, |CheckButton\(words, FieldEventKind\.\w+, """
        + """|Catalogue\.Of\()"(?<key>[a-z]+\.[A-Za-z]+)"[\],)]""")]
    private static partial Regex Key();
}
