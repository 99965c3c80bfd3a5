using System.Net;

namespace Sipas.AspNetCore.Admin;

public sealed class AdminPageTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(notice: TestHost.DemoNotice);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Surveys_None_SaysSoInTheLanguageAsked()
    {
        string vietnamese = await _host.Client.GetStringAsync("/admin");
        string english = await _host.Client.GetStringAsync("/admin?lang=en");

        Assert.Contains("Chưa có cuộc khảo sát nào.", vietnamese, StringComparison.Ordinal);
        Assert.Contains("There are no surveys yet.", english, StringComparison.Ordinal);
        Assert.Contains(TestHost.DemoNotice.En, english, StringComparison.Ordinal);
        Assert.Contains("href=\"/admin?lang=en\" aria-current=\"page\"", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_SecurityPolicy_AllowsFormsToTheHostItselfAndNothingElse()
    {
        using HttpResponseMessage response = await _host.Client.GetAsync("/admin");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
    }
}
