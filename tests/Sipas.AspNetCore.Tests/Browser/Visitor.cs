using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>A person before a screen: what she does, and what she must find there.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly TestHost _host;
    private readonly List<string> _faults = [];

    private Visitor(IBrowserContext context, IPage page, TestHost host)
    {
        _context = context;
        _host = host;
        Page = page;
        page.Console += (_, message) => Note(message);
        page.PageError += (_, error) => _faults.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Errors of the page's script and refusals by its security policy; failed requests are not among them.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public static async Task<Visitor> AtTabletAsync(Chromium chromium, TestHost host, bool javaScript = true) =>
        await ComeAsync(chromium, host, 1280, 800, touch: false, javaScript);

    /// <summary>A tablet whose browser may run the service worker; the others may not, so that what they load can be watched.</summary>
    public static async Task<Visitor> AtKioskAsync(Chromium chromium, TestHost host) =>
        await ComeAsync(chromium, host, 1280, 800, touch: false, worker: true);

    /// <summary>From the next page on the browser keeps nothing, as some do in private windows.</summary>
    public Task LoseStoreAsync() => Page.AddInitScriptAsync("Object.defineProperty(window, 'indexedDB', { value: undefined });");

    public static async Task<Visitor> WithScreenAsync(Chromium chromium, TestHost host, int width, int height, float scale) =>
        await ComeAsync(chromium, host, width, height, touch: false, scale: scale);

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Another tab of the same browser.</summary>
    public async Task<Visitor> OpenTabAsync() => new(_context, await _context.NewPageAsync(), _host);

    public Task GoOfflineAsync(bool offline) => _context.SetOfflineAsync(offline);

    public static async Task<Visitor> WithPhoneAsync(Chromium chromium, TestHost host, string locale = "vi-VN") =>
        await ComeAsync(chromium, host, 390, 844, touch: true, locale: locale);

    public Task OpenAsync(string path) => Page.GotoAsync(new Uri(_host.Address, path).ToString());

    /// <summary>From the next page on, short pauses of the page are a twentieth: for long forms, whose pauses are not
    /// what is tested.</summary>
    public Task HurryAsync() =>
        Page.AddInitScriptAsync("const wait = setTimeout; window.setTimeout = (act, ms, ...rest) => wait(act, ms < 1000 ? ms / 20 : ms, "
            + "...rest);");

    public Task StartAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Bắt đầu", Exact = true }).ClickAsync();

    public Task ChooseAsync(string words) => Page.Locator(".choice").Filter(new() { Has = Page.GetByText(words, new() { Exact = true }) })
        .ClickAsync();

    public Task SeeQuestionAsync(int number, int total = 9) =>
        Expect(Page.Locator("#progress-text")).ToHaveTextAsync($"Câu {number}/{total}");

    public async Task AnswerAllAsync(string words, int total = 9)
    {
        for (int n = 1; n <= total; n++)
        {
            await SeeQuestionAsync(n, total);
            await ChooseAsync(words);
        }
    }

    public Task TypeAsync(string text) => Page.Locator("#value").FillAsync(text);

    public Task ContinueAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Tiếp tục", Exact = true }).ClickAsync();

    public Task FinishAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Gửi phiếu", Exact = true }).ClickAsync();

    public Task SkipAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Bỏ qua câu này", Exact = true }).ClickAsync();

    public Task BackAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Quay lại", Exact = true }).ClickAsync();

    public async Task<string> ReadReceiptCodeAsync()
    {
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Xin cảm ơn Ông/Bà!" })).ToBeVisibleAsync();
        await Expect(Page.Locator("#thanks-state")).ToHaveAttributeAsync("data-kind", "receipt");
        await Expect(Page.Locator("#code")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9A-Z]{4}-[0-9A-Z]{4}$"));
        return await Page.Locator("#code").InnerTextAsync();
    }

    /// <summary>The page and its files are kept: it will start without a network.</summary>
    public async Task SeeReadyForOfflineAsync()
    {
        await Expect(Page.Locator("body")).ToHaveAttributeAsync("data-offline", "ready");
        await Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller && caches.match(location.href).then(Boolean)", null);
    }

    /// <summary>Casts ballots one after another by keys, as fast as the page lets.</summary>
    public async Task CastAsync(int ballots)
    {
        for (int n = 0; n < ballots; n++)
        {
            await Page.EvaluateAsync("""
                async () => {
                  const at = (id) => document.getElementById(id);
                  const until = async (holds) => { while (!holds()) { await new Promise((done) => setTimeout(done, 10)); } };
                  at("start").click();
                  for (let seen = ""; document.body.dataset.screen === "question";) {
                    await until(() => !at("choices").disabled);
                    seen = at("progress-text").textContent;
                    document.querySelectorAll("#levels input")[3].click();
                    at("next").click();
                    await until(() => document.body.dataset.screen !== "question" || at("progress-text").textContent !== seen);
                  }
                  await until(() => document.body.dataset.screen === "thanks");
                  at("again").click();
                }
                """);
        }
    }

    /// <summary>Ids of the ballots that wait on this device.</summary>
    public async Task<Guid[]> QueueAsync() => [.. (await Page.EvaluateAsync<string[]>("""
        () => new Promise((resolve, reject) => {
          const opening = indexedDB.open("sipas-kiosk");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const keys = opening.result.transaction("ballots").objectStore("ballots").getAllKeys();
            keys.onsuccess = () => { opening.result.close(); resolve(keys.result); };
          };
        })
        """)).Select(Guid.Parse)];

    public async Task OpenStaffAsync()
    {
        await Page.Keyboard.TypeAsync("sipas");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Trang dành cho cán bộ" })).ToBeVisibleAsync();
    }

    public Task SeeStartAsync() => Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Bắt đầu", Exact = true })).ToBeVisibleAsync();

    /// <summary>Nothing of an answered questionnaire is anywhere in the page, nor in what a browser keeps.</summary>
    public async Task SeeNothingOfTheFormerAsync()
    {
        await SeeStartAsync();
        Assert.Equal(0, await Page.Locator("input, .choice").CountAsync());
        Assert.Equal("", await Page.Locator("#question-title").TextContentAsync());
        Assert.Equal("", await Page.Locator("#code").TextContentAsync());
        Assert.Equal(0, await Page.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length + document.cookie.length"));
        Assert.Equal("vi", await Page.Locator("html").GetAttributeAsync("lang"));
    }

    /// <summary>Keeps a picture of what is on the screen with the output of the tests.</summary>
    public Task ShootAsync(string name, bool whole = false) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots.Folder, name + ".png"), FullPage = whole });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static TimeSpan Patience { get; } = Waiting();

    // Set before the first expectation of any test.
    private static TimeSpan Waiting()
    {
        var patience = TimeSpan.FromMinutes(5);
        SetDefaultExpectTimeout((float)patience.TotalMilliseconds);
        return patience;
    }

    private static async Task<Visitor> ComeAsync(Chromium chromium, TestHost host, int width, int height, bool touch,
        bool javaScript = true, bool worker = false, float scale = 1, string locale = "vi-VN")
    {
        IBrowserContext context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            TimezoneId = "Asia/Ho_Chi_Minh",
            Locale = locale,
            DeviceScaleFactor = scale,
            HasTouch = touch,
            IsMobile = touch,
            JavaScriptEnabled = javaScript,
            ServiceWorkers = worker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });

        // Bounds what never comes; how long a busy machine takes decides nothing.
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return new Visitor(context, await context.NewPageAsync(), host);
    }

    private void Note(IConsoleMessage message)
    {
        if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            _faults.Add(message.Text);
        }
    }
}
