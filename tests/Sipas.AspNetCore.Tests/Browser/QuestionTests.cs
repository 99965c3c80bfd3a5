using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sipas.Packs;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>Every question kind, skip rules and checks, and what is sent of them.</summary>
[Collection(BrowserTests.Name)]
public sealed class QuestionTests(Chromium chromium)
{
    private const string Page = "/kiosk/SO-01?pack=all-kinds";

    // Takes the last choice of every question, "other", ticked or the top level, so that whatever waits for it is
    // shown. Gives the last progress text.
    private const string AnswerEverything = """
        async () => {
          const at = (id) => document.getElementById(id);
          const until = async (holds) => { while (!holds()) { await new Promise(requestAnimationFrame); } };
          let seen = "";
          while (document.body.dataset.screen === "question") {
            await until(() => !at("choices").disabled);
            seen = at("progress-text").textContent;
            const field = at("value");
            if (field) {
              field.value = field.type === "date" ? "2026-11-21" : "Ghi rõ";
              field.dispatchEvent(new Event("input", { bubbles: true }));
            } else {
              [...document.querySelectorAll("#levels input")].at(-1).click();
            }
            at("next").click();
            await until(() => document.body.dataset.screen !== "question" || at("progress-text").textContent !== seen);
          }
          return seen;
        }
        """;

    [ChromiumFact]
    public async Task Kiosk_EveryQuestionKind_IsAnsweredAndSentUnderItsCode()
    {
        await using TestHost host = await TestHost.StartAsync(pack: AllKindsPack.Read());
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, host);
        Sent sent = await Sent.WatchAsync(visitor);
        await visitor.OpenAsync(Page);
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1, 7);
        await visitor.ShootAsync("kinds-1-single");
        await visitor.ChooseAsync("Trực tuyến");
        await visitor.SeeQuestionAsync(2, 8);
        await visitor.ChooseAsync("Không");
        await visitor.SeeQuestionAsync(3, 9);
        await visitor.TypeAsync("Nút quá nhỏ");
        await visitor.ShootAsync("kinds-2-short-text");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(4, 9);
        await visitor.ChooseAsync("Không áp dụng");
        await visitor.SeeQuestionAsync(5, 9);
        await Expect(visitor.Page.Locator("#question-topic")).ToHaveTextAsync("Ông/Bà hài lòng thế nào về công chức?");
        await Expect(visitor.Page.Locator("#question-title")).ToHaveTextAsync("Lịch sự");
        await visitor.ShootAsync("kinds-3-matrix-row");
        await visitor.ChooseAsync("Hài lòng");
        await visitor.SeeQuestionAsync(6, 9);
        await visitor.SkipAsync();
        await visitor.SeeQuestionAsync(7, 9);
        await visitor.ChooseAsync("Loa phường");
        await visitor.ChooseAsync("Báo chí");
        await visitor.ChooseAsync("Hình thức khác");
        await Expect(visitor.Page.Locator("#question-error")).ToContainTextAsync("nhiều nhất 2 ô");
        await visitor.ShootAsync("kinds-4-ticks");
        Assert.Equal(2, await visitor.Page.Locator("#levels input:checked").CountAsync());
        await visitor.ChooseAsync("Loa phường");
        await visitor.ChooseAsync("Hình thức khác");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(8, 10);
        await visitor.TypeAsync("Người quen\nở bản");
        await visitor.ShootAsync("kinds-5-long-text");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(9, 10);
        await Expect(visitor.Page.Locator("#skip")).ToBeHiddenAsync();
        foreach (string wrong in (string[])["ba", "0", "99,6", "1.000.000"])
        {
            await visitor.TypeAsync(wrong);
            await visitor.ContinueAsync();
            await Expect(visitor.Page.Locator("#question-error")).ToBeVisibleAsync();
            await Expect(visitor.Page.Locator("#value")).ToBeFocusedAsync();
        }

        await visitor.ShootAsync("kinds-6-number");
        await visitor.TypeAsync("2,5");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(10, 10);
        await visitor.TypeAsync("2026-05-01");
        await visitor.ShootAsync("kinds-7-date");
        await visitor.FinishAsync();
        JsonElement ballot = await sent.FirstAsync();

        Assert.Equal("""{"S":2,"W":2,"L":"notApplicable","M1":4,"M2":"noAnswer","T1":1,"T2":2,"T3":2}""",
            ballot.GetProperty("answers").GetRawText());
        Assert.Equal("""{"W.text":"Nút quá nhỏ","T.text":"Người quen\nở bản","N":2.5,"D":"2026-05-01"}""",
            ballot.GetProperty("values").GetRawText());
        Assert.Empty(visitor.Faults);
    }

    [ChromiumFact]
    public async Task Kiosk_AnswerChangedOnTheWayBack_TakesHiddenAnswersOut()
    {
        await using TestHost host = await TestHost.StartAsync(pack: AllKindsPack.Read());
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, host);
        Sent sent = await Sent.WatchAsync(visitor);
        await visitor.OpenAsync(Page);
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1, 7);
        await visitor.ChooseAsync("Trực tuyến");
        await visitor.SeeQuestionAsync(2, 8);
        await visitor.ChooseAsync("Không");
        await visitor.SeeQuestionAsync(3, 9);
        await visitor.TypeAsync("Sẽ bị bỏ");
        await visitor.BackAsync();
        await visitor.SeeQuestionAsync(2, 9);
        await visitor.BackAsync();
        await visitor.SeeQuestionAsync(1, 9);
        await visitor.ChooseAsync("Trực tiếp");
        await visitor.SeeQuestionAsync(2, 7);
        await Expect(visitor.Page.Locator("#question-title")).ToHaveTextAsync("Ông/Bà hài lòng ở mức nào?");
        for (int n = 2; n <= 4; n++)
        {
            await visitor.SeeQuestionAsync(n, 7);
            await visitor.ChooseAsync("Hài lòng");
        }

        await visitor.SeeQuestionAsync(5, 7);
        await visitor.SkipAsync();
        await visitor.SeeQuestionAsync(6, 7);
        await visitor.TypeAsync("1");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(7, 7);
        await visitor.SkipAsync();
        JsonElement ballot = await sent.FirstAsync();

        Assert.Equal("""{"S":1,"L":4,"M1":4,"M2":4,"T1":"noAnswer","T2":"noAnswer","T3":"noAnswer"}""",
            ballot.GetProperty("answers").GetRawText());
        Assert.Equal("""{"N":1}""", ballot.GetProperty("values").GetRawText());
    }

    [ChromiumFact]
    public async Task Kiosk_Checks_SoftAsksOnceAndHardStaysUntilAnAnswerChanges()
    {
        await using TestHost host = await TestHost.StartAsync(pack: AllKindsPack.Read());
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, host);
        Sent sent = await Sent.WatchAsync(visitor);
        ILocator check = visitor.Page.Locator("#check");
        ILocator keep = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Đúng như vậy" });
        ILocator review = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Xem lại câu trả lời" });
        await visitor.OpenAsync(Page);
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1, 7);
        await visitor.ChooseAsync("Qua bưu điện");
        await visitor.SeeQuestionAsync(2, 7);
        await visitor.ChooseAsync("Rất hài lòng");
        await visitor.SeeQuestionAsync(3, 7);
        await visitor.ChooseAsync("Rất không hài lòng");
        await Expect(check).ToContainTextAsync("công chức không lịch sự?");
        await visitor.ShootAsync("kinds-8-soft-check");
        await keep.ClickAsync();
        await visitor.SeeQuestionAsync(4, 7);
        await visitor.ChooseAsync("Rất hài lòng");
        await Expect(check).ToContainTextAsync("không có giờ hẹn");
        await Expect(keep).ToBeHiddenAsync();
        await visitor.ShootAsync("kinds-9-hard-check");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(check).ToBeVisibleAsync();
        await review.ClickAsync();
        await visitor.SeeQuestionAsync(1, 7);
        await visitor.ContinueAsync();
        await Expect(check).ToContainTextAsync("không có giờ hẹn");
        await review.ClickAsync();
        await visitor.SeeQuestionAsync(1, 7);
        await visitor.ChooseAsync("Trực tiếp");
        await visitor.SeeQuestionAsync(2, 7);
        foreach (int n in (int[])[2, 3, 4])
        {
            await visitor.SeeQuestionAsync(n, 7);
            await visitor.ContinueAsync();
        }

        await visitor.SeeQuestionAsync(5, 7);
        await visitor.SkipAsync();
        await visitor.SeeQuestionAsync(6, 7);
        await visitor.TypeAsync("3");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(7, 7);
        await visitor.SkipAsync();

        Assert.StartsWith("""{"S":1,"L":5,"M1":1,"M2":5,""", (await sent.FirstAsync()).GetProperty("answers").GetRawText(),
            StringComparison.Ordinal);
        Assert.Empty(visitor.Faults);
    }

    [ChromiumFact]
    public async Task Kiosk_FormOf2026_IsAnsweredFromEndToEnd()
    {
        MethodPack pack = MethodPacks.Shipped("bnv-1001-2023");
        await using TestHost host = await TestHost.StartAsync(pack: pack,
            sipas: sipas => sipas.AddInterviewers(_ => ValueTask.FromResult(true)));
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, host);
        Sent sent = await Sent.WatchAsync(visitor);
        await visitor.HurryAsync();
        await visitor.OpenAsync("/kiosk/SO-01?mode=interview");
        await visitor.StartAsync();
        string seen = await visitor.Page.EvaluateAsync<string>(AnswerEverything);
        JsonElement ballot = await sent.FirstAsync();
        Questionnaire questionnaire = pack.Questionnaires[0];

        // Nothing is left out: with the last choice of each every question that waits for another is shown.
        Assert.Equal(questionnaire.Items.Select(item => item.Code).Order(StringComparer.Ordinal),
            ballot.GetProperty("answers").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            questionnaire.Questions.Where(question => !question.IsCoded).Select(question => question.Code).Order(StringComparer.Ordinal),
            ballot.GetProperty("values").EnumerateObject().Select(value => value.Name).Order(StringComparer.Ordinal));
        Assert.All(ballot.GetProperty("answers").EnumerateObject(), answer => Assert.Equal(JsonValueKind.Number, answer.Value.ValueKind));
        Assert.Equal("interview", ballot.GetProperty("mode").GetString());
        int steps = questionnaire.Questions.Sum(question => question.Kind == QuestionKind.Matrix ? question.Items.Count : 1);
        Assert.Equal($"Câu {steps}/{steps}", seen);
        Assert.Empty(visitor.Faults);
    }

    [ChromiumFact]
    public async Task Kiosk_FormOf2026_AtAKiosk_AsksNobodyWhoAsked()
    {
        await using TestHost host = await TestHost.StartAsync(pack: MethodPacks.Shipped("bnv-1001-2023"));
        string page = await host.Client.GetStringAsync("/kiosk/SO-01");

        Assert.DoesNotContain("Điều tra viên", page, StringComparison.Ordinal);
        Assert.Contains("Giới tính", page, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Kiosk_HalfBallotLeft_IsSentOnlyWhereThePackSaysSoAndAllThatIsNeededIsThere()
    {
        foreach (UnfinishedBallotRule rule in Enum.GetValues<UnfinishedBallotRule>())
        {
            await using TestHost host = await TestHost.StartAsync(pack: AllKindsPack.Read(rule));
            await using Visitor visitor = await Visitor.AtTabletAsync(chromium, host);
            await visitor.Page.Clock.InstallAsync();
            Sent sent = await Sent.WatchAsync(visitor);
            await visitor.OpenAsync(Page);

            await visitor.StartAsync();
            await visitor.SeeQuestionAsync(1, 7);
            await visitor.Page.Clock.RunForAsync(1_000);
            await visitor.ChooseAsync("Trực tiếp");
            await visitor.Page.Clock.RunForAsync(61_000);
            await visitor.SeeNothingOfTheFormerAsync();
            Assert.Empty(sent.Ballots);

            await visitor.StartAsync();
            (string Answer, int Number)[] steps = [("Trực tiếp", 1), ("Hài lòng", 2), ("Hài lòng", 3), ("Hài lòng", 4)];
            foreach ((string answer, int number) in steps)
            {
                await visitor.SeeQuestionAsync(number, 7);
                await visitor.Page.Clock.RunForAsync(1_000);
                await visitor.ChooseAsync(answer);
                await visitor.Page.Clock.RunForAsync(1_000);
            }

            await visitor.SeeQuestionAsync(5, 7);
            await visitor.Page.Clock.RunForAsync(1_000);
            await visitor.SkipAsync();
            await visitor.SeeQuestionAsync(6, 7);
            await visitor.Page.Clock.RunForAsync(1_000);
            await visitor.TypeAsync("4");
            await visitor.ContinueAsync();
            await visitor.SeeQuestionAsync(7, 7);
            await visitor.Page.Clock.RunForAsync(61_000);
            if (rule == UnfinishedBallotRule.Discard)
            {
                await visitor.SeeNothingOfTheFormerAsync();
                Assert.Empty(sent.Ballots);
            }
            else
            {
                JsonElement ballot = await sent.FirstAsync();
                Assert.Equal(4, ballot.GetProperty("answers").GetProperty("M2").GetInt32());
                Assert.Equal("""{"N":4}""", ballot.GetProperty("values").GetRawText());
            }
        }
    }

    /// <summary>Takes the place of the endpoint for ballots and keeps what was sent.</summary>
    private sealed class Sent
    {
        private readonly TaskCompletionSource<JsonElement> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<JsonElement> Ballots { get; } = [];

        public static async Task<Sent> WatchAsync(Visitor visitor)
        {
            var sent = new Sent();
            await visitor.Page.RouteAsync("**/sipas/v1/ballots", async route =>
            {
                JsonElement ballot = JsonDocument.Parse(route.Request.PostData!).RootElement;
                sent.Ballots.Add(ballot);
                sent._first.TrySetResult(ballot);
                await route.FulfillAsync(new() { Status = 503 });
            });
            return sent;
        }

        public Task<JsonElement> FirstAsync() => _first.Task.WaitAsync(TimeSpan.FromMinutes(10));
    }
}
