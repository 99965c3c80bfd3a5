using Microsoft.Playwright;
using Sipas.AspNetCore.Browser;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Storage;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Review;

[Collection(PageTests.Name)]
public sealed class ReviewPageTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Review_AcceptAndReject_AreStoredWithWhoDecided_WordlessRejectionIsTold()
    {
        await using TestHost host = await TestHost.StartAsync();
        ISipasStorage service = host.Storage;
        for (int i = 0; i < 3; i++)
        {
            await host.SubmitAsync(new TestBallot());
        }

        await service.Quality.SaveFlagsAsync(new QualityRules().ToJson(), 3, 3,
            [new BallotFlag(1, ProblemCodes.AnsweredTooFast, "2.1 s", "4.5 s"),
                new BallotFlag(1, ProblemCodes.NightBallot, "23:10", "06:00–20:00"),
                new BallotFlag(2, ProblemCodes.StaffDevice, "PC-07", "")], [], default);
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, host);
        IPage page = officer.Page;
        await officer.OpenAsync("/admin/review");
        await Expect(page.GetByText("trả lời quá nhanh: 2.1 s")).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder, "review.png"), FullPage = true });

        await page.Locator("section.flagged").Nth(0).GetByRole(AriaRole.Button, new() { Name = "Từ chối" }).ClickAsync();
        await Expect(page.Locator(".problems")).ToContainTextAsync("QLT0204");
        Assert.Empty(await service.Quality.ReadReviewsAsync(default));

        await page.Locator("section.flagged").Nth(0).GetByLabel("Ý kiến").FillAsync("Ban đêm không có người");
        await page.Locator("section.flagged").Nth(0).GetByRole(AriaRole.Button, new() { Name = "Từ chối" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Phiếu số 1" })).ToHaveCountAsync(0);
        await page.Locator("section.flagged").Nth(0).GetByRole(AriaRole.Button, new() { Name = "Chấp nhận" }).ClickAsync();
        await Expect(page.GetByText("Không có phiếu nào ở mục này.")).ToBeVisibleAsync();

        Assert.Equal(
            [(1L, ReviewDecision.Reject, "Ban đêm không có người", "cán bộ"), (2L, ReviewDecision.Accept, "", "cán bộ")],
            (await service.Quality.ReadReviewsAsync(default))
            .Select(review => (review.Sequence, review.Decision, review.Comment, review.Reviewer)));
        await officer.OpenAsync("/admin/review?state=all&lang=en");
        await Expect(page.Locator(".state.rejected")).ToHaveTextAsync("rejected");
        Assert.Empty(officer.Faults);
    }

    [Fact]
    public async Task Review_FormWithoutItsMark_IsRefused()
    {
        await using TestHost host = await TestHost.StartAsync();

        using HttpResponseMessage response = await host.Client.PostAsync("/admin/review/run", new FormUrlEncodedContent([]));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(await host.Storage.Quality.FindLastRunAsync(default));
    }
}
