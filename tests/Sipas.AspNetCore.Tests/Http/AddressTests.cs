using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin;

namespace Sipas.AspNetCore.Http;

/// <summary>Addresses that are asked for with HEAD, and addresses that lead nowhere.</summary>
public sealed class AddressTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _host.Address };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Head_EveryAddressThatIsRead_AnswersAsGetWithoutABody()
    {
        await OfficerRun.DrawnAsync(_host.People);
        string[] addresses = [.. Reading(_host.Services).Select(Filled).Distinct().Order(StringComparer.Ordinal), "/reports?lang=en",
            "/kiosk/SO-01?mode=interview", "/sipas/v1/units/SO-01/index", "/reports/units/SO-01", "/q/SO-01"];
        Assert.InRange(addresses.Length, 55, 500);
        foreach (string address in addresses)
        {
            using HttpResponseMessage get = await _client.GetAsync(address);
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using HttpResponseMessage head = await _client.SendAsync(request);

            Assert.True(head.StatusCode == get.StatusCode, $"{address}: {head.StatusCode} for HEAD, {get.StatusCode} for GET");
            Assert.Equal(Headers(get), Headers(head));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
            Assert.True(get.StatusCode != HttpStatusCode.MethodNotAllowed, address);
        }

        // Marks of forms differ from answer to answer; so does the time.
        static string[] Headers(HttpResponseMessage response) =>
            [.. response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "Set-Cookie"))
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Answers_OfEveryAddress_BearTheHeadersOfTheirKind()
    {
        await OfficerRun.DrawnAsync(_host.People);
        string[] addresses = [.. Reading(_host.Services).Select(Filled).Distinct().Where(address => address != "/"),
            "/kiosk/none", "/kiosk/SO-01/nowhere", "/kiosk/none/manifest.webmanifest", "/t/none", "/reports/nowhere", "/admin/nowhere",
            "/sipas/nowhere", "/sipas/v1/units/none/index"];
        Assert.Contains("/admin/surveys/PX-2026/plan.json", addresses);
        foreach (string address in addresses)
        {
            // The addresses that forms are sent to are among them: without a mark they are refused, which is an answer
            // too. Files that are sent to are the host's own to answer.
            foreach (HttpMethod method in Path.HasExtension(address)
                ? (HttpMethod[])[HttpMethod.Get]
                : [HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete])
            {
                using var request = new HttpRequestMessage(method, address);
                using HttpResponseMessage response = await _client.SendAsync(request);
                string place = $"{method} {address} ({(int)response.StatusCode})";
                if (response.StatusCode == HttpStatusCode.InternalServerError)
                {
                    // Made by the server from an error that nobody caught, without anything of ours.
                    continue;
                }

                Assert.True(Header(response, "X-Content-Type-Options") == "nosniff", place);
                Assert.True(Header(response, "Cross-Origin-Resource-Policy") == "same-origin", place);
                Assert.True(response.Headers.CacheControl is { NoStore: true } or { NoCache: true } or { Private: true }, place);
                bool isPage = response.Content.Headers.ContentType?.MediaType == "text/html";
                Assert.True(isPage == (Header(response, "Cross-Origin-Opener-Policy") == "same-origin"), place);
                Assert.True(isPage == (Header(response, "Permissions-Policy")?.Contains("camera=()", StringComparison.Ordinal) == true),
                    place);
                Assert.True(isPage == (Header(response, "Referrer-Policy") == "no-referrer"), place);
            }
        }

        static string? Header(HttpResponseMessage response, string name) =>
            response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;
    }

    [Theory]
    [InlineData("/kiosk")]
    [InlineData("/kiosk/")]
    [InlineData("/kiosk/SO-01/unknown")]
    [InlineData("/q")]
    [InlineData("/q/SO-01/more")]
    [InlineData("/t")]
    [InlineData("/reports/unknown")]
    [InlineData("/reports/units/SO-01/more")]
    [InlineData("/admin/unknown")]
    [InlineData("/admin/surveys/PX-2026/unknown/more")]
    [InlineData("/admin/quarantine/no-number")]
    public async Task Page_UnknownAddress_SaysSoInBothLanguagesOrTheChosenOneAndLeadsOn(string address)
    {
        using HttpResponseMessage response = await _client.GetAsync(address);
        string page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("Không tìm thấy trang này", page, StringComparison.Ordinal);
        Assert.Contains(address, page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/", page, StringComparison.Ordinal);
        if (address.StartsWith("/admin", StringComparison.Ordinal))
        {
            Assert.Contains("Page not found", WebUtility.HtmlDecode(await ReadAsync(address + "?lang=en")), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("Page not found", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET", "/sipas/v1/unknown", 404, "address-unknown")]
    [InlineData("POST", "/sipas/v1/unknown", 404, "address-unknown")]
    [InlineData("GET", "/sipas/unknown.js", 404, "address-unknown")]
    [InlineData("GET", "/sipas/assets/kiosk-0/unknown.js", 404, "address-unknown")]
    [InlineData("GET", "/sipas/v1/ballots", 405, "method-not-allowed")]
    [InlineData("DELETE", "/sipas/v1/keys", 405, "method-not-allowed")]
    [InlineData("GET", "/kiosk/unknown/manifest.webmanifest", 404, "unit-not-found")]
    public async Task Json_UnknownAddressOrMethod_IsAProblemDocument(string method, string address, int status, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using HttpResponseMessage response = await _client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        Assert.Contains($"urn:sipas:problem:{type}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(status == 405, response.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task Page_MethodThatItDoesNotTake_IsSaidWithThoseThatItTakes()
    {
        using HttpResponseMessage response = await _client.PostAsync("/reports/ranking", null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Host_ItsOwnRoutesFilesAndUnknownAddresses_AreLeftToIt()
    {
        string files = Directory.CreateTempSubdirectory("sipas-").FullName;
        Directory.CreateDirectory(Path.Combine(files, "admin"));
        await File.WriteAllTextAsync(Path.Combine(files, "admin", "logo.txt"), "logo of the host");
        WebApplication app = TestHost
            .Build(builder => builder.Services.AddSipas(_ => { }).AddMethodPack("kiosk-9").UseInMemory().AddAdmin());
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(files) });
        app.MapSipasKiosk();
        app.MapSipasReports().AllowAnonymous();
        app.MapSipasAdmin().AllowAnonymous();
        foreach (string own in (string[])["/admin/own", "/kiosk/own/page", "/reports/{year:int}/own", "/sipas/own", "/admin/any/{**rest}"])
        {
            app.MapGet(own, () => "of the host");
        }

        await app.StartAsync();
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            foreach (string own in (string[])["/admin/own", "/kiosk/own/page", "/reports/2026/own", "/sipas/own", "/admin/any/a/b"])
            {
                Assert.Equal("of the host", await client.GetStringAsync(own));
            }

            Assert.Equal("logo of the host", await client.GetStringAsync("/admin/logo.txt"));
            using HttpResponseMessage elsewhere = await client.GetAsync("/elsewhere");
            using HttpResponseMessage root = await client.GetAsync("/");
            using HttpResponseMessage file = await client.GetAsync("/admin/unknown.png");
            Assert.All([elsewhere, root, file],
                response => Assert.Equal((HttpStatusCode.NotFound, 0L),
                    (response.StatusCode, response.Content.Headers.ContentLength ?? 0)));
        }

        Directory.Delete(files, recursive: true);
    }

    [Fact]
    public async Task NotFound_HostThatIsOursAlone_AnswersEveryAddress()
    {
        WebApplication app = TestHost.Build(builder => builder.Services.AddSipas(_ => { }).AddMethodPack("kiosk-9").UseInMemory());
        app.MapSipasKiosk();
        app.MapSipasNotFound();
        await app.StartAsync();
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            foreach (string address in (string[])["/", "/elsewhere", "/a/b.png", "/kiosk"])
            {
                using HttpResponseMessage response = await client.GetAsync(address);
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
                Assert.Contains("Không tìm thấy trang này", WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()),
                    StringComparison.Ordinal);
            }
        }
    }

    private async Task<string> ReadAsync(string address)
    {
        using HttpResponseMessage response = await _client.GetAsync(address);
        return await response.Content.ReadAsStringAsync();
    }

    // The patterns of all routes for GET, ours and, in this host, its start page.
    private static IEnumerable<string> Reading(IServiceProvider services) =>
        services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
            && endpoint.RoutePattern.RawText != "/")
        .Select(endpoint => endpoint.RoutePattern.RawText!);

    private static string Filled(string pattern) => pattern.Replace("{number:long}", "1", StringComparison.Ordinal)
        .Replace("{survey}", "PX-2026", StringComparison.Ordinal)
        .Replace("{unit}", pattern.StartsWith("/admin", StringComparison.Ordinal) ? "A1" : "SO-01", StringComparison.Ordinal)
        .Replace("{code}", "SO-01", StringComparison.Ordinal)
        .Replace("kiosk-{version}", "kiosk-" + Kiosk.KioskScripts.Version, StringComparison.Ordinal)
        .Replace("{file}", "kiosk.js", StringComparison.Ordinal)
        .Replace("{id}", pattern.Contains("packs", StringComparison.Ordinal) ? "kiosk-9" : "none", StringComparison.Ordinal)
        .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
}
