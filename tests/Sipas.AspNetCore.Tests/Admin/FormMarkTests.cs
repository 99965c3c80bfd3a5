using System.Net;
using System.Text.RegularExpressions;

namespace Sipas.AspNetCore.Admin;

/// <summary>The cookie of the forms' marks, over http as on a pilot's own machine and over https.</summary>
public sealed partial class FormMarkTests : IAsyncLifetime
{
    private const string Page = "/admin/devices";

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

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Cookie_ByScheme_IsAsStrictAsTheSchemeAllowsAndItsFormIsTaken(string scheme)
    {
        Come(scheme);

        (string cookie, string[] attributes, string mark) = await OpenAsync();

        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=strict", attributes);
        Assert.Contains("path=/", attributes);
        Assert.Equal(scheme == "https", attributes.Contains("secure"));
        Assert.Equal(scheme == "https", cookie.StartsWith("__Host-", StringComparison.Ordinal));
        Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
        Assert.DoesNotContain("PPL0008", await SendAsync(cookie, mark), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_OverHttps_IsNotTakenWithACookieThatHttpCouldSet()
    {
        Come("http");
        (string cookie, _, string mark) = await OpenAsync();
        Come("https");

        Assert.Contains("PPL0008", await SendAsync(cookie, mark), StringComparison.Ordinal);
        Assert.Contains("PPL0008", await SendAsync("", mark), StringComparison.Ordinal);
    }

    private void Come(string scheme) => _host.Between = (context, next) =>
    {
        context.Request.Scheme = scheme;
        return next();
    };

    private async Task<(string Cookie, string[] Attributes, string Mark)> OpenAsync()
    {
        using HttpResponseMessage response = await _client.GetAsync(Page);
        string[] parts = response.Headers.GetValues("Set-Cookie").Single().Split("; ");
        return (parts[0], [.. parts.Skip(1).Select(part => part.ToLowerInvariant())],
            WebUtility.HtmlDecode(MarkOf().Match(await response.Content.ReadAsStringAsync()).Groups["mark"].Value));
    }

    private async Task<string> SendAsync(string cookie, string mark)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            Page)
        { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", mark)]) };
        if (cookie.Length > 0)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using HttpResponseMessage response = await _client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<mark>[^\"]+)\"")]
    private static partial Regex MarkOf();
}
