using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>Nobody excluded: eyes, ears, hands and languages.</summary>
[Collection(PageTests.Name)]
public sealed class AccessibilityTests(Chromium chromium) : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(pack: AllKindsPack.Read(), notice: TestHost.DemoNotice);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [AxeFact]
    public async Task Kiosk_EveryState_PassesAxe()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        var found = new List<string>();
        await visitor.OpenAsync("/kiosk/SO-01?pack=all-kinds");
        await visitor.SeeStartAsync();
        await LookAsync("start");
        await visitor.PressAsync("Tương phản");
        await visitor.PressAsync("Chữ to");
        await LookAsync("start, eased");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1, 7);
        await LookAsync("words, eased");
        await visitor.PressAsync("Tương phản");
        await visitor.PressAsync("Chữ to");
        await visitor.ChooseAsync("Qua bưu điện");
        await visitor.SeeQuestionAsync(2, 7);
        await LookAsync("faces");
        await visitor.ChooseAsync("Hài lòng");
        await visitor.SeeQuestionAsync(3, 7);
        await LookAsync("row of a matrix");
        await visitor.ChooseAsync("Hài lòng");
        await visitor.SeeQuestionAsync(4, 7);
        await visitor.ChooseAsync("Rất hài lòng");
        await Expect(visitor.Page.Locator("#check")).ToBeVisibleAsync();
        await LookAsync("check");
        await visitor.PressAsync("Xem lại câu trả lời");
        await visitor.SeeQuestionAsync(1, 7);
        await visitor.ChooseAsync("Trực tiếp");
        for (int n = 2; n <= 4; n++)
        {
            await visitor.SeeQuestionAsync(n, 7);
            await visitor.ContinueAsync();
        }

        await visitor.SeeQuestionAsync(5, 7);
        foreach (string tick in (string[])["Loa phường", "Báo chí", "Hình thức khác"])
        {
            await visitor.ChooseAsync(tick);
        }

        await LookAsync("ticks with an error");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(6, 7);
        await visitor.TypeAsync("ba");
        await visitor.ContinueAsync();
        await LookAsync("number with an error");
        await visitor.TypeAsync("3");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(7, 7);
        await LookAsync("date");
        await visitor.Page.EvaluateAsync("() => document.getElementById('idle').showModal()");
        await LookAsync("idle warning");
        await visitor.PressAsync("Tiếp tục trả lời");
        await visitor.SkipAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Xin cảm ơn Ông/Bà!" })).ToBeVisibleAsync();
        await LookAsync("thanks");
        await visitor.PressAsync("Về trang đầu");
        await visitor.OpenStaffAsync();
        await LookAsync("staff");
        await visitor.OpenAsync("/kiosk/enrol");
        await LookAsync("enrolment");
        await visitor.OpenAsync("/kiosk/none");
        await LookAsync("unknown unit");

        Assert.Empty(found);

        async Task LookAsync(string state) => found.AddRange((await Axe.FindAsync(visitor.Page)).Select(finding => $"{state}: {finding}"));
    }

    [AxeFact]
    public async Task Kiosk_StatesThatMustNotHappen_PassAxe()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.LoseStoreAsync();
        await visitor.Page.RouteAsync("**/sipas/v1/ballots", route => route.FulfillAsync(new() { Status = 500 }));
        await visitor.OpenAsync("/kiosk/SO-01?pack=kiosk-9");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Chưa gửi được phiếu" })).ToBeVisibleAsync();

        Assert.Empty(await Axe.FindAsync(visitor.Page));
    }

    [AxeFact]
    public async Task Reports_EveryPage_PassesAxe()
    {
        for (int n = 0; n < 40; n++)
        {
            await _host.SubmitAsync(new TestBallot
            {
                Unit = n % 3 == 0 ? "\"XA-01\"" : "\"SO-01\"",
                Answers = TestBallot.NineAnswers(((n % 5) + 1).ToString(CultureInfo.InvariantCulture)),
            });
        }

        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        var found = new List<string>();
        foreach (string path in (string[])["/reports?pack=kiosk-9", "/reports?pack=kiosk-9&lang=en", "/reports/ranking?pack=kiosk-9",
            "/reports/unknown", "/kiosk", "/t/none", "/reports?pack=bnv-2640-2017", "/reports/units/SO-01?pack=kiosk-9",
            "/reports?pack=none"])
        {
            await visitor.OpenAsync(path);
            found.AddRange((await Axe.FindAsync(visitor.Page)).Select(finding => $"{path}: {finding}"));
        }

        Assert.Empty(found);
    }

    [ChromiumFact]
    public async Task Kiosk_Question_IsReadWithItsOptionsAndItsPlace()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01?pack=kiosk-9");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        string title = await visitor.Page.Locator("#question-title").InnerTextAsync();
        string question = await visitor.Page.Locator("#form").AriaSnapshotAsync();

        Assert.Contains($"- group \"{title}\"", question, StringComparison.Ordinal);
        Assert.Contains("- heading", question, StringComparison.Ordinal);
        foreach (string answer in (string[])["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng",
            "Không áp dụng"])
        {
            Assert.Contains($"- radio \"{answer}\"", question, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("img", question, StringComparison.Ordinal);
        await Expect(visitor.Page.Locator("#announce")).ToHaveTextAsync("Câu 1/9");
    }

    [ChromiumFact]
    public async Task Kiosk_At200PercentZoom_ScrollsDownOnlyAndReachesTheReceipt()
    {
        // A tablet of 1280 × 800 at 200 % has 640 × 400 points.
        await using Visitor visitor = await Visitor.WithScreenAsync(chromium, _host, 640, 400, scale: 2);
        await visitor.OpenAsync("/kiosk/SO-01?pack=kiosk-9");
        await NoSidewaysAsync(visitor);
        await visitor.ShootAsync("zoom-1-start");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await NoSidewaysAsync(visitor);
        await visitor.ShootAsync("zoom-2-question");
        await visitor.AnswerAllAsync("Hài lòng");
        await visitor.ReadReceiptCodeAsync();
        await NoSidewaysAsync(visitor);
        await visitor.PressAsync("Về trang đầu");
        await visitor.OpenStaffAsync();
        await NoSidewaysAsync(visitor);
        await visitor.ShootAsync("zoom-3-staff");
    }

    [ChromiumFact]
    public async Task Kiosk_OnEveryScreen_TargetsAreLargeAndNothingIsCutOff()
    {
        foreach ((int width, int height, string name) in ((int, int, string)[])[(1280, 800, "tablet"), (800, 1280, "upright"),
            (390, 844, "phone")])
        {
            await using Visitor visitor = await Visitor.WithScreenAsync(chromium, _host, width, height, scale: 1);
            await visitor.OpenAsync("/kiosk/SO-01?pack=all-kinds");
            await LookAsync("1-start");
            await visitor.StartAsync();
            await visitor.SeeQuestionAsync(1, 7);
            await LookAsync("2-words");
            await visitor.ChooseAsync("Trực tiếp");
            await visitor.SeeQuestionAsync(2, 7);
            await LookAsync("3-faces");
            await visitor.PressAsync("Chữ to");
            await visitor.PressAsync("Tương phản");
            await LookAsync("4-eased");
            await visitor.ChooseAsync("Hài lòng");
            await visitor.SeeQuestionAsync(3, 7);
            await visitor.PressAsync("Chữ to");
            await visitor.PressAsync("Tương phản");
            await LookAsync("5-row");
            await visitor.ChooseAsync("Hài lòng");
            await visitor.SeeQuestionAsync(4, 7);
            await visitor.ChooseAsync("Hài lòng");
            await visitor.SeeQuestionAsync(5, 7);
            await LookAsync("6-ticks");
            await visitor.SkipAsync();
            await visitor.SeeQuestionAsync(6, 7);
            await LookAsync("7-number");
            await visitor.TypeAsync("3");
            await visitor.ContinueAsync();
            await visitor.SeeQuestionAsync(7, 7);
            await visitor.Page.EvaluateAsync("() => document.getElementById('idle').showModal()");
            await LookAsync("8-idle");
            await visitor.PressAsync("Tiếp tục trả lời");
            await visitor.SkipAsync();
            await visitor.ReadReceiptCodeAsync();
            await LookAsync("9-thanks");

            async Task LookAsync(string state)
            {
                await visitor.ShootAsync($"{name}-{state}");
                await NoSidewaysAsync(visitor);
                string[] small = await visitor.Page.EvaluateAsync<string[]>("""
                    () => [...document.querySelectorAll("button, .choice, #value")].filter((target) => target.checkVisibility())
                      .map((target) => [target, target.getBoundingClientRect()])
                      .filter(([, box]) => box.width < 63.9 || box.height < 63.9)
                      .map(([target, box]) => `${target.id} ${target.textContent} ${box.width}×${box.height}`)
                    """);
                Assert.Empty(small);
            }
        }
    }

    [ChromiumFact]
    public async Task Kiosk_LanguageOfThePack_IsShownAndMarkedAndTheRestIsVietnamese()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01?pack=all-kinds");
        await visitor.PressAsync("Tày");
        await visitor.StartAsync();
        ILocator title = visitor.Page.Locator("#question-title");
        await Expect(title).ToHaveTextAsync("Pỏ mẻ nộp hồ sơ bặng hử?");
        await Expect(title).ToHaveAttributeAsync("lang", "tay");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "vi");
        await visitor.PressAsync("Hmoob");
        await Expect(title).ToHaveTextAsync("Koj xa li cas?");
        await visitor.PressAsync("Tày");
        await visitor.ChooseAsync("Trực tiếp");
        await visitor.SeeQuestionAsync(2, 7);

        // A level that the pack did not translate stays Vietnamese, and says so to a screen reader.
        await Expect(visitor.Page.Locator(".choice .words").First).ToHaveTextAsync("Nắm pjom pây");
        await Expect(visitor.Page.Locator(".choice .words").First).ToHaveAttributeAsync("lang", "tay");
        await Expect(visitor.Page.Locator(".choice .words").Nth(1)).ToHaveAttributeAsync("lang", "vi");
        await visitor.ShootAsync("language-tay");
    }

    [ChromiumFact]
    public async Task Kiosk_ReadAloud_ByVoiceOrClipAndNeverUnasked()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.Page.AddInitScriptAsync("""
            window.spoken = [];
            window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
            const voices = new EventTarget();
            Object.assign(voices, { getVoices: () => [{ lang: "vi-VN" }], speak: (said) => window.spoken.push(said.text), cancel() {} });
            Object.defineProperty(window, "speechSynthesis", { value: voices });
            window.Audio = class extends EventTarget {
              constructor(address) { super(); this.address = address; }
              play() { window.spoken.push(this.address); return Promise.resolve(); }
              pause() {}
            };
            """);
        ILocator listen = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Nghe câu hỏi" });
        await visitor.OpenAsync("/kiosk/SO-01?pack=all-kinds");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1, 7);
        await listen.ClickAsync();
        await Expect(listen).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.ShootAsync("listen");
        await visitor.PressAsync("Tày");
        await listen.ClickAsync();
        await visitor.PressAsync("Hmoob");
        await Expect(listen).ToBeHiddenAsync();
        await visitor.PressAsync("Tiếng Việt");
        await visitor.ChooseAsync("Trực tiếp");
        await visitor.SeeQuestionAsync(2, 7);
        Assert.Equal(["/audio/s-vi.wav", "/audio/s-tay.wav"], await visitor.Page.EvaluateAsync<string[]>("() => window.spoken"));
        await listen.ClickAsync();

        string[] spoken = await visitor.Page.EvaluateAsync<string[]>("() => window.spoken");
        Assert.Equal("Ông/Bà hài lòng ở mức nào?. Rất không hài lòng. Không hài lòng. Bình thường. Hài lòng. Rất hài lòng. Không áp dụng",
            spoken[2]);
    }

    [ChromiumFact]
    public async Task U36_HoverWithHighContrast_IsDarkerThanTheOtherAnswers()
    {
        const string Look = """
            (choice) => {
              const style = getComputedStyle(choice);
              const light = (color) => color.match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
              return [light(style.borderTopColor), light(style.backgroundColor)];
            }
            """;
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01?pack=kiosk-9");
        await visitor.PressAsync("Tương phản");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        ILocator answers = visitor.Page.Locator("#levels .choice");

        await answers.Nth(1).HoverAsync();

        double[] hovered = await answers.Nth(1).EvaluateAsync<double[]>(Look);
        double[] other = await answers.Nth(3).EvaluateAsync<double[]>(Look);
        Assert.True(hovered[0] <= other[0], "The border of the hovered answer is paler.");
        Assert.True(hovered[1] < other[1], "The hovered answer is not darker.");
    }

    [ChromiumFact]
    public async Task U36_TapOnATouchScreen_LeavesNoLookOfAHover()
    {
        await using Visitor visitor = await Visitor.WithPhoneAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01?pack=kiosk-9");

        Assert.False(await visitor.Page.EvaluateAsync<bool>("""
            () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
              .some((rule) => rule instanceof CSSStyleRule && rule.selectorText.includes(":hover"))
            """));
    }

    [ChromiumFact]
    public async Task Fault23_WhatMadeReadingEasier_IsGoneWithItsPerson()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01?pack=all-kinds");
        await visitor.PressAsync("Chữ to");
        await visitor.PressAsync("Tương phản");
        await visitor.PressAsync("English");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(visitor.Page.Locator("#progress-text")).ToHaveTextAsync("Question 1/7");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Back", Exact = true }).ClickAsync();

        await visitor.SeeNothingOfTheFormerAsync();
        Assert.False(await visitor.Page.EvaluateAsync<bool>(
            "() => 'size' in document.documentElement.dataset || 'contrast' in document.documentElement.dataset"));
        Assert.Equal(0, await visitor.Page.Locator(".tools [aria-pressed=true]:not([lang=vi])").CountAsync());
    }

    [ChromiumFact]
    public async Task Fault23_TypedText_IsOfferedToNobody()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        var names = new HashSet<string?>();
        for (int person = 0; person < 2; person++)
        {
            await visitor.OpenAsync("/kiosk/SO-01?pack=all-kinds");
            await visitor.StartAsync();
            await visitor.SeeQuestionAsync(1, 7);
            await visitor.ChooseAsync("Trực tuyến");
            await visitor.SeeQuestionAsync(2, 8);
            await visitor.ChooseAsync("Không");
            await visitor.SeeQuestionAsync(3, 9);
            ILocator field = visitor.Page.Locator("#value");
            Assert.Equal("", await field.InputValueAsync());
            await Expect(field).ToHaveAttributeAsync("autocomplete", "off");
            names.Add(await field.GetAttributeAsync("name"));
            await visitor.TypeAsync("Chuyện riêng");
        }

        // A name of its own each time: no browser knows the field again.
        Assert.Equal(2, names.Count);
    }

    [ChromiumFact]
    public async Task Fault09_ClockStepsBackInMidSession_TheEndIsNotBeforeTheBeginning()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.Page.AddInitScriptAsync(
            "let shift = 0; const now = Date.now; Date.now = () => now() + shift; window.setClock = (ms) => { shift = ms; };");
        await visitor.OpenAsync("/kiosk/SO-01?pack=kiosk-9");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1);
        await visitor.ChooseAsync("Hài lòng");
        await visitor.SeeQuestionAsync(2);
        await visitor.Page.EvaluateAsync("() => window.setClock(-3 * 365 * 86_400_000)");
        IRequest request = await visitor.Page.RunAndWaitForRequestAsync(
            async () =>
            {
                for (int n = 2; n <= 9; n++)
                {
                    await visitor.SeeQuestionAsync(n);
                    await visitor.ChooseAsync("Hài lòng");
                }
            },
            "**/sipas/v1/ballots");
        await visitor.ReadReceiptCodeAsync();
        JsonElement ballot = JsonDocument.Parse(request.PostData!).RootElement;

        TimeSpan taken = ballot.GetProperty("completedAt").GetDateTimeOffset() - ballot.GetProperty("startedAt").GetDateTimeOffset();
        Assert.InRange(taken, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    }

    private static async Task NoSidewaysAsync(Visitor visitor) =>
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));
}
