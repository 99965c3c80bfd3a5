using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>Every word of the kiosk is in the language that was chosen: found by walking the page, and compared with
/// the texts that the page was given.</summary>
[Collection(PageTests.Name)]
public sealed class KioskLanguageTests(Chromium chromium) : IAsyncLifetime
{
    // Every visible text and label of the page that is not a text of the language: neither one of the page's words, its
    // places filled in, nor one of the questionnaire, the unit or the notice.
    private const string Walk = """
        (language) => {
          const data = JSON.parse(document.getElementById("sipas-data").textContent);
          const known = [];
          const collect = (value) => {
            if (value && typeof value === "object") {
              if (typeof value.vi === "string" && typeof value.en === "string") {
                known.push(value[language]);
              } else {
                Object.values(value).forEach(collect);
              }
            }
          };
          collect(data);
          const escaped = (text) => text.replace(/[.*+?^$(){}|[\]\\]/g, "\\$&").replace(/\\\{\w+\\\}/g, ".{0,60}?");
          const anyKnown = known.map((text) => escaped(text.trim())).join("|");
          const isKnown = new RegExp("^(" + anyKnown + ")( · (" + anyKnown + "))?$", "su");
          // Names of languages, codes of receipts and cases, numbers, codes of units, and times are the same in all.
          const isNeutral = (text) =>
            /^[0-9A-Z]{4}-[0-9A-Z]{4}(-[0-9A-Z]{4})?$|^[\d\s.,:\/–-]*$|^(SO|XA)-0\d · .*$|^[A-Z0-9-]+ · .*$/u.test(text);
          const wrong = [];
          const look = (text, where) => {
            const plain = text.replace(/\s+/g, " ").trim();
            if (plain && !isNeutral(plain) && !isKnown.test(plain)) {
              wrong.push(`${where}: ${plain}`);
            }
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const parent = node.parentElement;
            if (parent.checkVisibility({ visibilityProperty: true })
                && !parent.closest("script, noscript, #languages, [aria-hidden=true]")) {
              look(node.data, parent.id || parent.tagName);
            }
          }
          for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
            if (element.checkVisibility()) {
              for (const name of ["aria-label", "title", "placeholder", "alt"]) {
                look(element.getAttribute(name) ?? "", `${element.id || element.tagName}@${name}`);
              }
            }
          }
          look(document.title, "title");
          return wrong;
        }
        """;

    private TestHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await TestHost.StartAsync(options => options.Contact.Offer = true, notice: TestHost.DemoNotice, pack: AllKindsPack.Read());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Kiosk_EveryState_IsWholeInBothLanguages()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        IPage page = visitor.Page;
        var found = new List<string>();
        await visitor.OpenAsync("/kiosk/SO-01?pack=all-kinds");
        await visitor.SeeStartAsync();
        await LookAsync("start");
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1, 7);
        await LookAsync("words");
        await visitor.ChooseAsync("Qua bưu điện");
        await visitor.SeeQuestionAsync(2, 7);
        await LookAsync("faces");
        await visitor.ChooseAsync("Hài lòng");
        await visitor.SeeQuestionAsync(3, 7);
        await LookAsync("row of a matrix");
        await visitor.ChooseAsync("Hài lòng");
        await visitor.SeeQuestionAsync(4, 7);
        await visitor.ChooseAsync("Rất hài lòng");
        await Expect(page.Locator("#check")).ToBeVisibleAsync();
        await LookAsync("check", onlyNow: true);
        await visitor.PressAsync("Xem lại câu trả lời");
        await visitor.SeeQuestionAsync(1, 7);
        await visitor.ChooseAsync("Trực tiếp");
        for (int n = 2; n <= 4; n++)
        {
            await visitor.SeeQuestionAsync(n, 7);
            await visitor.ContinueAsync();
        }

        await visitor.SeeQuestionAsync(5, 7);
        await LookAsync("ticks");
        await visitor.SkipAsync();
        await visitor.SeeQuestionAsync(6, 7);
        await visitor.TypeAsync("ba");
        await visitor.ContinueAsync();
        await LookAsync("number with an error");
        await visitor.TypeAsync("3");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(7, 7);
        await page.EvaluateAsync("() => document.getElementById('idle').showModal()");
        await LookAsync("idle warning", onlyNow: true);
        await visitor.PressAsync("Tiếp tục trả lời");
        await visitor.SkipAsync();
        await visitor.ReadReceiptCodeAsync();
        await LookAsync("thanks");
        await visitor.PressAsync("Về trang đầu");
        await visitor.OpenStaffAsync();
        await LookAsync("staff");

        Assert.Empty(found);

        async Task LookAsync(string state, bool onlyNow = false) =>
            found.AddRange((await InBothAsync(page, onlyNow)).Select(text => $"{state}, {text}"));
    }

    [ChromiumFact]
    public async Task Kiosk_ContactAndFailure_AreWholeInBothLanguages()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        IPage page = visitor.Page;
        var found = new List<string>();
        await visitor.OpenAsync("/kiosk/SO-01?pack=kiosk-9");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Rất không hài lòng");
        await visitor.ReadReceiptCodeAsync();
        await LookAsync("offer");
        await page.Locator("#contact-ask").ClickAsync();
        await page.Locator("#contact-send").ClickAsync();
        await LookAsync("contact with an error");
        await page.Locator("#contact-about").FillAsync("Chờ quá lâu");
        await page.Locator("#contact-contact").FillAsync("0912345678");
        await page.Locator("#contact-consent").CheckAsync();
        await page.Locator("#contact-send").ClickAsync();
        await Expect(page.Locator("#contact-code")).Not.ToBeEmptyAsync();
        await LookAsync("contacted");

        await using Visitor without = await Visitor.AtTabletAsync(chromium, _host);
        await without.LoseStoreAsync();
        await without.Page.RouteAsync("**/sipas/v1/ballots", route => route.FulfillAsync(new() { Status = 500 }));
        await without.OpenAsync("/kiosk/SO-01?pack=kiosk-9");
        await Expect(without.Page.Locator("#online-only")).ToBeVisibleAsync();
        found.AddRange(await InBothAsync(without.Page, onlyNow: false));
        await without.StartAsync();
        await without.AnswerAllAsync("Hài lòng");
        await Expect(without.Page.Locator("#failed-note")).ToBeVisibleAsync();
        found.AddRange(await InBothAsync(without.Page, onlyNow: false));

        Assert.Empty(found);

        async Task LookAsync(string state) => found.AddRange((await InBothAsync(page, onlyNow: false)).Select(text => $"{state}, {text}"));
    }

    [ChromiumTheory]
    [InlineData("en-GB", "en")]
    [InlineData("vi-VN", "vi")]
    [InlineData("fr-FR", "vi")]
    public async Task OpenLink_OnATelephoneOfALanguage_BeginsInItWhereThereIsOne(string locale, string expected)
    {
        await using Visitor visitor = await Visitor.WithPhoneAsync(chromium, _host, locale);
        await visitor.OpenAsync("/q/SO-01");

        await Expect(visitor.Page.Locator($"#languages [lang={expected}]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", expected);
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Walk, expected));
    }

    [ChromiumFact]
    public async Task Kiosk_InABrowserInEnglish_BeginsInVietnamese()
    {
        await using Visitor visitor = await Visitor.WithPhoneAsync(chromium, _host, "en-GB");
        await visitor.OpenAsync("/kiosk/SO-01");

        await Expect(visitor.Page.Locator("#languages [lang=vi]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "vi");
    }

    // What is wrong now, and once the language was switched to English and back. A dialog lies over the switch.
    private static async Task<string[]> InBothAsync(IPage page, bool onlyNow)
    {
        string[] vietnamese = await page.EvaluateAsync<string[]>(Walk, "vi");
        if (onlyNow)
        {
            return vietnamese;
        }

        await page.Locator("#languages [lang=en]").ClickAsync();
        await Expect(page.Locator("#languages [lang=en]")).ToHaveAttributeAsync("aria-pressed", "true");
        string[] english = await SettledAsync("en");
        await page.Locator("#languages [lang=vi]").ClickAsync();
        return [.. vietnamese, .. english, .. await SettledAsync("vi")];

        // Counts of waiting ballots are read from the device and so filled in a moment later.
        async Task<string[]> SettledAsync(string language)
        {
            string[] wrong = await page.EvaluateAsync<string[]>(Walk, language);
            for (int i = 0; i < 50 && wrong.Length > 0; i++)
            {
                await page.WaitForTimeoutAsync(100);
                wrong = await page.EvaluateAsync<string[]>(Walk, language);
            }

            return [.. wrong.Select(text => $"{language}: {text}")];
        }
    }
}
