using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sipas.AspNetCore.Kiosk;
using Sipas.Intake;
using Sipas.Tickets;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>The code that a device shows before there is a line is the one of the receipt that comes later.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReceiptCodeTests(Chromium chromium) : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await TestHost.StartAsync(options => options.KioskThanksSeconds = 60, pack: AllKindsPack.Read());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Kiosk_BallotWithValuesOffline_ShowsTheCodeThatItsReceiptConfirms()
    {
        await using Visitor visitor = await Visitor.AtKioskAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01?pack=all-kinds");
        await visitor.SeeReadyForOfflineAsync();
        await visitor.GoOfflineAsync(true);
        await visitor.StartAsync();
        await visitor.SeeQuestionAsync(1, 7);
        await visitor.ChooseAsync("Trực tiếp");
        for (int n = 2; n <= 4; n++)
        {
            await visitor.SeeQuestionAsync(n, 7);
            await visitor.ChooseAsync("Hài lòng");
        }

        await visitor.SeeQuestionAsync(5, 7);
        await visitor.SkipAsync();
        await visitor.SeeQuestionAsync(6, 7);
        await visitor.TypeAsync("3,50");
        await visitor.ContinueAsync();
        await visitor.SeeQuestionAsync(7, 7);
        await visitor.SkipAsync();
        ILocator state = visitor.Page.Locator("#thanks-state");
        await Expect(state).ToHaveAttributeAsync("data-kind", "saved");
        string shown = await visitor.Page.Locator("#code").InnerTextAsync();
        await visitor.ShootAsync("receipt-code-offline");
        await visitor.GoOfflineAsync(false);
        string confirmed = await visitor.ReadReceiptCodeAsync();

        Assert.Matches("^[0-9A-Z]{4}-[0-9A-Z]{4}$", shown);
        Assert.Equal(shown, confirmed);
        Assert.Equal(1, _host.BallotCount);
    }

    [ChromiumTheory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Chờ lâu")]
    [InlineData("  Tiê\u0301ng Viê\u0323t to\u0309 hợp\t\u00A0xong ")]
    [InlineData("ðường Ðà Nẵng")]
    [InlineData("a\u200Bb\u200Ec\u202Ed\uFEFFe\u0007f")]
    [InlineData("👨\u200D👩\u200D👧 ☺\uFE0F\u200D🔥 x\u200Dy")]
    [InlineData("dòng 1\r\ndòng 2\rdòng 3\u2028dòng 4\u0085 dòng 5\n\n")]
    [InlineData("\"quotes\" <b> & \\ / \u0001 \u001F")]
    [InlineData("ｆｕｌｌ Å ﬁ ẛ̣ 가 ﷺ")]
    public async Task CodeOf_TextHoweverItWasTyped_IsThatOfTheServersReceipt(string? text)
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync(text is null ? "/kiosk/SO-01?pack=kiosk-9" : "/kiosk/SO-01?pack=all-kinds");

        string[] made = await MakeAsync(visitor, text);
        IntakeResult result = await _host.SubmitAsync(made[0]);

        Assert.Empty(result.Problems);
        Assert.Equal(result.Receipt!.Code, made[1]);
        Assert.Equal(text is not null, JsonDocument.Parse(made[0]).RootElement.TryGetProperty("salt", out _));

        // The same bytes again: the same ballot, and the same code.
        Assert.Equal(result.Receipt.Code, (await _host.SubmitAsync(made[0])).Receipt!.Code);
    }

    // The hash has a word of its own for the sample.
    [ChromiumFact]
    public async Task CodeOf_BallotOfTheSample_IsThatOfTheServersReceipt()
    {
        IssuedTicket ticket = await _host.Services.GetRequiredService<ITicketIssuer>().IssueSampledAsync("HS-1", "SO-01");
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync(ticket.Path);

        string[] made = await MakeAsync(visitor, "");
        IntakeResult result = await _host.SubmitAsync(made[0]);

        Assert.Contains("\"basis\":\"sampled\"", made[0], StringComparison.Ordinal);
        Assert.Empty(result.Problems);
        Assert.Equal(result.Receipt!.Code, made[1]);
    }

    // A ballot as the page's own script makes it, and the code that it computes.
    private async Task<string[]> MakeAsync(Visitor visitor, string? text)
    {
        await visitor.SeeStartAsync();
        return await visitor.Page.EvaluateAsync<string[]>("""
            async ([folder, text]) => {
              const { bodyOf, newBallot } = await import(folder + "ballot.js");
              const { makeFlow } = await import(folder + "flow.js");
              const { codeOf } = await import(folder + "receipts.js");
              const data = JSON.parse(document.getElementById("sipas-data").textContent);
              const flow = makeFlow(data);
              const ballot = newBallot();
              for (const question of data.questions.filter((question) => question.items.length > 0)) {
                for (const item of question.items) {
                  ballot.answers[item.code] = question.kind === "multipleChoice" ? 1 : 2;
                }
              }
              if (text !== null) {
                ballot.answers.T3 = 2;
                ballot.values.N = 2.5;
                ballot.values.D = "2026-05-01";
              }
              const isShownText = (question) => question.kind.endsWith("Text") && flow.isShown(question, ballot.answers);
              for (const question of data.questions.filter(isShownText)) {
                ballot.values[question.code] = question.kind === "longText" ? text : text.slice(0, 15);
              }
              const body = bodyOf(ballot, data, flow, "vi", null);
              return [body, await codeOf(JSON.parse(body), data)];
            }
            """, new object?[] { KioskScripts.Addresses(_host.Services.GetRequiredService<Microsoft.AspNetCore.Routing.LinkGenerator>(),
                new Microsoft.AspNetCore.Http.DefaultHttpContext())[0][..^"kiosk.js".Length], text });
    }
}
