using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sipas.AspNetCore.Admin.Paper;
using Sipas.AspNetCore.Browser;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Paper;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Paper;

[Collection(PageTests.Name)]
public sealed class PaperPageTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Key_TwoSheetsTwiceByKeyboardAlone_DifferenceIsDecidedAndTheBatchAppendedOnce()
    {
        await using TestHost host = await TestHost.StartAsync();
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, host);
        IPage page = officer.Page;
        await OpenBatchAsync(officer);

        // First pass: number, Enter, nine digits, Enter; the next number stands there already.
        await FollowAsync(page, "Nhập lần một");
        await Expect(page.Locator("#number")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("001");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Lan");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("555555555");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#stored")).ToContainTextAsync("1 trên 2");
        await Expect(page.Locator("#number")).ToHaveValueAsync("002");
        await Expect(page.Locator("[name='a.K1']")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("4444x4");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.TypeAsync("3 44n");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder, "paper-key.png"), FullPage = true });
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#stored")).ToContainTextAsync("2 trên 2");

        // Second pass, another person; sheet 001 differs in its first item.
        await officer.OpenAsync("/admin/paper/L-01");
        await FollowAsync(page, "Nhập lần hai");
        await Expect(page.Locator("#number")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("001");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Minh");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("155555555");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#stored")).ToBeVisibleAsync();

        // The second person reads the number from the sheet: what was offered to the first is not offered again.
        await Expect(page.Locator("#number")).ToBeFocusedAsync();
        await Expect(page.Locator("#number")).ToHaveValueAsync("");
        await page.Keyboard.TypeAsync("002");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[name='a.K1']")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("44443 44n");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#stored")).ToContainTextAsync("2 trên 2");

        await officer.OpenAsync("/admin/paper/L-01");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder, "paper-batch.png"), FullPage = true });
        await FollowAsync(page, "Quyết định");
        await Expect(page.Locator("[name='a.K1']")).ToBeFocusedAsync();

        // Only the answer that differs is asked, with what each of both keyed in words.
        await Expect(page.Locator("input.sign")).ToHaveCountAsync(1);
        await Expect(page.Locator(".keyed-sheet li.differs")).ToHaveCountAsync(1);
        await Expect(page.Locator(".two div > dt")).ToHaveTextAsync(["Lan", "Minh"]);
        await Expect(page.Locator(".two div > dd")).ToHaveTextAsync(["5 – Rất hài lòng", "1 – Rất không hài lòng"]);
        await Expect(page.Locator("#decide")).ToContainTextAsync("Phiếu 001: 1 trên 9 câu khác nhau");
        await Expect(page.Locator("[name='a.K1']")).ToHaveValueAsync("");
        await page.Keyboard.TypeAsync("5");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder, "paper-decide.png"), FullPage = true });
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Không còn phiếu nào chưa xong.")).ToBeVisibleAsync();
        await FollowAsync(page, "Ghi nhận cả lô");
        await Expect(page.Locator(".done")).ToContainTextAsync("Đã ghi nhận");

        var stored = new List<StoredBallot>();
        await foreach (StoredBallot ballot in host.Storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot);
        }

        Assert.Equal(["555555555", "44443-44n"], stored.Select(ballot => ballot.Answers));
        Assert.All(stored, ballot => Assert.Equal(CollectionMode.Paper, ballot.Mode));
        Assert.Empty(officer.Faults);
    }

    [ChromiumFact]
    public async Task Key_WithoutJavaScript_WorksWithTabAndEnter()
    {
        await using TestHost host = await TestHost.StartAsync();
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, host, javaScript: false);
        IPage page = officer.Page;
        await OpenBatchAsync(officer);
        await officer.OpenAsync("/admin/paper/L-01/key?pass=1&number=007");

        await page.Locator("[name='a.K1']").FocusAsync();
        for (int i = 0; i < 9; i++)
        {
            await page.Keyboard.TypeAsync("3");
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#stored")).ToContainTextAsync("007");

        PaperEntry entry = Assert
            .Single((await host.Services.GetRequiredService<PaperEntryService>().FindAsync("L-01", default))!.Sheets).First!;
        Assert.Equal(("007", "333333333"), (entry.BallotNumber, entry.Answers));
    }

    [ChromiumFact]
    public async Task Key_U1PrintedNumbers_AreOfferedWithTheirCheckDigit_SlipsAreRefusedAndASheetIsWithdrawn()
    {
        await using TestHost host = await TestHost.StartAsync();
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, host);
        IPage page = officer.Page;
        await OpenBatchAsync(officer);
        await officer.OpenAsync("/admin/paper/L-01/key?pass=1");
        await page.Locator("#number").FillAsync("SIPAS:TINH-2026:000113-1");
        await page.Locator("[name='a.K1']").FocusAsync();
        await page.Keyboard.TypeAsync("555555555");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#stored")).ToContainTextAsync("000113-1");
        await Expect(page.Locator("#number")).ToHaveValueAsync("000114-9");
        await page.Locator("#number").FillAsync("000113-2");
        await page.Locator("[name='a.K1']").FocusAsync();
        await page.Keyboard.TypeAsync("555555555");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#number-problem")).ToContainTextAsync("PPR0110");
        await page.Locator("#number").FillAsync("000114-9");
        await page.Locator("[name='a.K9']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#stored")).ToContainTextAsync("000114-9");

        await officer.OpenAsync("/admin/paper/L-01");
        await Expect(page.GetByText("PPR0115")).ToBeVisibleAsync();
        await page.GetByLabel("Lý do rút phiếu số 000114-9").FillAsync("số in là 000141-2");
        await page.GetByRole(AriaRole.Row, new() { Name = "000114-9" }).Last.GetByRole(AriaRole.Button, new() { Name = "Rút phiếu" })
            .ClickAsync();
        await Expect(page.GetByLabel("Lý do rút phiếu số 000114-9")).ToHaveCountAsync(0);

        Assert.Equal("000113-1", Assert
            .Single((await host.Services.GetRequiredService<PaperEntryService>().FindAsync("L-01", default))!.Sheets).BallotNumber);
        Assert.All(officer.Faults, fault => Assert.Contains("400", fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("001", "002")]
    [InlineData("A-099", "A-100")]
    [InlineData("999", "1000")]
    [InlineData("A", "")]
    [InlineData("", "")]
    [InlineData("000113-1", "000114-9")]
    [InlineData("000999-3", "001000-9")]
    [InlineData("999999-6", "1000000-8")]
    [InlineData("000113-2", "")]
    [InlineData("77-4", "")]
    public void Next_Number_KeepsItsZeros(string number, string next) => Assert.Equal(next, PaperSigns.Next(number));

    [Fact]
    public void Meaning_OfEverySign_IsTheAnswerItStandsFor()
    {
        AnswerLayout layout = new MethodPackRegistry([MethodPacks.Shipped("kiosk-9")]).Layouts.First();

        Assert.StartsWith("12345", PaperSigns.Of(layout.Items[0]), StringComparison.Ordinal);
        Assert.Equal(("", "", "notApplicable", "dontKnow", "refused", "5", "x"),
            (PaperSigns.Meaning("-"), PaperSigns.Meaning("0"), PaperSigns.Meaning("n"), PaperSigns.Meaning("K"), PaperSigns.Meaning("r"),
                PaperSigns.Meaning("5"), PaperSigns.Meaning("x")));
    }

    // A link or button reached by the keyboard, as somebody without a mouse does.
    private static async Task FollowAsync(IPage page, string name)
    {
        ILocator target = page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true })
            .Or(page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }));
        await Expect(target).ToBeVisibleAsync();
        for (int i = 0; i < 60; i++)
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

    private static async Task OpenBatchAsync(Visitor officer)
    {
        await officer.OpenAsync("/admin/paper");
        IPage page = officer.Page;
        await page.Locator("#code").FillAsync("L-01");
        await page.Locator("#unit").SelectOptionAsync("XA-01");
        await page.Locator("#questionnaire").SelectOptionAsync("kiosk-9/five-1");
        await page.Locator("#day").FillAsync("2026-05-01");
        await page.Locator("#sheets").FillAsync("2");
        await page.Locator("#sheets").PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Lô L-01", Exact = true })).ToBeVisibleAsync();
    }
}
