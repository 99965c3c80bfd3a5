using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Sipas.Fieldwork;
using Sipas.Sampling;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>An officer's survey from a file of transactions to printed lists and a substitution, on the pages alone.</summary>
[Collection(PageTests.Name)]
public sealed class OfficerTests(Chromium chromium) : IAsyncLifetime
{
    private const string Survey = "HOASEN-2026";

    private static readonly string[] Family = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"];

    private static readonly string[] Given = ["Lan", "Minh", "Hoa", "Sơn", "Thu", "Hải", "Yến", "Quang", "Mai"];

    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(notice: TestHost.DemoNotice);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Officer_FromTransactionsToPrintedListsAndASubstitution_GoesThroughWithoutJavaScript()
    {
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, _host, javaScript: false);
        IPage page = officer.Page;
        await PlanAsync(officer);
        await FrameAsync(officer);
        await DrawAsync(officer);
        await PrintAsync(officer);
        await FieldAsync(officer);
        Assert.Empty(officer.Faults);

        // What the pages did stands in the store.
        StoredDraw draw = (await _host.People.Samples.FindDrawAsync(Survey, default))!;
        Assert.Equal((36, 12), (draw.Official.Entries.Count, draw.Reserve.Entries.Count));
        Substitution stored = Assert.Single(Replay(draw, await _host.People.Field.ReadFieldLogAsync(Survey, default)).Substitutions);
        Assert.Equal("C1", stored.Replaced);
        Assert.Equal((draw.Official.Entries[0].Cell, 1L),
            (stored.Cell, draw.Reserve.Entries.Single(entry => entry.Code == stored.Substitute).OrderInCell));
    }

    private static async Task PlanAsync(Visitor officer)
    {
        IPage page = officer.Page;
        await officer.OpenAsync("/admin");
        await page.GetByRole(AriaRole.Link, new() { Name = "Lập cuộc khảo sát mới" }).ClickAsync();
        await Field(page, "code").FillAsync(Survey);
        await Field(page, "title").FillAsync("Khảo sát sự hài lòng năm 2026");
        await Field(page, "pack").SelectOptionAsync("bnv-2640-2017");
        await Field(page, "legalBasis.number").FillAsync("1024/QĐ-UBND");
        await Field(page, "legalBasis.date").FillAsync("2026-02-10");
        await Field(page, "population.from").FillAsync("2026-01-01");
        await Field(page, "population.to").FillAsync("2026-10-31");
        await Field(page, "population.minimumAge").FillAsync("");
        await Field(page, "frame.id").FillAsync("so_ho_so");
        await Field(page, "frame.person").FillAsync("ho_ten");
        await Field(page, "frame.contacts").FillAsync("dien_thoai, dia_chi");
        await Field(page, "frame.unit").FillAsync("don_vi");
        await Field(page, "frame.day").FillAsync("ngay");
        await Field(page, "stratumColumns").FillAsync("don_vi");
        await Field(page, "size.rule").SelectOptionAsync("fixedTotal");
        await Field(page, "size.total").FillAsync("chín");
        await Field(page, "reserve.share").FillAsync("30");
        await Field(page, "roles.draws").FillAsync("Sở Nội vụ");
        await Field(page, "roles.delivers").FillAsync("Bộ phận một cửa");
        await Field(page, "roles.collects").FillAsync("Bưu điện tỉnh");
        await Field(page, "roles.checks").FillAsync("Mặt trận Tổ quốc");
        await Field(page, "roles.serves").FillAsync("Bộ phận một cửa");
        await Field(page, "deadlines.fieldFrom").FillAsync("2026-11-01");
        await Field(page, "deadlines.fieldTo").FillAsync("2027-12-20");
        await officer.ShootAsync("officer-01-plan", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu kế hoạch" }).ClickAsync();

        // What cannot be read is told beside its field, and nothing that was typed is lost.
        ILocator total = Field(page, "size.total");
        await Expect(total).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(total).ToHaveValueAsync("chín");
        await Expect(page.Locator("[id='size.total-problem']")).ToContainTextAsync("PLN0101");
        await Expect(Field(page, "legalBasis.number")).ToHaveValueAsync("1024/QĐ-UBND");
        await officer.ShootAsync("officer-02-plan-refused", whole: true);
        await total.FillAsync("36");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu kế hoạch" }).ClickAsync();

        await Expect(page.GetByText("vừa phục vụ vừa phát hoặc thu phiếu")).ToBeVisibleAsync();
        await Field(page, "population").FillAsync("10.000");
        await Field(page, "effect").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tính" }).ClickAsync();
        await Expect(page.Locator(".sentence").First).ToContainTextAsync("hệ số thiết kế 3");
        await officer.ShootAsync("officer-03-survey", whole: true);
    }

    private static async Task FrameAsync(Visitor officer)
    {
        IPage page = officer.Page;
        await page.Locator(".steps a").Nth(1).ClickAsync();
        await SendAsync(page, "thieu-cot.csv", "so_ho_so,ho_ten\nHS-1,Nguyễn Lan\n");
        await Expect(page.Locator(".problems")).ToContainTextAsync("FRM0009");
        await officer.ShootAsync("officer-04-frame-refused", whole: true);

        await SendAsync(page, "giao-dich-2026.csv", Transactions());
        await Expect(page.Locator("[data-figure=rows]")).ToHaveTextAsync("244");
        await Expect(page.Locator("[data-figure=clean]")).ToHaveTextAsync("240");
        foreach (string code in (string[])["FRM0001", "FRM0003", "FRM0004", "FRM0006"])
        {
            await Expect(page.Locator(".findings")).ToContainTextAsync(code);
        }

        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "dòng 242" }).First).ToBeVisibleAsync();
        await officer.ShootAsync("officer-05-frame-checked", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Niêm phong 240 dòng không lỗi, bỏ 4 dòng" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Khung mẫu đã niêm phong" })).ToBeVisibleAsync();
        await Expect(page.Locator("input[type=file]")).ToHaveCountAsync(0);
        await officer.ShootAsync("officer-06-frame-sealed", whole: true);
    }

    private static async Task DrawAsync(Visitor officer)
    {
        IPage page = officer.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Sang bước rút mẫu" }).ClickAsync();
        await Expect(page.Locator("[data-figure=total]")).ToHaveTextAsync("36");
        await officer.ShootAsync("officer-07-draw", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Rút danh sách" }).ClickAsync();
        await Expect(page.Locator(".field-problems").First).ToContainTextAsync("DRW0007");
        await Field(page, "publicSeed").FillAsync("XSKT 21/11/2026 giải đặc biệt 048213");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rút danh sách" }).ClickAsync();
        await Expect(page.Locator("[data-figure=official]")).ToHaveTextAsync("36");
        await Expect(page.Locator("[data-figure=reserve]")).ToHaveTextAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rút lại để kiểm chứng" }).ClickAsync();
        await Expect(page.Locator("[data-figure=verified]")).ToBeVisibleAsync();
        await officer.ShootAsync("officer-08-drawn", whole: true);
    }

    private static async Task PrintAsync(Visitor officer)
    {
        IPage page = officer.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "In thư và phiếu" }).First.ClickAsync();
        await officer.ShootAsync("officer-09-print", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Thư mời" }).ClickAsync();
        await Expect(page.Locator(".letter")).ToHaveCountAsync(36);
        await Expect(page.Locator(".letter svg.qr").First).ToHaveAttributeAsync("data-text", $"SIPAS:{Survey}:C1");
        await ShootPrintAsync(officer, "officer-10-letters");
        await page.GetByRole(AriaRole.Link, new() { Name = "Quay lại" }).ClickAsync();
        await Field(page, "count").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Phiếu có số" }).ClickAsync();
        await Expect(page.Locator(".ballot-number strong")).ToHaveTextAsync(["000001-8", "000002-6", "000003-4"]);
        await Expect(page.Locator(".ballot").First.Locator("tbody tr")).ToHaveCountAsync(22);
        await ShootPrintAsync(officer, "officer-11-ballots");
        await page.GetByRole(AriaRole.Link, new() { Name = "Quay lại" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Danh sách chính thức" }).ClickAsync();
        await Expect(page.Locator(".list-sheet tbody tr")).ToHaveCountAsync(36);
        await ShootPrintAsync(officer, "officer-12-list");
        await page.GetByRole(AriaRole.Link, new() { Name = "Quay lại" }).ClickAsync();
    }

    private static async Task FieldAsync(Visitor officer)
    {
        IPage page = officer.Page;
        await page.Locator(".steps a").Nth(4).ClickAsync();
        await page.Locator("section:has(#assign) input[name=team]").FillAsync("Bưu cục Trung tâm");
        await Field(page, "firstNumber").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Giao việc" }).ClickAsync();
        await Expect(page.Locator("[data-figure=returned]")).ToHaveTextAsync("0,0\u00A0%");
        await Expect(page.Locator(".unit-list tbody tr")).ToHaveCountAsync(36);

        await page.GetByRole(AriaRole.Link, new() { Name = "C2", Exact = true }).ClickAsync();
        await Field(page, "disposition").SelectOptionAsync("complete");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi kết quả" }).ClickAsync();
        await Expect(page.Locator("[data-figure=disposition]")).ToHaveTextAsync("hoàn thành");
        await Field(page, "ballot").FillAsync("000002-7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Thu phiếu" }).ClickAsync();
        await Expect(page.Locator(".field-problems")).ToContainTextAsync("PPR0110");
        await Field(page, "ballot").FillAsync("000002-6");
        await page.GetByRole(AriaRole.Button, new() { Name = "Thu phiếu" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "hợp lệ", Exact = true }).ClickAsync();
        await officer.ShootAsync("officer-13-unit", whole: true);

        await page.GetByRole(AriaRole.Link, new() { Name = "Về trang thực địa" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "C1", Exact = true }).ClickAsync();
        await Field(page, "disposition").SelectOptionAsync("refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi kết quả" }).ClickAsync();
        ILocator replace = page.Locator("section:has(#step-replaced)");
        await replace.Locator("[name=reason]").FillAsync("Từ chối trả lời tại nhà");
        await replace.Locator("[name=substitute]").FillAsync("D2");
        await replace.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(replace.Locator(".field-problems")).ToContainTextAsync("FLD0007");
        await replace.Locator("[name=approver]").FillAsync("Bà Hoa, Phó Giám đốc");
        await replace.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(replace.Locator(".field-problems")).ToContainTextAsync("FLD0004");
        await officer.ShootAsync("officer-14-substitution-refused", whole: true);
        await replace.Locator("[name=substitute]").FillAsync("");
        await replace.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByText("đã thay bằng D1").First).ToBeVisibleAsync();
        await officer.ShootAsync("officer-15-substituted", whole: true);

        await page.GetByRole(AriaRole.Link, new() { Name = "Về trang thực địa" }).ClickAsync();
        await Expect(page.Locator("#substitutions ~ .scroll tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-figure=response]")).ToHaveTextAsync("2,7\u00A0%");
        await Expect(page.Locator("[data-figure=valid]")).ToHaveTextAsync("100,0\u00A0%");
        await officer.ShootAsync("officer-16-field", whole: true);
        await page.Locator(".sheets").GetByRole(AriaRole.Link, new() { Name = "Bưu cục Trung tâm" }).ClickAsync();
        await Expect(page.Locator(".list-sheet tbody th").Last).ToHaveTextAsync("D1");
        await Expect(page.GetByText("D2", new() { Exact = true })).ToHaveCountAsync(0);
        await ShootPrintAsync(officer, "officer-17-sheet");
    }

    private static ILocator Field(IPage page, string id) => page.Locator($"[id='{id}']");

    private static FieldLedger Replay(StoredDraw draw, IReadOnlyList<FieldLogEntry> log)
    {
        var ledger = new FieldLedger(draw.Official, draw.Reserve);
        foreach (FieldLogEntry entry in log)
        {
            ledger.Apply(entry.Event);
        }

        return ledger;
    }

    private static async Task SendAsync(IPage page, string name, string text)
    {
        await page.GetByLabel("Tệp CSV hoặc XLSX")
            .SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Tải lên và kiểm tra" }).ClickAsync();
    }

    private static async Task ShootPrintAsync(Visitor visitor, string name)
    {
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(visitor.Page.Locator(".paper-help")).ToBeHiddenAsync();
        if (Environment.GetEnvironmentVariable("SIPAS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await visitor.Page.PdfAsync(new() { Path = Path.Combine(folder, name + ".pdf"), Format = "A4", PreferCSSPageSize = true });
        }

        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await visitor.ShootAsync(name);
    }

    // 240 transactions at four units, and four rows that nobody may be drawn from: an id twice, out of the period,
    // without contact, of no unit.
    private static string Transactions()
    {
        string[] units = [.. TestHost.Units.Select(unit => unit.Code)];
        var csv = new StringBuilder("so_ho_so,ho_ten,dien_thoai,dia_chi,don_vi,ngay\n");
        for (int i = 1; i <= 240; i++)
        {
            string name = $"{Family[i % 8]} {(i % 2 == 0 ? "Thị" : "Văn")} {Given[i % 9]} {i.ToString(CultureInfo.InvariantCulture)}";
            csv.Append(CultureInfo.InvariantCulture, $"HS-{i:D4},{name},09{i:D8},\"Số {i} phố Sen, phường Đào\",")
                .Append(CultureInfo.InvariantCulture, $"{units[i % 4]},{new DateOnly(2026, 1, 1).AddDays(i):dd/MM/yyyy}\n");
        }

        return csv.Append("HS-0001,Lê Văn Trùng,0912,Phố Sen,SO-01,05/05/2026\n")
            .Append("HS-0901,Lê Văn Cũ,0913,Phố Sen,SO-01,05/05/2025\n")
            .Append("HS-0902,Lê Văn Vắng,,,SO-01,05/05/2026\n")
            .Append("HS-0903,Lê Văn Lạ,0914,Phố Sen,SO-99,05/05/2026\n").ToString();
    }
}
