using System.Text;
using Microsoft.Playwright;
using Sipas.Ballots;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>An officer brings a file of ballots, mends what was keyed wrong, and brings the next month's.</summary>
[Collection(PageTests.Name)]
public sealed class ImportTests(Chromium chromium) : IAsyncLifetime
{
    private const string First =
        "Số phiếu;Đơn vị;K1. Thái độ;K2;K3;K4;K5;K6;K7;K8;K9\n001;SO-01;5;4;3;2;1;;5;Hài lòng;5\n002;SO-02;1;1;1;1;1;1;1;1;1\n";

    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(notice: TestHost.DemoNotice);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Import_FromFaultyRowsOverColumnsToACorrection_GoesThroughWithoutJavaScript()
    {
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, _host, javaScript: false);
        IPage page = officer.Page;
        await officer.OpenAsync("/admin");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nhập tệp", Exact = true }).ClickAsync();
        await officer.ShootAsync("import-1-start", whole: true);

        await SendAsync(page, "trang.xlsx", "<!DOCTYPE html>\n<p>1,2</p>\n");
        await Expect(page.Locator(".problems")).ToContainTextAsync("IMP0106");
        await Expect(page.Locator(".problems")).ToContainTextAsync("HTML");
        await officer.ShootAsync("import-2-refused", whole: true);

        await SendAsync(page, "tháng 5.csv", First.Replace("002;SO-02;1", "002;SO-99;7", StringComparison.Ordinal));
        await Expect(page.Locator("#mapping")).ToContainTextAsync("được nhận diện");
        await Expect(page.Locator("[name='column.ballotNumber']")).ToHaveValueAsync("Số phiếu");
        await Expect(page.Locator("[name='item.K1']")).ToHaveValueAsync("K1. Thái độ");
        await officer.ShootAsync("import-3-columns", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem trước", Exact = true }).ClickAsync();
        await Expect(page.Locator("#day-problem")).ToContainTextAsync("IMP0012");
        await page.Locator("#day").FillAsync("2026-05-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem trước", Exact = true }).ClickAsync();
        await Expect(page.Locator(".findings tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".findings")).ToContainTextAsync("K1. Thái độ");
        await officer.ShootAsync("import-4-faults", whole: true);
        Assert.Equal(0, _host.BallotCount);
        await page.GetByRole(AriaRole.Button, new() { Name = "Bỏ tệp này" }).ClickAsync();

        await SendAsync(page, "tháng 5.csv", First);
        await page.Locator("#day").FillAsync("2026-05-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem trước", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-figure=new]")).ToHaveTextAsync("2");
        await officer.ShootAsync("import-5-preview", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu cả tệp" }).ClickAsync();
        await Expect(page.Locator(".done")).ToContainTextAsync("Đã lưu 2 phiếu");
        await officer.ShootAsync("import-6-done", whole: true);
        await page.ReloadAsync();
        await Expect(page.Locator(".done")).ToContainTextAsync("Đã lưu 2 phiếu");
        Assert.Equal(2, _host.BallotCount);

        // The same form with a row that was keyed wrong: no column has to be chosen again, and two persons answer for it.
        await page.GetByRole(AriaRole.Link, new() { Name = "Nhập tệp khác" }).ClickAsync();
        await SendAsync(page, "đính chính.csv", First.Replace("002;SO-02;1", "002;SO-02;4", StringComparison.Ordinal));
        await Expect(page.Locator("#mapping")).ToContainTextAsync("dùng lại lựa chọn lần trước");
        await page.Locator("#day").FillAsync("2026-05-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem trước", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-figure=corrections]")).ToHaveTextAsync("1");
        await Expect(page.Locator("section:has(#corrections)")).ToContainTextAsync("K1. Thái độ: 1 → 4");
        await page.GetByLabel("Người nhập tệp").FillAsync("Lan");
        await page.GetByLabel("Lý do đính chính").FillAsync("câu 1 nhập nhầm");
        await page.GetByLabel("Người đã đối chiếu").FillAsync("Lan");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu cả tệp và đính chính 1 phiếu" }).ClickAsync();
        await Expect(page.Locator("#reviewer-problem")).ToContainTextAsync("COR0007");
        await Expect(page.GetByLabel("Lý do đính chính")).ToHaveValueAsync("câu 1 nhập nhầm");
        await officer.ShootAsync("import-7-correction", whole: true);
        await page.GetByLabel("Người đã đối chiếu").FillAsync("Minh");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu cả tệp và đính chính 1 phiếu" }).ClickAsync();
        await Expect(page.Locator("[data-figure=corrections]")).ToHaveTextAsync("1");
        await Expect(page.Locator("[data-figure=same]")).ToHaveTextAsync("1");

        await officer.OpenAsync("/admin/import/00000000000000000000000000000000/preview");
        await Expect(page.Locator(".problems")).ToContainTextAsync("IMP0019");
        await officer.ShootAsync("import-8-gone", whole: true);
        Assert.Empty(officer.Faults);
        var stored = new List<StoredBallot>();
        await foreach (StoredBallot ballot in _host.Storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot);
        }

        Assert.Equal(["54321-545", "111111111", "411111111"], stored.Select(ballot => ballot.Answers));
    }

    [ChromiumFact]
    public async Task Import_ByKeyboardAloneAt200PercentZoom_ScrollsDownOnlyAndReachesTheReport()
    {
        // A screen of 1280 × 800 at 200 % has 640 × 400 points.
        await using Visitor officer = await Visitor.WithScreenAsync(chromium, _host, 640, 400, scale: 2);
        IPage page = officer.Page;
        await officer.OpenAsync("/admin/import");
        await NoSidewaysAsync(page);
        await page.Locator("#file").SetInputFilesAsync(Payload("phiếu.csv", First));
        await page.Locator("#questionnaire").SelectOptionAsync("kiosk-9/five-1");
        await PressAsync(page, "Tải lên");
        await Expect(page.Locator("#mapping")).ToBeVisibleAsync();
        await NoSidewaysAsync(page);
        await officer.ShootAsync("import-zoom-1-columns");
        await page.Locator("#day").FillAsync("2026-05-01");
        await PressAsync(page, "Xem trước");
        await Expect(page.Locator("[data-figure=new]")).ToHaveTextAsync("2");
        await NoSidewaysAsync(page);
        await officer.ShootAsync("import-zoom-2-preview");
        await PressAsync(page, "Lưu cả tệp");
        await Expect(page.Locator(".done")).ToBeVisibleAsync();
        await NoSidewaysAsync(page);
        Assert.Equal(2, _host.BallotCount);
    }

    [AxeFact]
    public async Task Import_EveryState_PassesAxe()
    {
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, _host);
        IPage page = officer.Page;
        var found = new List<string>();
        await officer.OpenAsync("/admin/import");
        await LookAsync("start");
        await SendAsync(page, "trống.csv", "");
        await LookAsync("start with an error");
        await SendAsync(page, "tháng 5.csv", First);
        await LookAsync("columns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem trước", Exact = true }).ClickAsync();
        await LookAsync("columns with an error");
        await page.Locator("#day").FillAsync("2026-05-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem trước", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-figure=new]")).ToHaveTextAsync("2");
        await LookAsync("preview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu cả tệp" }).ClickAsync();
        await Expect(page.Locator(".done")).ToBeVisibleAsync();
        await LookAsync("done");
        foreach ((string state, string changed) in ((string, string)[])[("corrections", "002;SO-02;4"), ("faults", "002;SO-99;7")])
        {
            await officer.OpenAsync("/admin/import");
            await SendAsync(page, state + ".csv", First.Replace("002;SO-02;1", changed, StringComparison.Ordinal));
            await page.Locator("#day").FillAsync("2026-05-01");
            await page.GetByRole(AriaRole.Button, new() { Name = "Xem trước", Exact = true }).ClickAsync();
            await Expect(page.Locator(".findings")).ToBeVisibleAsync();
            await LookAsync(state);
        }

        await page.GotoAsync(page.Url + "?lang=en");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await LookAsync("faults in English");

        Assert.Empty(found);

        async Task LookAsync(string state) => found.AddRange((await Axe.FindAsync(page)).Select(finding => $"{state}: {finding}"));
    }

    private static async Task SendAsync(IPage page, string name, string text)
    {
        await page.Locator("#file").SetInputFilesAsync(Payload(name, text));
        await page.Locator("#questionnaire").SelectOptionAsync("kiosk-9/five-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tải lên", Exact = true }).ClickAsync();
    }

    private static FilePayload Payload(string name, string text) =>
        new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

    // A button reached by the Tab key, as somebody without a mouse does.
    private static async Task PressAsync(IPage page, string name)
    {
        ILocator target = page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        await Expect(target).ToBeVisibleAsync();
        for (int i = 0; i < 80; i++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                await page.Keyboard.PressAsync("Enter");
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"'{name}' cannot be reached by the Tab key.");
    }

    private static async Task NoSidewaysAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));
}
