using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.Storage.Contract;
using static Microsoft.Playwright.Assertions;

namespace Sipas.AspNetCore.Browser;

/// <summary>A file over the limit: said before it is sent, and by the server where the browser says nothing.</summary>
[Collection(PageTests.Name)]
public sealed class UploadTests(Chromium chromium) : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(services: services => services.Configure<SipasAdminOptions>(options =>
        {
            options.MaximumFrameBytes = 1_048_576;
            options.MaximumImportBytes = 1_048_576;
        }));
        await _host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [ChromiumTheory]
    [InlineData("/admin/import", "Tải lên")]
    [InlineData("/admin/surveys/PX-2026/frame", "Tải lên và kiểm tra")]
    public async Task Upload_OverTheLimit_IsSaidBeforeItIsSent(string address, string button)
    {
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, _host);
        IPage page = officer.Page;
        int sent = 0;
        page.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;
        await officer.OpenAsync(address);
        await page.Locator("#file").SetInputFilesAsync(Payload(3_000_000));
        await Expect(page.Locator("#file-size")).ToContainTextAsync("tối đa 1 MB (1048576 byte)");
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(page.Locator("#file")).ToBeFocusedAsync();
        await officer.ShootAsync("upload-" + address.Split('/')[^1], whole: true);
        Assert.Equal(0, sent);

        await page.Locator("#file").SetInputFilesAsync(Payload(1000));
        await Expect(page.Locator("#file-size")).ToBeHiddenAsync();
        Assert.Empty(officer.Faults);
    }

    [ChromiumTheory]
    [InlineData("/admin/import", "Tải lên", 3_000_000)]
    [InlineData("/admin/import", "Tải lên", 45_000_000)]
    [InlineData("/admin/surveys/PX-2026/frame", "Tải lên và kiểm tra", 1_048_600)]
    [InlineData("/admin/surveys/PX-2026/frame", "Tải lên và kiểm tra", 45_000_000)]
    public async Task Upload_OverTheLimitWithoutScript_ShowsOurPageWithTheLimitAndTheWayBack(string address, string button, int bytes)
    {
        await using Visitor officer = await Visitor.AtTabletAsync(chromium, _host, javaScript: false);
        IPage page = officer.Page;
        await officer.OpenAsync(address);
        string file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, new byte[bytes]);
        await page.Locator("#file").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(page.Locator(".problems")).ToContainTextAsync("tối đa 1 MB (1048576 byte)", new() { Timeout = 60_000 });
        await officer.ShootAsync("upload-refused-" + address.Split('/')[^1], whole: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Quay lại chọn tệp khác" }).ClickAsync();
        await Expect(page.Locator("#file")).ToBeVisibleAsync();
        Assert.Empty(officer.Faults);
        File.Delete(file);
    }

    private static FilePayload Payload(int bytes) =>
        new() { Name = "lớn.csv", MimeType = "text/csv", Buffer = Encoding.ASCII.GetBytes(new string('a', bytes)) };
}
