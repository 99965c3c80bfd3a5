using System.Net;

namespace Sipas.ReferenceHost.Web;

public sealed class HostGateTests
{
    private static readonly string[] Pages = ["/admin", "/reports", "/kiosk/enrol", "/sipas/v1/keys", "/openapi/v1.json", "/", "/nowhere"];

    [Fact]
    public async Task Request_ForAnotherHost_IsRefusedOnEveryPageWithASentence()
    {
        await using RunningHost host = await RunningHost.StartAsync("http://127.0.0.1:0");
        foreach (string name in (string[])["evil.example", "evil.example:5080", "localhost.evil.example", "127.0.0.1.evil.example",
            "10.9.8.7", "[2001:db8::1]", "kiosk.tinh.gov.vn"])
        {
            foreach (string page in Pages)
            {
                using HttpResponseMessage response = await host.AskAsync(page, name);
                string body = await response.Content.ReadAsStringAsync();

                Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{name} {page}: {response.StatusCode}");
                Assert.StartsWith("CFG0113\nMáy chủ này không có tên '", body, StringComparison.Ordinal);
                Assert.Contains("This host is not named '", body, StringComparison.Ordinal);
                Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
                Assert.DoesNotContain("localhost'", body, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("xn--99999999999999.example")]
    [InlineData("a name.example")]
    public async Task Request_ForWhatCannotBeAName_IsRefusedByWhoeverMeetsItFirst(string name)
    {
        await using RunningHost host = await RunningHost.StartAsync("http://127.0.0.1:0");

        using HttpResponseMessage response = await host.AskAsync("/admin", name);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("<html", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    public async Task Request_ByTheNamesOfTheAddress_IsAnswered(string address)
    {
        await using RunningHost host = await RunningHost.StartAsync(address);
        foreach (string name in (string[])["127.0.0.1", "127.0.0.1:1", "localhost", "LocalHost:5080", "[::1]:5080"])
        {
            using HttpResponseMessage response = await host.AskAsync("/reports", name);

            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{name}: {response.StatusCode}");
        }

        using HttpResponseMessage other = await host.AskAsync("/reports", "evil.example");
        using HttpResponseMessage elsewhere = await host.AskAsync("/reports", "203.0.113.9");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (other.StatusCode, elsewhere.StatusCode));
    }

    [Fact]
    public async Task Request_ByAGivenName_IsAnswered()
    {
        await using RunningHost host = await RunningHost.StartAsync(
            new ListenSettings("http://127.0.0.1:0") { HostNames = ["kiosk.tinh.gov.vn", "10.1.2.3", "khảo-sát.example"] });
        foreach (string name in (string[])["kiosk.tinh.gov.vn", "KIOSK.tinh.gov.vn:443", "10.1.2.3", "xn--kho-st-tta4502d.example"])
        {
            using HttpResponseMessage response = await host.AskAsync("/reports", name);

            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{name}: {response.StatusCode}");
        }

        using HttpResponseMessage other = await host.AskAsync("/reports", "other.tinh.gov.vn");
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task Answers_OfEveryKind_BearTheHeadersAndNoNameOfTheServer()
    {
        await using RunningHost host = await RunningHost.StartAsync("http://127.0.0.1:0");
        (HttpMethod Method, string Path, string? Name, HttpStatusCode Status)[] requests =
        [
            (HttpMethod.Get, "/", null, HttpStatusCode.Redirect), (HttpMethod.Get, "/openapi/v1.json", null, HttpStatusCode.OK),
            (HttpMethod.Get, "/reports", null, HttpStatusCode.OK),
            (HttpMethod.Get, "/nowhere", null, HttpStatusCode.NotFound), (HttpMethod.Get, "/nowhere.js", null, HttpStatusCode.NotFound),
            (HttpMethod.Get, "/kiosk/X/manifest.webmanifest", null, HttpStatusCode.NotFound),
            (HttpMethod.Delete, "/reports", null, HttpStatusCode.MethodNotAllowed),
            (HttpMethod.Post, "/sipas/v1/ballots", null, HttpStatusCode.UnsupportedMediaType),
            (HttpMethod.Post, "/admin/new-survey", null, HttpStatusCode.BadRequest),
            (HttpMethod.Get, "/reports", "evil.example", HttpStatusCode.BadRequest),
        ];
        foreach ((HttpMethod method, string path, string? name, HttpStatusCode status) in requests)
        {
            using HttpResponseMessage response = await host.AskAsync(path, name, method);

            Assert.True(response.StatusCode == status, $"{method} {path}: {response.StatusCode}");
            Assert.True(response.Headers.TryGetValues("X-Content-Type-Options", out IEnumerable<string>? sniff)
                && sniff.Single() == "nosniff", path);
            Assert.True(response.Headers.TryGetValues("Cross-Origin-Resource-Policy", out IEnumerable<string>? policy)
                && policy.Single() == "same-origin", path);
            Assert.False(response.Headers.Contains("Server"), path);
            Assert.False(response.Headers.Contains("Strict-Transport-Security"), path);
        }
    }

    [Fact]
    public async Task Https_WithTheGivenCertificate_IsServedWithStrictTransportSecurityAndACookieOfItsOwn()
    {
        using var folder = new TemporaryFolder();
        (string certificate, string key) = RunningHost.WriteCertificate(folder, "kiosk.example");
        await using RunningHost host = await RunningHost.StartAsync(
            new ListenSettings("https://127.0.0.1:0") { HostNames = ["kiosk.example"], Certificate = certificate, CertificateKey = key });

        using HttpResponseMessage response = await host.AskAsync("/admin/new-survey", "kiosk.example");

        Assert.Equal((HttpStatusCode.OK, "https"), (response.StatusCode, host.Client.BaseAddress!.Scheme));
        Assert.Equal("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single());
        string cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Proxy_OnlyANamedOne_IsBelievedThatTheRequestCameByHttps(bool named)
    {
        await using RunningHost host = await RunningHost.StartAsync(
            new ListenSettings("http://127.0.0.1:0") { HostNames = ["kiosk.example"], Proxies = [named ? "127.0.0.0/8" : "10.0.0.1"] });

        using HttpResponseMessage response = await host.AskAsync("/admin/new-survey", "kiosk.example", null,
            ("X-Forwarded-Proto", "https"));
        using HttpResponseMessage other = await host.AskAsync("/admin/new-survey", "evil.example", null, ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "kiosk.example"));

        Assert.Equal(named, response.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(named, response.Headers.GetValues("Set-Cookie").Single().StartsWith("__Host-", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }
}
