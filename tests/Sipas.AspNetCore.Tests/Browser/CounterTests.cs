using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sipas.Ballots;
using Sipas.Devices;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>The display of codes at a counter, and the telephone that scans one.</summary>
[Collection(PageTests.Name)]
public sealed class CounterTests(Chromium chromium) : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(options =>
    {
        options.Collection.PresenceAt.Add("SO-01");
        options.Collection.RequirePresence = true;
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumFact]
    public async Task Display_OfAnEnrolledDevice_ShowsACodeByWhichAPhoneSendsOneBallot()
    {
        string code = (await _host.Services.GetRequiredService<DeviceRegistry>()
            .AddAsync("SO-01", "Quầy 3", DevicePhase.Official, default)).EnrolmentCode;
        await using Visitor display = await Visitor.AtTabletAsync(chromium, _host);
        await display.OpenAsync("/kiosk/enrol#" + code);
        await display.Page.Locator("#send").ClickAsync();
        await Expect(display.Page.Locator("#open")).ToBeVisibleAsync();
        await display.OpenAsync("/counter/SO-01");
        await Expect(display.Page.Locator("#picture svg path")).ToBeVisibleAsync();
        await Expect(display.Page.Locator("#left")).ToContainTextAsync("giây");
        await Expect(display.Page.Locator("#problem")).ToBeHiddenAsync();
        await display.ShootAsync("counter-1-display");
        string address = (await display.Page.Locator("#picture").GetAttributeAsync("data-address"))!;
        Assert.Empty(display.Faults);

        await using Visitor phone = await Visitor.WithPhoneAsync(chromium, _host);
        await phone.Page.GotoAsync(address);
        await phone.StartAsync();
        await phone.AnswerAllAsync("Hài lòng");
        await phone.ReadReceiptCodeAsync();

        var stored = new List<StoredBallot>();
        await foreach (StoredBallot ballot in _host.Storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot);
        }

        Assert.Equal((CollectionChannel.Counter, CollectionMode.Web), (Assert.Single(stored).Channel, stored[0].Mode));
        Assert.Empty(phone.Faults);

        // Who goes back and wants to answer again gets the page anew, and with it another stamp.
        await phone.Page.EvaluateAsync("() => dispatchEvent(new PopStateEvent('popstate'))");
        await Expect(phone.Page.GetByRole(AriaRole.Button, new() { Name = "Bắt đầu", Exact = true })).ToBeVisibleAsync();
        await phone.Page.EvaluateAsync("() => { window.before = true; }");
        await phone.StartAsync();
        await phone.Page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'", null);
        await phone.StartAsync();
        await phone.AnswerAllAsync("Hài lòng");
        await phone.ReadReceiptCodeAsync();
        Assert.Equal(2, _host.BallotCount);
    }

    [ChromiumFact]
    public async Task Display_OfADeviceThatIsNotEnrolledOrOfAnotherUnit_ShowsNoCode_AndAPhoneWithoutACodeIsToldWhy()
    {
        await using Visitor stranger = await Visitor.AtTabletAsync(chromium, _host);
        await stranger.OpenAsync("/counter/SO-01");
        await Expect(stranger.Page.Locator("#problem")).ToContainTextAsync("/kiosk/enrol");
        await Expect(stranger.Page.Locator("#picture")).ToBeHiddenAsync();
        await stranger.ShootAsync("counter-2-not-enrolled");

        string code = (await _host.Services.GetRequiredService<DeviceRegistry>()
            .AddAsync("SO-01", null, DevicePhase.Official, default)).EnrolmentCode;
        await stranger.OpenAsync("/kiosk/enrol#" + code);
        await stranger.Page.Locator("#send").ClickAsync();
        await Expect(stranger.Page.Locator("#open")).ToBeVisibleAsync();
        await stranger.OpenAsync("/counter/XA-01");
        await Expect(stranger.Page.Locator("#problem")).ToContainTextAsync("SO-01");
        await Expect(stranger.Page.Locator("#picture")).ToBeHiddenAsync();

        await using Visitor phone = await Visitor.WithPhoneAsync(chromium, _host);
        await phone.OpenAsync("/q/SO-01");
        await Expect(phone.Page.GetByRole(AriaRole.Heading, new() { Name = "Xin quét mã QR tại quầy" })).ToBeVisibleAsync();
        await phone.ShootAsync("counter-3-phone-without-a-code");
    }
}
