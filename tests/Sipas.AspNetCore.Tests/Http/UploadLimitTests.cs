using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>A client that sends all of a body before it reads, as browsers do, gets the answer that the body is too
/// large: whatever the address.</summary>
public sealed partial class UploadLimitTests : IAsyncLifetime
{
    // Above the server's own limit of 30,000,000 bytes, which holds where a route has none.
    private const int TooMany = 34_000_000;

    private TestHost _host = null!;
    private string _cookie = "";
    private string _mark = "";

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(services: services => services.Configure<SipasAdminOptions>(options =>
        {
            options.MaximumFrameBytes = 1_048_576;
            options.MaximumImportBytes = 65_536;
        }));
        using HttpResponseMessage page = await _host.Client.GetAsync(new Uri("/admin/import", UriKind.Relative));
        _cookie = page.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        _mark = Mark().Match(await page.Content.ReadAsStringAsync()).Groups["mark"].Value;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EveryFormAndBody_OverTheLimit_IsAnsweredOnceAllOfItWasSent(bool saysItsLength)
    {
        string[] addresses = [.. _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Replace(":long", "1", StringComparison.Ordinal)
                .Replace("{number", "", StringComparison.Ordinal).Replace("{ballot", "", StringComparison.Ordinal)
                .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)).Distinct()];
        Assert.InRange(addresses.Length, 25, 200);
        foreach (string address in addresses)
        {
            bool isForm = address.StartsWith("/admin", StringComparison.Ordinal);

            (int status, string body) = await SendAsync(address, isForm ? "multipart/form-data; boundary=b" : "application/json", TooMany,
                saysItsLength);

            // A heartbeat without the credential of its device is refused before its body is looked at.
            int expected = address.EndsWith("heartbeat", StringComparison.Ordinal) ? 401 : 413;
            Assert.True(status == expected, $"{address}: {status}");
            Assert.Contains(isForm ? ProblemCodes.UploadTooLarge : "urn:sipas:problem:", body, StringComparison.Ordinal);
            Assert.EndsWith(isForm ? "</html>" : "}", body.TrimEnd(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/admin/import", "64 KB", "65536")]
    [InlineData("/admin/surveys/PX-2026/frame", "1 MB", "1048576")]
    public async Task Upload_LittleOverTheLimit_IsToldTheLimitOfFiles(string address, string words, string bytes)
    {
        (int status, string body) = await SendAsync(address, "multipart/form-data; boundary=b",
            int.Parse(bytes, CultureInfo.InvariantCulture) + 2_000_000, saysItsLength: true);

        Assert.Equal(413, status);
        Assert.Contains(words, body, StringComparison.Ordinal);
        Assert.Contains(bytes, body, StringComparison.Ordinal);
        Assert.Contains($"href=\"{address}\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/json", 413)]
    public async Task Body_RefusedBeforeItIsRead_IsAnsweredOnceAllOfItWasSent(string contentType, int expected)
    {
        (int status, string body) = await SendAsync("/sipas/v1/ballots", contentType, TooMany, saysItsLength: true);

        Assert.Equal(expected, status);
        Assert.Contains("urn:sipas:problem:", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_AfterABodyOverTheLimit_TakesTheNextRequest()
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = _host.Address };
        for (int i = 0; i < 3; i++)
        {
            using var content = new ByteArrayContent(new byte[2_000_000]);
            content.Headers.ContentType = new("application/json");
            using HttpResponseMessage response = await client.PostAsync("/sipas/v1/ballots", content);
            Assert.Equal(413, (int)response.StatusCode);
        }

        Assert.Contains("keys", await client.GetStringAsync("/sipas/v1/keys"), StringComparison.Ordinal);
    }

    // Sends every byte before it reads the first one of the answer; a form with its mark first, as our pages send it.
    private async Task<(int Status, string Body)> SendAsync(string address, string contentType, int length, bool saysItsLength)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _host.Address.Port);
        NetworkStream stream = client.GetStream();
        string size = saysItsLength
            ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}")
            : "Transfer-Encoding: chunked";
        await stream.WriteAsync(Encoding.ASCII
            .GetBytes($"POST {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSipas-Ballot-Id: "
                + $"01920000-0000-7000-8000-000000000001\r\nCookie: {_cookie}\r\nContent-Type: {contentType}\r\n{size}\r\n\r\n"));
        byte[] part = Encoding.ASCII.GetBytes(
            $"--b\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{_mark}\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n");
        byte[] chunk = new byte[1_000_000];
        Array.Fill(chunk, (byte)'a');
        part.CopyTo(chunk, 0);
        for (int sent = 0; sent < length;)
        {
            int next = Math.Min(chunk.Length, length - sent);
            if (!saysItsLength)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(next.ToString("X", CultureInfo.InvariantCulture) + "\r\n"));
            }

            await stream.WriteAsync(chunk.AsMemory(0, next));
            if (!saysItsLength)
            {
                await stream.WriteAsync("\r\n"u8.ToArray());
            }

            sent += next;
            chunk.AsSpan(0, part.Length).Fill((byte)'a');
        }

        if (!saysItsLength)
        {
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        string answer = await reader.ReadToEndAsync();
        int end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture), answer[(end + 4)..]);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<mark>[^\"]+)\"")]
    private static partial Regex Mark();
}
