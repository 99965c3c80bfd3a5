using System.Text.Json;
using Microsoft.Playwright;
using Sipas.Cases;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>The offer to be contacted after a low rating, and what an officer then finds.</summary>
[Collection(PageTests.Name)]
public sealed class ContactTests(Chromium chromium) : IAsyncLifetime
{
    private const string Phone = "0912 345 678";
    private const string About = "Hồ sơ chậm ba ngày";
    private const string Contacts = "**/sipas/v1/contacts";

    // Limits that the page sets itself are noted, and once asked for cut short.
    private const string ShortLimits =
        "const limit = AbortSignal.timeout.bind(AbortSignal); window.limits = []; AbortSignal.timeout = (ms) => { "
        + "window.limits.push(ms); return limit(window.cut ? Math.min(ms, 300) : ms); };";

    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(options => options.Contact.Offer = true);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Fault23_ContactLeftAfterALowRating_GoesToPeopleAloneAndTheNextPersonFindsNothing()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        IPage page = visitor.Page;
        await RateAsync(visitor, "Không hài lòng");
        await Expect(page.Locator("#contact-offer")).ToBeVisibleAsync();
        await visitor.ShootAsync("contact-1-offer");
        IRequest? sent = null;
        page.Request += (_, request) => sent = request.Url.EndsWith("/contacts", StringComparison.Ordinal) ? request : sent;
        await FillAsync(visitor);
        await visitor.ShootAsync("contact-2-form");

        await visitor.PressAsync("Đồng ý và gửi");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Đã nhận yêu cầu liên hệ" })).ToBeFocusedAsync();
        await visitor.ShootAsync("contact-3-received");

        ContactCase stored = Assert.Single(await _host.People.Cases.ReadCasesAsync(default));
        Assert.Equal((stored.Code, Phone, About), (await page.Locator("#contact-code").InnerTextAsync(), stored.Contact, stored.About));
        JsonElement body = JsonDocument.Parse(sent!.PostData!).RootElement;
        Assert.Equal(4, Guid.Parse(body.GetProperty("id").GetString()!).Version);
        Assert.Equal(["id", "unit", "name", "contact", "about", "language", "consent"],
            body.EnumerateObject().Select(property => property.Name));

        await visitor.PressAsync("Về trang đầu");
        await visitor.SeeNothingOfTheFormerAsync();
        Assert.Empty(await visitor.QueueAsync());
        Assert.DoesNotContain(Phone, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GoBackAsync();
        await visitor.OpenAsync("/kiosk/SO-01");
        Assert.DoesNotContain(Phone, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(visitor.Faults);
    }

    [ChromiumFact]
    public async Task Contact_WhoIsContentOrHasNoLine_IsOfferedNothing()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await RateAsync(visitor, "Bình thường");
        await Expect(visitor.Page.Locator("#contact-offer")).ToBeHiddenAsync();
        await visitor.PressAsync("Về trang đầu");

        await visitor.GoOfflineAsync(true);
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Rất không hài lòng");
        await Expect(visitor.Page.Locator("#thanks-state")).ToHaveAttributeAsync("data-kind", "saved");
        await Expect(visitor.Page.Locator("#contact-offer")).ToBeHiddenAsync();

        // The line is back while the person still stands there: now it may be offered.
        await visitor.GoOfflineAsync(false);
        await visitor.Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await Expect(visitor.Page.Locator("#contact-offer")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Contact_AnswerThatIsNotOurs_LosesNothingAndLeavingWipesIt()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        IPage page = visitor.Page;
        await RateAsync(visitor, "Không hài lòng");
        await FillAsync(visitor, consent: false);
        await visitor.PressAsync("Đồng ý và gửi");
        await Expect(page.Locator("#contact-error")).ToContainTextAsync("đánh dấu nếu đồng ý");
        await Expect(page.Locator("#contact-consent")).ToBeFocusedAsync();
        await page.Locator("#contact-consent").CheckAsync();

        // The login page of a Wi-Fi, a forged answer, a failing server: the words stay until their person goes.
        foreach ((int status, string type, string answer) in ((int, string, string)[])
            [(200, "text/html", "<p>Login</p>"),
                (200, "application/json", """{"id":"x","code":"AAAA-AAAA","dueOn":"2026-11-27","bodyHash":""}"""),
                (503, "text/plain", "down")])
        {
            await page.RouteAsync(Contacts, route => route.FulfillAsync(new() { Status = status, ContentType = type, Body = answer }));
            await visitor.PressAsync("Đồng ý và gửi");
            await Expect(page.Locator("#contact-error")).ToContainTextAsync("Chưa gửi được yêu cầu");
            await Expect(page.Locator("#contact-contact")).ToHaveValueAsync(Phone);
            await page.UnrouteAsync(Contacts);
            await page.Locator("#contact-about").PressSequentiallyAsync(".");
            await Expect(page.Locator("#contact-error")).ToBeHiddenAsync();
        }

        Assert.Empty(await _host.People.Cases.ReadCasesAsync(default));
        await visitor.PressAsync("Không để lại thông tin");
        await visitor.SeeNothingOfTheFormerAsync();
        Assert.DoesNotContain(Phone, await page.ContentAsync(), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Contact_ServerThatNeverAnswers_IsGivenUpAfterFifteenSecondsAsForBallots()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        IPage page = visitor.Page;
        await page.AddInitScriptAsync(ShortLimits);
        await RateAsync(visitor, "Không hài lòng");
        await FillAsync(visitor);
        await page.RouteAsync(Contacts, _ => { });
        await page.EvaluateAsync("() => { window.limits.length = 0; window.cut = true; }");
        await visitor.PressAsync("Đồng ý và gửi");
        await Expect(page.Locator("#contact-error")).ToContainTextAsync("Chưa gửi được yêu cầu");
        await Expect(page.Locator("#contact-contact")).ToHaveValueAsync(Phone);
        int[] limits = await page.EvaluateAsync<int[]>("() => window.limits");
        Assert.Equal([15_000], limits);

        await using Visitor storeless = await Visitor.AtTabletAsync(chromium, _host);
        await storeless.LoseStoreAsync();
        await storeless.HurryAsync();
        await storeless.Page.AddInitScriptAsync(ShortLimits);
        await storeless.Page.RouteAsync("**/sipas/v1/ballots", _ => { });
        await storeless.OpenAsync("/kiosk/SO-01");
        await storeless.Page.EvaluateAsync("() => { window.cut = true; }");
        await storeless.StartAsync();
        await storeless.AnswerAllAsync("Hài lòng");
        await Expect(storeless.Page.GetByRole(AriaRole.Heading, new() { Name = "Chưa gửi được phiếu" })).ToBeVisibleAsync();
        Assert.Contains(15_000, await storeless.Page.EvaluateAsync<int[]>("() => window.limits"));
        Assert.Equal(1, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Officer_FromOverdueToClosed_GoesThroughWithoutJavaScript()
    {
        Guid id = Guid.NewGuid();
        string code = ContactRequest.CodeOf(id);
        await _host.People.Cases.OpenCaseAsync(
            new ContactRequest { Id = id, UnitCode = "SO-01", Name = "Bà Lan", Contact = Phone, About = About, Language = "vi" },
            new ContactSettings().ConsentShown().Vi, new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 12), 100, default);
        await _host.People.Cases.OpenCaseAsync(
            new ContactRequest { Id = Guid.NewGuid(), UnitCode = "XA-01", Contact = "an@example.vn", About = "x", Language = "en" },
            new ContactSettings().ConsentShown().En, new DateOnly(2090, 1, 5), new DateOnly(2090, 1, 12), 100, default);
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, _host, javaScript: false);
        IPage page = officer.Page;
        await officer.OpenAsync("/admin/cases");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("quá hạn");
        await Expect(page.Locator("tbody")).Not.ToContainTextAsync(Phone);
        await officer.ShootAsync("contact-4-list", whole: true);
        await page.GetByLabel("Đơn vị").SelectOptionAsync("XA-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lọc", Exact = true }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

        await officer.OpenAsync("/admin/cases?state=overdue");
        await page.GetByRole(AriaRole.Link, new() { Name = code }).ClickAsync();
        await Expect(page.Locator(".case-person")).ToContainTextAsync(Phone);
        await page.GetByRole(AriaRole.Button, new() { Name = "Tôi nhận xử lý" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi chú", Exact = true }).ClickAsync();
        await Expect(page.Locator(".field-problems")).ToContainTextAsync("CAS0008");
        await page.GetByLabel("Nội dung ghi chú").FillAsync("Đã gọi, hẹn chiều mai");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi chú", Exact = true }).ClickAsync();
        await page.GetByLabel("Người nhận").FillAsync("Minh");
        await page.GetByRole(AriaRole.Button, new() { Name = "Chuyển cho người khác" }).ClickAsync();
        await Expect(page.Locator(".facts").First).ToContainTextAsync("Minh");
        await officer.ShootAsync("contact-5-case", whole: true);
        await page.GetByLabel("Kết quả").SelectOptionAsync("withdrawn");
        await page.GetByRole(AriaRole.Button, new() { Name = "Kết thúc xử lý", Exact = true }).ClickAsync();
        await Expect(page.Locator(".done")).ToContainTextAsync("người dân rút lại đồng ý");
        await Expect(page.Locator("main")).Not.ToContainTextAsync(Phone);
        await Expect(page.Locator("main")).Not.ToContainTextAsync("hẹn chiều mai");
        await officer.ShootAsync("contact-6-closed", whole: true);

        await officer.OpenAsync($"/admin/cases/{code}?lang=en");
        await Expect(page.Locator(".reviews li")).ToHaveCountAsync(4);
        await Expect(page.Locator(".reviews")).ToContainTextAsync("Handed over to Minh");
        Assert.Equal(
            ["case.taken", "case.noted", "case.handed", "case.closed"],
            (await _host.Storage.Audit.ReadAuditAsync(default)).Where(record => record.Action.StartsWith("case.", StringComparison.Ordinal))
            .Select(record => record.Action));
    }

    [AxeFact]
    public async Task Contact_EveryStateAndTheOfficersPages_PassAxe()
    {
        await using Visitor visitor = await Visitor.WithPhoneAsync(chromium, _host);
        var found = new List<string>();
        await RateAsync(visitor, "Không hài lòng");
        await LookAsync("offer");
        await visitor.PressAsync("Để lại thông tin liên hệ");
        await visitor.PressAsync("Đồng ý và gửi");
        await LookAsync("form with an error");
        await visitor.ShootAsync("contact-7-phone", whole: true);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));
        await visitor.PressAsync("Tương phản");
        await LookAsync("form, high contrast");
        await FillFieldsAsync(visitor, consent: true);
        await visitor.PressAsync("Đồng ý và gửi");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Đã nhận yêu cầu liên hệ" })).ToBeVisibleAsync();
        await LookAsync("received");
        await visitor.OpenAsync("/admin/cases");
        await LookAsync("list of cases");
        await visitor.Page.Locator("tbody a").ClickAsync();
        await LookAsync("a case");

        Assert.Empty(found);

        async Task LookAsync(string state) => found.AddRange((await Axe.FindAsync(visitor.Page)).Select(finding => $"{state}: {finding}"));
    }

    private static async Task RateAsync(Visitor visitor, string words)
    {
        await visitor.HurryAsync();
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync(words);
        await visitor.ReadReceiptCodeAsync();
    }

    private static async Task FillAsync(Visitor visitor, bool consent = true)
    {
        await visitor.PressAsync("Để lại thông tin liên hệ");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Liên hệ lại với Ông/Bà" })).ToBeFocusedAsync();
        Assert.False(await visitor.Page.Locator("#contact-consent").IsCheckedAsync());
        await FillFieldsAsync(visitor, consent);
    }

    private static async Task FillFieldsAsync(Visitor visitor, bool consent)
    {
        await visitor.Page.GetByLabel("Ông/Bà muốn trao đổi về việc gì?").FillAsync(About);
        await visitor.Page.GetByLabel("Số điện thoại hoặc thư điện tử", new() { Exact = true }).FillAsync(Phone);
        await visitor.Page.GetByLabel("Họ tên hoặc cách xưng hô").FillAsync("Bà Lan");
        if (consent)
        {
            await visitor.Page.Locator("#contact-consent").CheckAsync();
        }
    }
}
