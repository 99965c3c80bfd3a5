using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

[Collection(BrowserTests.Name)]
public sealed class KioskTests(Chromium chromium) : IAsyncLifetime
{
    private const string Ballots = "**/sipas/v1/ballots";

    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(notice: TestHost.DemoNotice);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Fault23_TwoPeople_EachGetsAReceiptAndTheSecondSeesNothingOfTheFirst()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.ShootAsync("tablet-1-start");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await Expect(visitor.Page.Locator("#question-title")).ToBeFocusedAsync();
        Assert.Equal(0, await visitor.Page.Locator("input:checked").CountAsync());
        await visitor.ShootAsync("tablet-2-question");
        await visitor.AnswerAllAsync("Hài lòng");
        string first = await visitor.ReadReceiptCodeAsync();
        await visitor.ShootAsync("tablet-3-thanks");
        Assert.Equal(1, _host.BallotCount);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Về trang đầu" }).ClickAsync();
        await visitor.SeeNothingOfTheFormerAsync();
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        Assert.Equal(0, await visitor.Page.Locator("input:checked").CountAsync());
        await visitor.AnswerAllAsync("Rất không hài lòng");
        string second = await visitor.ReadReceiptCodeAsync();

        Assert.NotEqual(first, second);
        Assert.Equal(2, _host.BallotCount);
        Assert.Empty(visitor.Faults);
    }

    [ChromiumFact]
    public async Task Kiosk_BallotSent_NamesModeBasisTimesAndAFreshVersion7Id()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await visitor.ChooseAsync("Không áp dụng");
        await visitor.SeeQuestionAsync(2);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Bỏ qua câu này" }).ClickAsync();
        await visitor.SeeQuestionAsync(3);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Quay lại" }).ClickAsync();
        await visitor.SeeQuestionAsync(2);
        await visitor.ChooseAsync("Bình thường");
        IRequest request = await visitor.Page.RunAndWaitForRequestAsync(
            async () =>
            {
                for (int n = 3; n <= 9; n++)
                {
                    await visitor.SeeQuestionAsync(n);
                    await visitor.ChooseAsync("Rất hài lòng");
                }
            },
            Ballots);
        string code = await visitor.ReadReceiptCodeAsync();

        JsonElement ballot = JsonDocument.Parse(request.PostData!).RootElement;
        Assert.Equal(7, Guid.Parse(ballot.GetProperty("id").GetString()!).Version);
        Assert.Equal("kiosk", ballot.GetProperty("mode").GetString());
        Assert.Equal("selfSelected", ballot.GetProperty("basis").GetString());
        Assert.Equal("vi", ballot.GetProperty("language").GetString());
        Assert.Equal("notApplicable", ballot.GetProperty("answers").GetProperty("K1").GetString());
        Assert.Equal(3, ballot.GetProperty("answers").GetProperty("K2").GetInt32());
        Assert.EndsWith("+07:00", ballot.GetProperty("startedAt").GetString(), StringComparison.Ordinal);
        Assert.True(ballot.GetProperty("completedAt").GetDateTimeOffset() > ballot.GetProperty("startedAt").GetDateTimeOffset());
        Assert.Equal(
            code, (await _host.Storage.Ballots.FindReceiptAsync(ballot.GetProperty("id").GetGuid(), CancellationToken.None))!.Code);
    }

    [ChromiumFact]
    public async Task Kiosk_LanguageSwitchedInBetween_KeepsTheAnswersAndNamesTheLanguage()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await visitor.ChooseAsync("Hài lòng");
        await visitor.SeeQuestionAsync(2);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(visitor.Page.Locator("#question-title"))
            .ToHaveTextAsync("Are you satisfied with how easily you found the right place and person?");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(visitor.Page.Locator("#notice")).ToHaveTextAsync(TestHost.DemoNotice.En);
        await visitor.ShootAsync("tablet-4-english");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Back", Exact = true }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Radio, new() { Name = "Satisfied", Exact = true })).ToBeCheckedAsync();
        await visitor.ShootAsync("tablet-5-chosen");

        IRequest request = await visitor.Page.RunAndWaitForRequestAsync(
            async () =>
            {
                await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
                for (int n = 2; n <= 9; n++)
                {
                    await Expect(visitor.Page.Locator("#progress-text")).ToHaveTextAsync($"Question {n}/9");
                    await visitor.ChooseAsync("Very satisfied");
                }
            },
            Ballots);

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Thank you!" })).ToBeVisibleAsync();
        JsonElement ballot = JsonDocument.Parse(request.PostData!).RootElement;
        Assert.Equal("en", ballot.GetProperty("language").GetString());
        Assert.Equal(4, ballot.GetProperty("answers").GetProperty("K1").GetInt32());
    }

    [ChromiumFact]
    public async Task Fault23_BrowserBack_ShowsNothingOfTheFormer()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/");
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await visitor.ChooseAsync("Hài lòng");
        await visitor.SeeQuestionAsync(2);

        await visitor.Page.GoBackAsync();
        await Expect(visitor.Page.GetByText("Trang chủ của cổng thông tin")).ToBeVisibleAsync();
        await visitor.Page.GoForwardAsync();
        await visitor.SeeNothingOfTheFormerAsync();

        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await visitor.ReadReceiptCodeAsync();
        await visitor.OpenAsync("/");
        await visitor.Page.GoBackAsync();
        await visitor.SeeNothingOfTheFormerAsync();
        await visitor.Page.ReloadAsync();
        await visitor.SeeNothingOfTheFormerAsync();
    }

    [ChromiumFact]
    public async Task Fault23_PageStoredByTheBrowser_ComesBackClean()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await visitor.ChooseAsync("Hài lòng");
        await visitor.SeeQuestionAsync(2);

        await visitor.Page.EvaluateAsync("() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        await visitor.SeeNothingOfTheFormerAsync();

        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await visitor.Page.EvaluateAsync("() => window.dispatchEvent(new PopStateEvent('popstate'))");
        await visitor.SeeNothingOfTheFormerAsync();
    }

    [ChromiumFact]
    public async Task Kiosk_NoStoreAndServerFails_NeverThanksAndResendGivesOneBallot()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.LoseStoreAsync();
        var bodies = new List<string>();
        int attempt = 0;
        await visitor.Page.RouteAsync(Ballots, async route =>
        {
            bodies.Add(route.Request.PostData!);
            switch (attempt++)
            {
                case 0:
                    await route.FulfillAsync(new() { Status = 500, Body = "oops" });
                    break;
                case 1:
                    await route.FulfillAsync(new() { Status = 200, ContentType = "text/html", Body = "<h1>Xin mời đăng nhập Wi-Fi</h1>" });
                    break;
                case 2:
                    await route.FulfillAsync(
                        new()
                        {
                            Status = 200,
                            ContentType = "application/json",
                            Body = "{\"ballotId\":\"00000000-0000-7000-8000-000000000000\",\"code\":\"AAAA-AAAA\"}"
                        });
                    break;
                case 3:
                    await route.AbortAsync();
                    break;
                case 4:
                    // The server takes the ballot, but its answer is lost on the way.
                    await route.FetchAsync();
                    await route.AbortAsync();
                    break;
                default:
                    await route.ContinueAsync();
                    break;
            }
        });
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");

        ILocator resend = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi lại" });
        for (int failure = 1; failure <= 5; failure++)
        {
            await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Chưa gửi được phiếu" })).ToBeVisibleAsync();
            await Expect(visitor.Page.GetByText("Xin cảm ơn Ông/Bà!")).ToBeHiddenAsync();
            Assert.Equal("", await visitor.Page.Locator("#code").TextContentAsync());
            Assert.Equal(failure == 5 ? 1 : 0, _host.BallotCount);
            await visitor.ShootAsync("tablet-6-failed");
            int before = bodies.Count;
            await resend.ClickAsync();
            await visitor.Page.WaitForFunctionAsync("() => document.body.dataset.screen !== 'sending'");
            Assert.Equal(before + 1, bodies.Count);
        }

        await visitor.ReadReceiptCodeAsync();
        Assert.Equal(6, bodies.Count);
        Assert.Single(bodies.Distinct());
        Assert.Equal(1, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Kiosk_NoStoreAndServerRefuses_SaysSoWithTheCode()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.LoseStoreAsync();
        await visitor.Page.RouteAsync(Ballots,
            route => route.ContinueAsync(
                new()
                {
                    PostData = System.Text.Encoding.UTF8.GetBytes(
                    route.Request.PostData!.Replace("SO-01", "SO-99", StringComparison.Ordinal))
                }));
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");

        await Expect(visitor.Page.Locator("#failed-codes")).ToHaveTextAsync("Mã lỗi: BAL0104");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Hủy phiếu, không gửi" }).ClickAsync();
        await visitor.SeeNothingOfTheFormerAsync();
        Assert.Equal(0, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Kiosk_KeyboardOnly_ReachesTheReceipt()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01?pack=kiosk-9&questionnaireVersion=two-1");
        IKeyboard keyboard = visitor.Page.Keyboard;
        foreach (string control in (string[])["Tiếng Việt", "English", "Chữ to", "Tương phản", "Bắt đầu"])
        {
            await keyboard.PressAsync("Tab");
            await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = control, Exact = true })).ToBeFocusedAsync();
        }

        await keyboard.PressAsync("Enter");
        for (int n = 1; n <= 9; n++)
        {
            await visitor.SeeQuestionAsync(n);
            await Expect(visitor.Page.Locator("#choices input").First).ToBeEnabledAsync();
            await Expect(visitor.Page.Locator("#question-title")).ToBeFocusedAsync();
            await keyboard.PressAsync("Tab");
            await keyboard.PressAsync("Space");
            await keyboard.PressAsync("ArrowDown");
            await Expect(visitor.Page.GetByRole(AriaRole.Radio, new() { Name = "Hài lòng", Exact = true })).ToBeCheckedAsync();
            await visitor.SeeQuestionAsync(n);
            if (n == 2)
            {
                await visitor.ShootAsync("tablet-7-two-levels-keyboard");
            }

            await keyboard.PressAsync("Enter");
        }

        await visitor.ReadReceiptCodeAsync();
        Assert.Equal(1, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Kiosk_LeftAlone_WarnsThenForgets()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.Page.Clock.InstallAsync();
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await visitor.Page.Clock.RunForAsync(1_000);
        await visitor.ChooseAsync("Satisfied");
        await visitor.Page.Clock.RunForAsync(1_000);
        await Expect(visitor.Page.Locator("#progress-text")).ToHaveTextAsync("Question 2/9");

        await visitor.Page.Clock.RunForAsync(41_000);
        ILocator stay = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "I am still here" });
        await Expect(stay).ToBeFocusedAsync();
        await visitor.ShootAsync("tablet-8-idle");
        await stay.ClickAsync();
        await visitor.Page.Clock.RunForAsync(30_000);
        await Expect(visitor.Page.Locator("#progress-text")).ToHaveTextAsync("Question 2/9");
        await Expect(stay).ToBeHiddenAsync();

        await visitor.Page.Clock.RunForAsync(61_000);
        await visitor.SeeNothingOfTheFormerAsync();
        Assert.Equal(0, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Kiosk_AfterTheThanks_ReturnsToTheStartByItself()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.Page.Clock.InstallAsync();
        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        for (int n = 1; n <= 9; n++)
        {
            await visitor.SeeQuestionAsync(n);
            await visitor.Page.Clock.RunForAsync(500);
            await visitor.ChooseAsync("Hài lòng");
            await visitor.Page.Clock.RunForAsync(500);
        }

        await visitor.ReadReceiptCodeAsync();
        await visitor.Page.Clock.RunForAsync(20_500);
        await visitor.SeeNothingOfTheFormerAsync();
    }

    [ChromiumFact]
    public async Task Kiosk_OnAPhone_FitsWithoutHorizontalScrollAndTargetsAreLarge()
    {
        await using Visitor visitor = await Visitor.WithPhoneAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01");
        await FitsAsync(visitor, "phone-1-start");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await FitsAsync(visitor, "phone-2-question");
        foreach (ILocator target in await visitor.Page.Locator(".choice:visible, .question .button:visible").AllAsync())
        {
            LocatorBoundingBoxResult? box = await target.BoundingBoxAsync();
            Assert.True(box is { Width: >= 64, Height: >= 64 }, await target.InnerTextAsync());
        }

        await visitor.AnswerAllAsync("Bình thường");
        await visitor.ReadReceiptCodeAsync();
        await FitsAsync(visitor, "phone-3-thanks");
        await visitor.OpenAsync("/kiosk/SO-01?pack=bnv-2640-2017");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1, 22);
        await FitsAsync(visitor, "phone-4-long-questionnaire");
    }

    [ChromiumFact]
    public async Task Kiosk_UnknownUnit_SaysSoInBothLanguages()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        IResponse? response = await visitor.Page.GotoAsync(new Uri(_host.Address, "/kiosk/khong-co").ToString());

        Assert.Equal(404, response!.Status);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Không tìm thấy đơn vị" })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Unit not found" })).ToBeVisibleAsync();
        await visitor.ShootAsync("tablet-9-unknown-unit");
    }

    private static async Task FitsAsync(Visitor visitor, string name)
    {
        await visitor.ShootAsync(name);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), name);
    }
}
