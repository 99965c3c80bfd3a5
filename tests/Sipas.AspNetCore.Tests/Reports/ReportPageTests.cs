using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Sipas.AspNetCore.Pages;
using Sipas.Intake;

namespace Sipas.AspNetCore.Reports;

public sealed class ReportPageTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(notice: TestHost.DemoNotice);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Report_SampledAndKioskBallots_AreNeverInOneFigure()
    {
        await AcceptAsync(new TestBallot { Basis = "sampled", Mode = "paper", Answers = TestBallot.NineAnswers("5") });
        await AcceptAsync(new TestBallot { Answers = TestBallot.NineAnswers("1") });
        await AcceptAsync(new TestBallot { Answers = TestBallot.NineAnswers("1") });

        string sampled = await PageAsync("/reports");
        string own = await PageAsync("/reports?basis=selfSelected");

        Assert.Equal("1", Ballots(sampled));
        Assert.Contains("100,00 %", sampled, StringComparison.Ordinal);
        Assert.Equal("2", Ballots(own));
        Assert.Contains("0,00 %", own, StringComparison.Ordinal);
        Assert.DoesNotContain("33,33", sampled + own, StringComparison.Ordinal);
        Assert.Contains("nên không nêu sai số", own, StringComparison.Ordinal);
        Assert.All([sampled, own], page => Assert.Contains("không bao giờ gộp vào một con số", page, StringComparison.Ordinal));
        Assert.All([sampled, own], page => Assert.Contains(TestHost.DemoNotice.Vi, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_NoBallots_SaysSoAndHoldsNoNumberOutOfNothing()
    {
        string page = await PageAsync("/reports");

        Assert.Equal("0", Ballots(page));
        Assert.Contains("không tính được – chưa có phiếu", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.All(TestHost.Units, unit => Assert.Contains(unit.Name.Vi, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_DraftPack_SaysDraftLoudlyAndNamesDecreeAndRule()
    {
        string page = await PageAsync("/reports?pack=bnv-2640-2017");

        Assert.Contains("<strong>DỰ THẢO</strong>", page, StringComparison.Ordinal);
        Assert.Contains("số 2640/QĐ-BNV ngày 10/10/2017", page, StringComparison.Ordinal);
        Assert.Contains("gộp câu hỏi", page, StringComparison.Ordinal);
        Assert.DoesNotContain("DỰ THẢO", await PageAsync("/reports?pack=kiosk-9"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_English_HasEnglishWordsAndNumbers()
    {
        await AcceptAsync(new TestBallot
        {
            Answers = TestBallot.NineAnswers("5")
            .Replace("\"K1\":5", "\"K1\":1", StringComparison.Ordinal)
        });

        string page = await PageAsync("/reports?lang=en");

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("88.89%", page, StringComparison.Ordinal);
        Assert.Contains("Hoa Sen Department of Resources", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Chỉ số", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnitReport_BothBases_StandSideBySide()
    {
        await AcceptAsync(new TestBallot { Basis = "sampled", Mode = "paper", Answers = TestBallot.NineAnswers("5") });
        await AcceptAsync(new TestBallot { Answers = TestBallot.NineAnswers("1") });

        string page = await PageAsync("/reports/units/SO-01");

        Assert.Equal(["1", "1"], Regex.Matches(page, "data-figure=\"ballots\">(?<n>[^<]*)<").Select(match => match.Groups["n"].Value));
        Assert.Contains("Phiếu theo mẫu", page, StringComparison.Ordinal);
        Assert.Contains("Phiếu tự nguyện", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reports?pack=none", HttpStatusCode.BadRequest)]
    [InlineData("/reports?pack=kiosk-9&questionnaireVersion=none", HttpStatusCode.BadRequest)]
    [InlineData("/reports?basis=both", HttpStatusCode.BadRequest)]
    [InlineData("/reports?lang=fr", HttpStatusCode.BadRequest)]
    [InlineData("/reports/units/none", HttpStatusCode.NotFound)]
    public async Task Report_BadAddress_IsAPageThatSaysWhatIsAllowed(string path, HttpStatusCode status)
    {
        using HttpResponseMessage response = await _host.Client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("href=\"/reports\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi-VN")]
    [InlineData("tr-TR")]
    [InlineData("en-US")]
    [InlineData("ar-SA")]
    public void Words_AnyMachineCulture_WriteTheSameNumbers(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var vi = new PageTexts("vi");
            var en = new PageTexts("en");
            Assert.Equal("86,50\u00A0%", vi.Percent(86.50m));
            Assert.Equal("86.50%", en.Percent(86.50m));
            Assert.Equal("2.575", vi.Count(2575));
            Assert.Equal("1,234,567", en.Count(1_234_567));
            Assert.Equal("100,0\u00A0%", vi.Percent(100.0m));
            Assert.Equal("10/10/2017", vi.Day(new DateOnly(2017, 10, 10)));
            Assert.Equal("06:30 01/01/2027", vi.Time(new DateTimeOffset(2026, 12, 31, 23, 30, 0, TimeSpan.Zero)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Ballots(string page) => Regex.Match(page, "data-figure=\"ballots\">(?<n>[^<]*)<").Groups["n"].Value;

    private async Task AcceptAsync(TestBallot ballot) => Assert.Equal(IntakeStatus.Accepted, (await _host.SubmitAsync(ballot)).Status);

    private async Task<string> PageAsync(string path) =>
        WebUtility.HtmlDecode(await _host.Client.GetStringAsync(path)).Replace('\u00A0', ' ');
}
