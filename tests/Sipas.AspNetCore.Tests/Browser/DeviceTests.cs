using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sipas.AspNetCore.Kiosk;
using Sipas.Ballots;
using Sipas.Devices;
using Sipas.Intake;
using Sipas.Problems;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>Enrolment, heartbeat and the phase of a device, and which receipts the page believes.</summary>
[Collection(PageTests.Name)]
public sealed class DeviceTests(Chromium chromium) : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Path, string? Authorization, string Body)> _asked = [];
    private TestHost _host = null!;
    private string _phase = "trial";

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _host.Between = AnswerAsync;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Enrol_CodeAtTheEndOfTheAddress_BindsTheDeviceToItsUnitAndPhase()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/enrol#ABCD-EFGH");
        await Expect(visitor.Page.Locator("#code")).ToHaveValueAsync("ABCD-EFGH");
        Assert.DoesNotContain("#", visitor.Page.Url, StringComparison.Ordinal);
        await visitor.ShootAsync("enrol-1-code");
        await visitor.Page.Locator("#send").ClickAsync();
        await Expect(visitor.Page.Locator("#enrol-state")).ToContainTextAsync("D7 is enrolled for the unit SO-01.");
        await visitor.ShootAsync("enrol-2-done");
        await visitor.Page.Locator("#open").ClickAsync();
        await Expect(visitor.Page.Locator("#trial")).ToBeVisibleAsync();
        await visitor.ShootAsync("enrol-3-trial");
        IRequest ballot = await visitor.Page.RunAndWaitForRequestAsync(
            async () =>
            {
                await visitor.StartAsync();
                await visitor.AnswerAllAsync("Hài lòng");
            },
            "**/sipas/v1/ballots");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Xin cảm ơn Ông/Bà!" })).ToBeVisibleAsync();

        Assert.Equal("SipasDevice D7.c2VjcmV0", await ballot.HeaderValueAsync("Authorization"));
        Assert.Equal("D7", JsonDocument.Parse(ballot.PostData!).RootElement.GetProperty("device").GetString());
        JsonElement beat = JsonDocument
            .Parse(_asked.First(asked => asked.Path.EndsWith("heartbeat", StringComparison.Ordinal)).Body).RootElement;
        Assert.Equal(KioskScripts.Version, beat.GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Number, beat.GetProperty("queue").ValueKind);
        Assert.EndsWith("+07:00", beat.GetProperty("clock").GetString(), StringComparison.Ordinal);

        _phase = "official";
        await visitor.OpenAsync("/kiosk/SO-01");
        await Expect(visitor.Page.Locator("#trial")).ToBeHiddenAsync();

        // The page of another unit takes no ballots from this device: the server would refuse each.
        await visitor.OpenAsync("/kiosk/XA-01");
        await Expect(visitor.Page.Locator("#device-problem")).ToContainTextAsync("SO-01");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Bắt đầu", Exact = true })).ToBeDisabledAsync();
        await visitor.ShootAsync("enrol-4-other-unit");
    }

    [ChromiumFact]
    public async Task Enrol_CodeThatWasUsed_SaysSoAndKeepsTheField()
    {
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/enrol");
        await visitor.Page.Locator("#code").FillAsync("used-used");
        await visitor.Page.Locator("#send").ClickAsync();

        await Expect(visitor.Page.Locator("#enrol-state")).ToContainTextAsync("DEV0002");
        await Expect(visitor.Page.Locator("#send")).ToBeEnabledAsync();
    }

    [ChromiumFact]
    public async Task Enrol_TrialDevice_ItsBallotLeavesForASignedTrialReceiptAndCountsNowhere()
    {
        _host.Between = null;
        string code = (await _host.Services.GetRequiredService<DeviceRegistry>()
            .AddAsync("SO-01", null, DevicePhase.Trial, default)).EnrolmentCode;
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/enrol#" + code);
        await visitor.Page.Locator("#send").ClickAsync();
        await visitor.Page.Locator("#open").ClickAsync();
        await Expect(visitor.Page.Locator("#trial")).ToBeVisibleAsync();
        await visitor.StartAsync();
        await visitor.AnswerAllAsync("Hài lòng");
        await Expect(visitor.Page.Locator("#thanks-state")).ToHaveTextAsync("Phiếu thử nghiệm: không tính vào kết quả.");

        Assert.Empty(await visitor.QueueAsync());
        Assert.Equal(0, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task VerifyReceipt_ReceiptsOfOneCommit_HoldAndNoneThatWasTouched()
    {
        _host.Between = null;
        TestBallot[] ballots = [.. Enumerable.Range(0, 40).Select(_ => new TestBallot())];

        // One commit on purpose; whoever sends a ballot of it again is given its receipt.
        List<Problem> problems = [];
        BatchResult stored = await _host.Services.GetRequiredService<BallotIntake>()
            .SubmitAllAsync([.. ballots.Select(ballot => BallotJsonReader.Read(ballot.ToBytes(), problems)!)], default);
        Assert.Equal((40, 0), (stored.Appended, problems.Count + stored.Problems.Count));
        var receipts = new List<string>();
        foreach (TestBallot ballot in ballots)
        {
            using ByteArrayContent content = ballot.ToContent();
            using HttpResponseMessage response = await _host.Client.PostAsync("/sipas/v1/ballots", content);
            receipts.Add(await response.Content.ReadAsStringAsync());
        }

        Assert.All(receipts, receipt => Assert.Equal(40, JsonDocument.Parse(receipt).RootElement.GetProperty("leafCount").GetInt64()));
        await using Visitor visitor = await Visitor.AtTabletAsync(chromium, _host);
        await visitor.OpenAsync("/kiosk/SO-01");

        int[] counts = await visitor.Page.EvaluateAsync<int[]>(
            """
            async ([module, texts]) => {
              const { verifyReceipt, makeKeys } = await import(module);
              const keys = makeKeys({ setting: async () => null, saveSetting: async () => {} }, "/sipas/v1/keys");
              const holds = (receipt) => verifyReceipt(receipt, receipt.ballotId, "SO-01", keys);
              const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
              const unusedBits = (text) => text.slice(0, -1) + last[last.indexOf(text.at(-1)) ^ 1];
              const flip = (text) => (text[0] === "0" ? "1" : "0") + text.slice(1);
              let good = 0;
              let bad = 0;
              for (const receipt of texts.map(JSON.parse)) {
                good += await holds(receipt) ? 1 : 0;
                const touched = [
                  { ...receipt, position: receipt.position + 1 }, { ...receipt, contentHash: flip(receipt.contentHash) },
                  { ...receipt, ballotId: flip(receipt.ballotId) },
                  { ...receipt, receivedAt: receipt.receivedAt + " " }, { ...receipt, countedOn: "2020-01-01" },
                  { ...receipt, countedOn: undefined }, { ...receipt, leafCount: receipt.leafCount + 1 },
                  { ...receipt, leafIndex: receipt.leafCount },
                  { ...receipt, path: [...receipt.path, receipt.contentHash] }, { ...receipt, path: undefined },
                  { ...receipt, keyId: flip(receipt.keyId) },
                  { ...receipt, signature: (receipt.signature[0] === "A" ? "B" : "A") + receipt.signature.slice(1) },
                  { ...receipt, unit: "SO-02" },
                  { ...receipt, signature: unusedBits(receipt.signature) }, { ...receipt, signature: receipt.signature + "==" },
                  { ...receipt, signature: receipt.signature + " " },
                  ...receipt.path.map((step, i) => ({ ...receipt, path: receipt.path.with(i, flip(step)) })),
                ];
                for (const other of touched) {
                  bad += await holds(other) ? 1 : 0;
                }
              }
              return [good, bad];
            }
            """,
            new object[] { $"/sipas/assets/kiosk-{KioskScripts.Version}/receipts.js", receipts });

        Assert.Equal([40, 0], counts);
    }

    private async Task AnswerAsync(HttpContext context, Func<Task> next)
    {
        string path = context.Request.Path.Value!;
        if (!path.StartsWith("/sipas/v1/devices/", StringComparison.Ordinal))
        {
            await next();
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        _asked.Enqueue((path, context.Request.Headers.Authorization, body));
        bool isUsed = body.Contains("USED", StringComparison.Ordinal);
        context.Response.StatusCode = isUsed ? 401 : 200;
        context.Response.ContentType = isUsed ? "application/problem+json" : "application/json";
        await context.Response.WriteAsync(
            isUsed ? """{"type":"urn:sipas:problem:device","problems":[{"code":"DEV0002"}]}"""
            : path.EndsWith("enrol", StringComparison.Ordinal)
                ? $$"""{"device":"D7","secret":"c2VjcmV0","unit":"SO-01","phase":"{{_phase}}"}"""
            : $$"""{"serverTime":"{{DateTimeOffset.UtcNow:O}}","phase":"{{_phase}}"}""");
    }
}
