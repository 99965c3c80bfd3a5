using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sipas.AspNetCore.Kiosk;
using Sipas.Intake;
using Sipas.Tickets;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>No ballot lost, none doubled: whatever the network, the server and the tab do.</summary>
[Collection(BrowserTests.Name)]
public sealed class QueueTests(Chromium chromium) : IAsyncLifetime
{
    private const string Ballots = "/sipas/v1/ballots";

    private readonly ConcurrentQueue<Guid> _posted = [];
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Kiosk_ColdStartWithoutNetwork_ThirtyBallotsArriveExactlyOnce()
    {
        await using Visitor visitor = await Visitor.AtKioskAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.SeeReadyForOfflineAsync();
        await visitor.Page.CloseAsync();
        await visitor.GoOfflineAsync(true);

        Visitor cold = await visitor.OpenTabAsync();
        await cold.HurryAsync();
        await cold.OpenAsync("/kiosk/SO-01");
        await cold.SeeStartAsync();
        await cold.StartAsync();
        await cold.AnswerAllAsync("Hài lòng");
        await Expect(cold.Page.Locator("#thanks-state")).ToHaveTextAsync("Đã lưu trên máy này. Phiếu sẽ tự động gửi khi có mạng.");
        await Expect(cold.Page.Locator("#code")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9A-Z]{4}-[0-9A-Z]{4}$"));
        await cold.ShootAsync("queue-1-saved-here");
        await cold.Page.GetByRole(AriaRole.Button, new() { Name = "Về trang đầu" }).ClickAsync();
        await cold.CastAsync(29);
        await Expect(cold.Page.Locator("#unsent")).ToHaveTextAsync("30 phiếu chờ gửi");
        await cold.ShootAsync("queue-2-start-with-unsent");
        Guid[] waiting = await cold.QueueAsync();
        Assert.Equal(30, waiting.Distinct().Count());
        Assert.Equal(0, _host.BallotCount);

        await cold.GoOfflineAsync(false);
        await Expect(cold.Page.Locator("#unsent")).ToBeHiddenAsync();

        Assert.Empty(await cold.QueueAsync());
        Assert.Equal(30, _host.BallotCount);
        foreach (Guid id in waiting)
        {
            Assert.NotNull(await _host.Storage.Ballots.FindReceiptAsync(id, default));
        }

        Assert.Empty(cold.Faults);
    }

    [ChromiumFact]
    public async Task Kiosk_TabKilledInTheMiddleOfSending_NothingIsLostOrDoubled()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int attempts = 0;
        _host.Between = async (context, next) =>
        {
            if (context.Request.Path == Ballots && Interlocked.Increment(ref attempts) == 3)
            {
                // The third ballot is taken, but the tab dies before it hears of it.
                context.Response.Body = new MemoryStream();
                await next();
                committed.SetResult();
                await killed.Task.WaitAsync(TimeSpan.FromMinutes(10));
                context.Abort();
                return;
            }

            await next();
        };
        await visitor.HurryAsync();
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.GoOfflineAsync(true);
        await visitor.CastAsync(5);
        Guid[] waiting = await visitor.QueueAsync();
        await visitor.GoOfflineAsync(false);
        await committed.Task.WaitAsync(TimeSpan.FromMinutes(10));
        await visitor.Page.CloseAsync();
        killed.SetResult();
        Assert.Equal(3, _host.BallotCount);

        Visitor next = await visitor.OpenTabAsync();
        await next.OpenAsync("/kiosk/SO-01");
        await next.Page.WaitForFunctionAsync("() => document.getElementById('unsent').dataset.count === '0'", null);

        Assert.Equal(5, waiting.Length);
        Assert.Empty(await next.QueueAsync());
        Assert.Equal(5, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Fault08_CaptivePortalForgedReceiptAndFailingServer_TheBallotStaysUntilASignedReceipt()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        Func<HttpContext, Func<Task>, Task> act = Portal;
        _host.Between = (context, next) => context.Request.Path == Ballots ? act(context, next) : next();
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await Expect(visitor.Page.Locator("#thanks-state")).ToContainTextAsync("Đã lưu trên máy này");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Về trang đầu" }).ClickAsync();
        await visitor.OpenStaffAsync();
        (Func<HttpContext, Func<Task>, Task> Act, string Told)[] faults =
        [
            (Portal, "mạng cần đăng nhập"),
            (Forge, "không có chữ ký hợp lệ"),
            (Fail, "Máy chủ gặp sự cố"),
            (Busy, "Máy chủ đang bận"),
            (LoseAnswer, "Không có mạng"),
        ];
        foreach ((Func<HttpContext, Func<Task>, Task> fault, string words) in faults)
        {
            act = fault;
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi ngay" }).ClickAsync();
            await Expect(visitor.Page.Locator("#staff-facts")).ToContainTextAsync(words);
            Assert.Single(await visitor.QueueAsync());
            await Expect(visitor.Page.Locator("#staff-unsent")).ToHaveTextAsync("1 phiếu chờ gửi");
        }

        await visitor.ShootAsync("queue-3-staff");
        Assert.Equal(1, _host.BallotCount);
        act = (_, next) => next();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi ngay" }).ClickAsync();
        await Expect(visitor.Page.Locator("#staff-unsent")).ToHaveTextAsync("0 phiếu chờ gửi");

        Assert.Empty(await visitor.QueueAsync());
        Assert.Equal(1, _host.BallotCount);

        static Task Portal(HttpContext context, Func<Task> next)
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<h1>Xin mời đăng nhập Wi-Fi</h1>");
        }

        // A receipt in form, for the right ballot, by the right key, over other bytes.
        async Task Forge(HttpContext context, Func<Task> next)
        {
            using JsonDocument ballot = await JsonDocument.ParseAsync(context.Request.Body);
            string key = (await _host.Storage.Ballots.ReadKeysAsync(default))[0].KeyId;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(
                $$"""
                {"ballotId":{{ballot.RootElement.GetProperty("id").GetRawText()}},"contentHash":"{{new string('a', 64)}}",
                 "unit":"SO-01","position":1,"receivedAt":"2026-11-21T01:00:00.000Z","keyId":"{{key}}",
                 "signature":"{{new string('A', 86)}}","code":"AAAA-AAAA"}
                """);
        }

        static Task Fail(HttpContext context, Func<Task> next)
        {
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync("oops");
        }

        static Task Busy(HttpContext context, Func<Task> next)
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "600";
            return Task.CompletedTask;
        }

        static async Task LoseAnswer(HttpContext context, Func<Task> next)
        {
            context.Response.Body = new MemoryStream();
            await next();
            context.Abort();
        }
    }

    [ChromiumFact]
    public async Task Kiosk_TwoTabsOneQueue_EachBallotIsSentOnce()
    {
        await using Visitor first = await Visitor.AtTabletAsync(chromium, _host);
        _host.Between = RecordAsync;
        await first.HurryAsync();
        await first.OpenAsync("/kiosk/SO-01");
        Visitor second = await first.OpenTabAsync();
        await second.HurryAsync();
        await second.OpenAsync("/kiosk/XA-01");
        await first.GoOfflineAsync(true);
        await first.CastAsync(4);
        await second.CastAsync(4);
        Guid[] waiting = await second.QueueAsync();
        await first.GoOfflineAsync(false);
        foreach (Visitor tab in (Visitor[])[first, second])
        {
            await tab.Page.WaitForFunctionAsync(
                "() => (window.dispatchEvent(new Event('online')), document.getElementById('unsent').dataset.count === '0')", null,
                new() { Timeout = 300_000, PollingInterval = 500 });
        }

        Assert.Equal(8, waiting.Length);
        Assert.Equal(8, _host.BallotCount);
        Assert.Equal(waiting.Order(), _posted.Order());
    }

    [ChromiumFact]
    public async Task Fault02_OtherBallotUnderTheSameId_IsStoredForStaffAndNotSentAgain()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        _host.Between = async (context, next) =>
        {
            if (context.Request.Path == Ballots && _posted.IsEmpty)
            {
                using var reader = new StreamReader(context.Request.Body);
                string body = await reader.ReadToEndAsync();
                Guid id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetGuid();
                await _host.SubmitAsync(new TestBallot { Id = id });
                context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
            }

            await RecordAsync(context, next);
        };
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Bình thường");
        await Expect(visitor.Page.Locator("#thanks-state")).ToContainTextAsync("để cán bộ kiểm tra");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Về trang đầu" }).ClickAsync();
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await visitor.ReadReceiptCodeAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Về trang đầu" }).ClickAsync();
        await visitor.OpenStaffAsync();
        await Expect(visitor.Page.Locator("#staff-facts")).ToContainTextAsync("1 (BAL0301)");
        await visitor.ShootAsync("queue-4-staff-conflict");

        Assert.Single(await visitor.QueueAsync());
        Assert.Equal(2, _posted.Count);
        Assert.Equal(2, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Fault21_TicketSpentMeanwhile_SaysSoAndNothingElse()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        _host.Between = async (context, next) =>
        {
            if (context.Request.Path != Ballots)
            {
                await next();
                return;
            }

            context.Response.StatusCode = 409;
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync(
                """{"type":"urn:sipas:problem:ticket","title":"","status":409,"problemCount":1,"problems":[{"code":"TKT0002"}]}""");
        };
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Phiếu này đã được trả lời" })).ToBeVisibleAsync();
        Assert.Empty(await visitor.QueueAsync());
        Assert.Equal(0, await visitor.Page.Locator("input, .choice").CountAsync());
        await visitor.ShootAsync("queue-5-spent");
    }

    [ChromiumFact]
    public async Task Fault21_OneTicketInTwoTabs_GivesOneBallotAndTheOtherTabSaysSo()
    {
        string address = $"/t/{(await _host.Services.GetRequiredService<ITicketIssuer>().IssueAsync("HS-1", "SO-01")).Token}";
        await using Visitor first = await Visitor.AtTabletAsync(chromium, _host);
        await first.OpenAsync(address);
        Visitor second = await first.OpenTabAsync();
        await second.OpenAsync(address);
        await first.StartAsync();
        await second.StartAsync();

        await first.AnswerAllAsync("Hài lòng");
        await Expect(first.Page.Locator("#receipt")).ToBeVisibleAsync();
        await second.AnswerAllAsync("Không hài lòng");

        await Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = "Phiếu này đã được trả lời" })).ToBeVisibleAsync();
        Assert.Equal(1, _host.BallotCount);
        Visitor third = await first.OpenTabAsync();
        await third.OpenAsync(address);
        Assert.Equal(0, await third.Page.Locator("input, .choice, #receipt").CountAsync());
        await third.ShootAsync("ticket-1-answered-before");
        Assert.Empty(first.Faults);
    }

    [ChromiumFact]
    public async Task Kiosk_RefusedForGood_DoesNotHoldUpTheNextAndCanBeExported()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.Page.AddInitScriptAsync("""
            const real = window.fetch;
            let first = true;
            window.fetch = (address, options) => {
              if (first && String(address).endsWith("/ballots")) {
                first = false;
                options = { ...options, body: options.body.replace("SO-01", "SO-99") };
              }
              return String(address).endsWith("/quarantine") ? Promise.resolve(new Response("", { status: 404 })) : real(address, options);
            };
            """);
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await Expect(visitor.Page.Locator("#thanks-state")).ToContainTextAsync("Đã lưu trên máy này");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Về trang đầu" }).ClickAsync();
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await visitor.ReadReceiptCodeAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Về trang đầu" }).ClickAsync();
        await visitor.OpenStaffAsync();
        await Expect(visitor.Page.Locator("#staff-unsent")).ToHaveTextAsync("1 phiếu chờ gửi");
        IDownload download = await visitor.Page.RunAndWaitForDownloadAsync(() =>
            visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Xuất phiếu chờ ra tệp" }).ClickAsync());
        string[] lines = await File.ReadAllLinesAsync(await download.PathAsync());

        Assert.EndsWith("-1.jsonl", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Equal((await visitor.QueueAsync())[0], JsonDocument.Parse(Assert.Single(lines)).RootElement.GetProperty("id").GetGuid());
        Assert.Equal(1, _host.BallotCount);

        // What staff saved is taken as it is.
        Assert.Equal(IntakeStatus.Accepted, (await _host.SubmitAsync(lines[0])).Status);
    }

    [ChromiumFact]
    public async Task Kiosk_RefusedForGood_LeavesForTheSignedWordThatItWasHeld()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.Page.AddInitScriptAsync("""
            const real = window.fetch;
            const changed = (options) => ({ ...options, body: options.body.replace("SO-01", "SO-99") });
            window.fetch = (address, options) => real(address, String(address).endsWith("/ballots") ? changed(options) : options);
            """);
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await Expect(visitor.Page.Locator("#thanks-state")).ToHaveTextAsync("Máy chủ đã nhận phiếu để kiểm tra.");

        Assert.Empty(await visitor.QueueAsync());
        Assert.Equal(0, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Kiosk_NoStore_TellsStaffAndWorksOnline()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.LoseStoreAsync();
        await visitor.OpenAsync("/kiosk/SO-01");
        await Expect(visitor.Page.GetByText("Máy này chỉ nhận phiếu khi có mạng")).ToBeVisibleAsync();
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await visitor.ReadReceiptCodeAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Về trang đầu" }).ClickAsync();
        await visitor.OpenStaffAsync();

        await Expect(visitor.Page.Locator("#staff-unsent")).ToContainTextAsync("cửa sổ ẩn danh");
        await visitor.ShootAsync("queue-6-staff-online-only");
        Assert.Equal(1, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Kiosk_NewVersion_IsTakenOnlyBetweenPersons()
    {
        await using Visitor visitor = await Visitor.AtKioskAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.SeeReadyForOfflineAsync();
        _host.Between = async (context, next) =>
        {
            if (context.Request.Path != "/kiosk/sw.js")
            {
                await next();
                return;
            }

            Stream real = context.Response.Body;
            using var written = new MemoryStream();
            context.Response.Body = written;
            await next();
            string script = System.Text.Encoding.UTF8.GetString(written.ToArray())
                .Replace($"version: \"{KioskScripts.Version}\"", "version: \"0123456789abcdef\"", StringComparison.Ordinal);
            context.Response.ContentLength = null;
            context.Response.Body = real;
            await context.Response.WriteAsync(script);
        };
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await visitor.Page.EvaluateAsync(
            "() => { window.sameAsBefore = true; return navigator.serviceWorker.getRegistration().then((known) => known.update()); }");
        await visitor.Page.WaitForFunctionAsync(
            "() => navigator.serviceWorker.getRegistration().then((known) => Boolean(known.waiting))", null);
        await visitor.AnswerAllAsync("Hài lòng");
        await visitor.ReadReceiptCodeAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => window.sameAsBefore === true"));

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Về trang đầu" }).ClickAsync();
        await visitor.Page.WaitForFunctionAsync(
            "() => window.sameAsBefore === undefined && document.body?.dataset.offline === 'ready'", null);
        await visitor.SeeStartAsync();
    }

    [ChromiumFact]
    public async Task Kiosk_Page_CanBeInstalled()
    {
        await using Visitor visitor = await Visitor.AtKioskAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01?pack=kiosk-9");
        await visitor.SeeReadyForOfflineAsync();
        ICDPSession session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        JsonElement manifest = (await session.SendAsync("Page.getAppManifest"))!.Value;
        JsonElement errors = (await session.SendAsync("Page.getInstallabilityErrors"))!.Value;

        Assert.Empty(manifest.GetProperty("errors").EnumerateArray());
        Assert.Equal("/kiosk/SO-01?pack=kiosk-9",
            JsonDocument.Parse(manifest.GetProperty("data").GetString()!).RootElement.GetProperty("start_url").GetString());

        // A test's browser window is a private one; nothing else may stand in the way.
        Assert.All(errors.GetProperty("installabilityErrors").EnumerateArray(),
            error => Assert.Equal("in-incognito", error.GetProperty("errorId").GetString()));
    }

    private async Task RecordAsync(HttpContext context, Func<Task> next)
    {
        if (context.Request.Path == Ballots)
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync();
            _posted.Enqueue(JsonDocument.Parse(body).RootElement.GetProperty("id").GetGuid());
            context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        }

        await next();
    }
}
