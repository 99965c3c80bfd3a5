using System.Globalization;
using Microsoft.Playwright;
using Sipas.Estimation;
using Sipas.Intake;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

[Collection(PageTests.Name)]
public sealed class ReportTests(Chromium chromium) : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(notice: TestHost.DemoNotice);
        var random = new Random(20261121);
        for (int n = 0; n < 160; n++)
        {
            string unit = n % 16 == 0 ? "\"SO-02\"" : n % 3 == 0 ? "\"XA-01\"" : "\"SO-01\"";
            await AcceptAsync(new TestBallot { Unit = unit, Answers = RandomAnswers(random, "K", 9) });
        }

        for (int n = 0; n < 90; n++)
        {
            string unit = n % 4 == 0 ? "\"XA-01\"" : "\"SO-01\"";
            await AcceptAsync(new TestBallot
            {
                Pack = "\"bnv-2640-2017\"",
                Version = "\"1\"",
                Unit = unit,
                Basis = "sampled",
                Mode = "paper",
                Answers = BnvAnswers(random)
            });
        }
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Report_AfterAKioskBallot_CountsOneMore()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/reports?pack=kiosk-9&basis=selfSelected");
        ILocator ballots = visitor.Page.Locator("[data-figure=ballots]");
        await Expect(ballots).ToHaveTextAsync("160");
        await visitor.ShootAsync("report-1-tablet", whole: true);
        await ShootPartsAsync(visitor, "report-1-tablet");

        await visitor.OpenAsync("/kiosk/SO-01");
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await visitor.ReadReceiptCodeAsync();
        await visitor.OpenAsync("/reports?pack=kiosk-9&basis=selfSelected");

        await Expect(ballots).ToHaveTextAsync("161");
        Assert.Empty(visitor.Faults);
    }

    [ChromiumFact]
    public async Task Report_WithoutJavaScriptByLinksAlone_ReachesEveryChoice()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host, javaScript: false);
        await visitor.OpenAsync("/reports");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "bnv-2640-2017 · Phiếu khảo sát 22 tiêu chí" }).ClickAsync();
        await Expect(visitor.Page.GetByText("DỰ THẢO").First).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[data-figure=ballots]")).ToHaveTextAsync("90");
        await visitor.ShootAsync("report-2-draft", whole: true);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Overall" })).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Self-selected ballots (kiosk, web)" }).ClickAsync();
        await Expect(visitor.Page.Locator("[data-figure=ballots]")).ToHaveTextAsync("0");
        await visitor.ShootAsync("report-3-empty-english", whole: true);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Hoa Sen Department of Resources" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Hoa Sen Department of Resources" })).ToBeVisibleAsync();
        await visitor.ShootAsync("report-4-unit", whole: true);
        Assert.Empty(visitor.Faults);
    }

    [ChromiumFact]
    public async Task Report_OnAPhone_FitsWithoutHorizontalScroll()
    {
        await using Visitor visitor = await Visitor.WithPhoneAsync(chromium, _host);
        foreach (string path in (string[])["/reports?pack=kiosk-9", "/reports?pack=bnv-2640-2017", "/reports/units/SO-01?pack=kiosk-9",
            "/reports?pack=none"])
        {
            await visitor.OpenAsync(path);
            await ShootPartsAsync(visitor, "phone-report-" + path.Length.ToString(CultureInfo.InvariantCulture));
            Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), path);
        }
    }

    [ChromiumFact]
    public async Task Report_Printed_HasNoControls()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/reports?pack=kiosk-9");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(visitor.Page.Locator("nav")).ToBeHiddenAsync();
        await visitor.Page.SetViewportSizeAsync(703, 1000);
        await visitor.ShootAsync("report-5-print", whole: true);
        await visitor.Page.PdfAsync(
            new() { Path = Path.Combine(Screenshots.Folder, "report-print.pdf"), Format = "A4", PreferCSSPageSize = true });
    }

    [ChromiumFact]
    public async Task Ranking_OfAKnownDesign_IsReadWithoutJavaScriptFitsAPhoneAndPrints()
    {
        await _host.Storage.Designs.SaveDesignAsync(
            new SampledSurveyDesign
            {
                Name = "autumn",
                Pack = "bnv-2640-2017",
                From = "2020-01",
                To = "2099-12",
                Units = [new SurveyDesignUnit { Unit = "SO-01", Population = 900 },
                    new SurveyDesignUnit { Unit = "XA-01", Population = 400 }],
            },
            default);
        await using (Visitor visitor = await Visitor.AtTabletAsync(chromium, _host, javaScript: false))
        {
            await visitor.OpenAsync("/reports?pack=bnv-2640-2017");
            await Expect(visitor.Page.Locator("[data-margin=overall]")).ToContainTextAsync("Khoảng tin cậy 95%");
            await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Xếp hạng các đơn vị kèm khoảng hạng" }).ClickAsync();
            await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Xếp hạng kèm khoảng hạng" })).ToBeVisibleAsync();
            await Expect(visitor.Page.Locator("svg.dot")).ToHaveCountAsync(2);
            await visitor.ShootAsync("ranking-1-tablet", whole: true);
            Assert.Empty(visitor.Faults);
        }

        await using (Visitor phone = await Visitor.WithPhoneAsync(chromium, _host))
        {
            await phone.OpenAsync("/reports/ranking?pack=bnv-2640-2017&lang=en");
            await phone.ShootAsync("ranking-2-phone", whole: true);
            Assert.True(await phone.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));
            await phone.Page.EmulateMediaAsync(new() { Media = Media.Print });
            await Expect(phone.Page.Locator("nav")).ToBeHiddenAsync();
            await phone.Page.SetViewportSizeAsync(703, 1000);
            await phone.ShootAsync("ranking-3-print", whole: true);
            Assert.True(await phone.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));
        }
    }

    private static async Task ShootPartsAsync(Visitor visitor, string name)
    {
        await visitor.ShootAsync(name + "-top");
        foreach (string part in (string[])["items", "units"])
        {
            if (await visitor.Page.Locator("#" + part).CountAsync() > 0)
            {
                await visitor.Page.Locator("#" + part).EvaluateAsync("element => element.scrollIntoView()");
                await visitor.ShootAsync($"{name}-{part}");
            }
        }
    }

    private async Task AcceptAsync(TestBallot ballot)
    {
        IntakeResult result = await _host.SubmitAsync(ballot);
        Assert.True(result.Status == IntakeStatus.Accepted, string.Join(Environment.NewLine, result.Problems));
    }

    private static string BnvAnswers(Random random)
    {
        (string Prefix, int Count)[] groups = [("A", 4), ("B", 5), ("C", 6), ("D", 3), ("E", 4)];
        return "{" + string.Join(",", groups.Select(group => RandomAnswers(random, group.Prefix, group.Count)[1..^1])) + "}";
    }

    private static string RandomAnswers(Random random, string prefix, int count) =>
        "{" + string.Join(",", Enumerable.Range(1, count)
            .Select(n => $"\"{prefix}{n.ToString(CultureInfo.InvariantCulture)}\":{RandomAnswer(random)}")) + "}";

    private static string RandomAnswer(Random random) => random.Next(100) switch
    {
        < 3 => "1",
        < 8 => "2",
        < 18 => "3",
        < 60 => "4",
        < 94 => "5",
        < 97 => "\"noAnswer\"",
        _ => "\"notApplicable\"",
    };
}
