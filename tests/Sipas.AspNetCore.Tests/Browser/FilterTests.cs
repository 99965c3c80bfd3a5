using System.Globalization;
using Microsoft.Playwright;
using Sipas.Intake;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Quality;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

[Collection(PageTests.Name)]
public sealed class FilterTests(Chromium chromium) : IAsyncLifetime
{
    private const string Report = "/reports?pack=ward-9-2026";

    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(options => options.MinimumRespondents = 10, pack: MethodPacks.Shipped("ward-9-2026"));
        for (int n = 0; n < 60; n++)
        {
            string level = (3 + (n % 3)).ToString(CultureInfo.InvariantCulture);
            IntakeResult result = await _host.SubmitAsync(new TestBallot
            {
                Pack = "\"ward-9-2026\"",
                Version = "\"2026\"",
                Unit = n % 4 == 0 ? "\"XA-01\"" : "\"SO-01\"",
                Mode = n % 5 == 0 ? "web" : "kiosk",
                Answers = $"{{\"A1\":{(n % 2) + 1},\"A3\":{(n % 20 == 0 ? 5 : (n % 3) + 1)}," + TestBallot.AnswersWith("", 9, level)[1..],
            });
            Assert.True(result.Status == IntakeStatus.Accepted, string.Join(Environment.NewLine, result.Problems));
        }

        await _host.Storage.Quality
            .SaveFlagsAsync("{}", 60, 60,
                [new BallotFlag(3, ProblemCodes.NightBallot, "23:10", "6–20"),
                    new BallotFlag(9, ProblemCodes.NightBallot, "22:10", "6–20")], [], default);
        await _host.Storage.Closings.CloseAsync("2026",
            new SurveyScope { PackId = "ward-9-2026", From = new DateOnly(2026, 1, 1), To = new DateOnly(2026, 12, 31) }, default);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Filter_WithoutJavaScript_IsSentByKeyboardAndStoredByLinks()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host, javaScript: false);
        await visitor.OpenAsync(Report);
        await visitor.ShootAsync("filter-1-closed", whole: true);
        await visitor.Page.GetByText("Chọn phiếu được tính").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.GetByLabel("Từ ngày").FillAsync("2026-11-01");
        await visitor.Page.GetByLabel("Chia theo", new() { Exact = true }).SelectOptionAsync("A3");
        await visitor.Page.GetByLabel("kiosk", new() { Exact = true }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Space");
        await visitor.Page.GetByLabel("Phiếu bị gắn cờ").SelectOptionAsync("false");
        await visitor.Page.GetByText("Người trả lời (không chọn là tất cả)").ClickAsync();
        await visitor.Page.GetByLabel("Nữ").CheckAsync();
        await visitor.Page.GetByLabel("Từ ngày").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        ILocator said = visitor.Page.Locator("[data-filter=said]");
        await Expect(said).ToHaveTextAsync("Từ 01/11/2026, thu qua kiosk, không tính phiếu bị gắn cờ, Giới tính: Nữ.");
        await Expect(visitor.Page.Locator("[data-figure=ballots]")).ToHaveTextAsync("24");
        await visitor.ShootAsync("filter-2-result", whole: true);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sở Tài nguyên Hoa Sen" }).ClickAsync();
        await Expect(said).ToContainTextAsync("thu qua kiosk, không tính phiếu bị gắn cờ, Giới tính: Nữ.");
        await visitor.ShootAsync("filter-3-unit", whole: true);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Expect(said).ToHaveTextAsync("From 2026-11-01 on, collected by kiosk, without flagged ballots, Sex: Female.");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Clear the filter" }).ClickAsync();
        await Expect(said).ToHaveCountAsync(0);
        Assert.Empty(visitor.Faults);
    }

    [AxeFact]
    public async Task Filter_OpenFaultyAndAnswered_PassesAxe()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        var found = new List<string>();
        foreach (string path in (string[])["&by=A3&mode=kiosk&respondent=A1:2", "&from=2026-13-01&respondent=A9:1&mode=fax&by=A9",
            "&mode=phone"])
        {
            await visitor.OpenAsync(Report + path);
            found.AddRange((await Axe.FindAsync(visitor.Page)).Select(finding => $"{path}: {finding}"));
        }

        Assert.Empty(found);
    }

    [ChromiumFact]
    public async Task Filter_OnANarrowPhoneAndOnPaper_Fits()
    {
        await using Visitor visitor = await Visitor.WithPhoneAsync(chromium, _host);
        await visitor.Page.SetViewportSizeAsync(360, 740);
        string[] paths = [Report + "&by=A3&mode=kiosk&flagged=false&respondent=A1:2", Report + "&from=2026-13-01&respondent=A9:1",
            "/reports/ranking?pack=ward-9-2026&mode=kiosk", "/reports/units/XA-01?pack=ward-9-2026&by=A1&below=true"];
        for (int i = 0; i < paths.Length; i++)
        {
            await visitor.OpenAsync(paths[i]);
            await visitor.ShootAsync("filter-phone-" + i.ToString(CultureInfo.InvariantCulture), whole: true);
            Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"),
                paths[i]);
        }

        await visitor.OpenAsync(paths[0]);
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(visitor.Page.Locator("form")).ToBeHiddenAsync();
        await Expect(visitor.Page.Locator("[data-filter=said]")).ToBeVisibleAsync();
        await visitor.Page.SetViewportSizeAsync(703, 1000);
        await visitor.ShootAsync("filter-4-print", whole: true);
        Assert.Empty(visitor.Faults);
    }
}
