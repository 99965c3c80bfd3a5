using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin.Http;
using Sipas.Problems;
using Sipas.Storage.Contract;

namespace Sipas.AspNetCore.Http;

/// <summary>Nothing of a form is read or kept before its mark is looked at.</summary>
public sealed partial class FormMarkTests : IAsyncLifetime
{
    private const int MegaByte = 1 << 20;
    private const string Field = "__RequestVerificationToken";
    private const string Multipart = "multipart/form-data; boundary=b";
    private const string FileHead = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
    private const string Frame = "/admin/surveys/PX-2026/frame";

    private TestHost _host = null!;
    private HttpClient _client = null!;
    private CountedBody? _body;
    private bool _isFormRead;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        await _host.People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _host.Address };

        // Measured by the stream itself: what is read of a body, and whether a form was made of it. A form of parts
        // lies in memory or, beyond 64 KiB, in a temporary file.
        _host.Between = async (context, next) =>
        {
            if (HttpMethods.IsPost(context.Request.Method))
            {
                context.Request.Body = _body = new CountedBody(context.Request.Body);
                await next();
                _isFormRead = context.Features.Get<IFormFeature>()?.Form is not null;
                return;
            }

            await next();
        };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(Frame, 60 * MegaByte)]
    [InlineData("/admin/import", 15 * MegaByte)]
    public async Task Upload_WithoutAMark_IsRefusedBeforeItIsRead(string address, int length)
    {
        (int status, string body) = await SendAsync(address, Multipart, FileHead, length, cookie: null);

        Assert.Equal(400, status);
        Assert.Contains(ProblemCodes.FormExpired, body, StringComparison.Ordinal);
        Assert.False(_isFormRead);
        Assert.Equal(0, _body!.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"" + Field + "\"\r\n\r\nforged\r\n")]
    public async Task Upload_WithTheCookieButWithoutAGoodMark_IsReadToItsEndForTheBrowserAndNotStored(string first)
    {
        (string cookie, _) = await VisitAsync("/admin/import");

        (int status, string body) = await SendAsync(Frame, Multipart, first + FileHead, 60 * MegaByte, cookie);

        Assert.Equal(400, status);
        Assert.Contains(ProblemCodes.FormExpired, body, StringComparison.Ordinal);
        Assert.False(_isFormRead);
        Assert.InRange(_body!.Count, 60 * MegaByte, 61 * MegaByte);
    }

    [Fact]
    public async Task EveryForm_WithoutAMark_IsRefusedBeforeItIsRead()
    {
        string[] addresses = [.. _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true
                && endpoint.RoutePattern.RawText!.StartsWith("/admin", StringComparison.Ordinal))
            .Select(endpoint => Parameter().Replace(endpoint.RoutePattern.RawText!, "1")).Distinct()];
        Assert.InRange(addresses.Length, 20, 200);
        foreach (string address in addresses)
        {
            foreach (string type in (string[])[Multipart, "application/x-www-form-urlencoded", "text/plain"])
            {
                (int status, _) = await SendAsync(address, type, type == Multipart ? FileHead : "a=", 2 * MegaByte, cookie: null);

                Assert.True(status == 400, $"{address} {type}: {status}");
                Assert.True(_body!.Count == 0 && !_isFormRead, $"{address} {type}: {_body!.Count}");
            }
        }
    }

    [Theory]
    [InlineData(Multipart)]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Form_WithACookieAndItsMarkBeyondWhatIsLookedThrough_IsRefused(string type)
    {
        (string cookie, string mark) = await VisitAsync("/admin/import");
        string filler = new('x', FormMark.MaximumBytes);
        string form = type == Multipart
            ? $"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{filler}\r\n--b\r\nContent-Disposition: form-data; "
                + $"name=\"{Field}\"\r\n\r\n{mark}\r\n--b--\r\n"
            : $"a={filler}&{Field}={Uri.EscapeDataString(mark)}";

        (int status, string body) = await SendAsync("/admin/import", type, form, 0, cookie);

        Assert.Equal(400, status);
        Assert.Contains(ProblemCodes.FormExpired, body, StringComparison.Ordinal);
        Assert.False(_isFormRead);
    }

    [Fact]
    public async Task Upload_WithItsMarkFirstOrInTheHeader_IsTaken()
    {
        (string cookie, string mark) = await VisitAsync(Frame);
        string file = FileHead + "dossier,name,phone,unit\r\nH1,Lan,09,SO-01\r\n--b--\r\n";
        string first = $"--b\r\nContent-Disposition: form-data; name=\"{Field}\"\r\n\r\n{mark}\r\n";

        (int inForm, _) = await SendAsync(Frame, Multipart, first + file, 0, cookie);
        (int inHeader, _) = await SendAsync(Frame, Multipart, file, 0, cookie, $"RequestVerificationToken: {mark}\r\n");
        (int behind, _) = await SendAsync(Frame, Multipart, file.Replace("--b--\r\n", first, StringComparison.Ordinal) + "--b--\r\n", 0,
            cookie);

        Assert.Equal((303, 303, 400), (inForm, inHeader, behind));
    }

    [Theory]
    [InlineData("multipart/form-data", "")]
    [InlineData("multipart/form-data; boundary=", "")]
    [InlineData(Multipart, "--b\r\nContent-Disposition\r\n\r\n1\r\n--b--\r\n")]
    [InlineData(Multipart, "--b\r\nX: y\r\n\r\n1\r\n--b--\r\n")]
    [InlineData(Multipart, "not a form of parts at all")]
    [InlineData(Multipart, "MARK--b\r\nContent-Disposition: nonsense;;;\r\n\r\n1\r\n--b--\r\n")]
    [InlineData(Multipart, "MARK--b\r\nContent-Disposition\r\n\r\n1\r\n--b--\r\n")]
    [InlineData(Multipart, "MARK--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\ncut off")]
    public async Task Form_Malformed_IsToldAsMalformedAndNotAsTooLarge(string type, string form)
    {
        (string cookie, string mark) = await VisitAsync("/admin/import");
        foreach (string address in (string[])["/admin/import", Frame, "/admin/devices"])
        {
            (int status, string body) = await SendAsync(
                address, type, form.Replace("MARK", $"--b\r\nContent-Disposition: form-data; name=\"{Field}\"\r\n\r\n{mark}\r\n",
                    StringComparison.Ordinal), 0, cookie);

            Assert.True(status == 400, $"{address} {form}: {status}");
            Assert.Contains(ProblemCodes.FormMalformed, body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Form_OfAnotherContentTypeWithItsMarkInTheHeader_HasNoFields()
    {
        (string cookie, string mark) = await VisitAsync("/admin/import");

        (int status, string body) = await SendAsync("/admin/import", "text/plain", "x", 0, cookie, $"RequestVerificationToken: {mark}\r\n");

        Assert.Equal(400, status);
        Assert.Contains(ProblemCodes.FileEmpty, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sipas/v1/ballots", "application/json", "BAL")]
    [InlineData("/sipas/v1/quarantine", "application/octet-stream", "BAL")]
    [InlineData("/sipas/v1/comparison", "application/json", "BAL")]
    [InlineData("/admin/import", Multipart, ProblemCodes.FormMalformed)]
    [InlineData("/admin/devices", "application/x-www-form-urlencoded", ProblemCodes.FormMalformed)]
    public async Task Body_WithAChunkOfASizeThatNoNumberHolds_IsTheSendersFault(string address, string type, string code)
    {
        (string cookie, string mark) = await VisitAsync("/admin/import");
        string start = type == Multipart ? $"--b\r\nContent-Disposition: form-data; name=\"{Field}\"\r\n\r\n{mark}\r\n"
            : type.EndsWith("urlencoded", StringComparison.Ordinal) ? $"{Field}={Uri.EscapeDataString(mark)}&a=" : "{";

        (int status, string body) = await SendRawAsync(address, type, cookie,
            $"Transfer-Encoding: chunked\r\n\r\n{start.Length:X}\r\n{start}\r\nffffffffffffffff\r\n");

        Assert.Equal(400, status);
        Assert.Contains(code, body, StringComparison.Ordinal);
    }

    private async Task<(string Cookie, string Mark)> VisitAsync(string page)
    {
        using HttpResponseMessage response = await _client.GetAsync(page);
        return (response.Headers.GetValues("Set-Cookie").Single().Split(';')[0],
            WebUtility.HtmlDecode(Mark().Match(await response.Content.ReadAsStringAsync()).Groups["mark"].Value));
    }

    // Sends the text, then so many bytes that follow it; reads once the host closes or has answered.
    private Task<(int Status, string Body)> SendAsync(
        string address, string type, string form, int more, string? cookie, string headers = "") => SendRawAsync(
        address, type, cookie, string.Create(CultureInfo.InvariantCulture,
            $"{headers}Content-Length: {Encoding.UTF8.GetByteCount(form) + more}\r\n\r\n{form}"), more);

    private async Task<(int Status, string Body)> SendRawAsync(string address, string type, string? cookie, string rest, int more = 0)
    {
        (_body, _isFormRead) = (null, false);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _host.Address.Port);
        NetworkStream stream = client.GetStream();
        string cookies = cookie is null ? "" : $"Cookie: {cookie}\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSipas-Ballot-Id: "
            + $"01920000-0000-7000-8000-000000000001\r\n{cookies}Content-Type: {type}\r\n{rest}"));
        Task sending = SendMoreAsync(stream, more);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = new StringBuilder();
        try
        {
            char[] part = new char[4096];
            while (await reader.ReadAsync(part) is > 0 and int length)
            {
                answer.Append(part, 0, length);
            }
        }
        catch (IOException)
        {
            // The host closed while we were sending: what it said before stands.
        }

        await sending;
        string text = answer.ToString();
        return (text.Length < 12 ? 0 : int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text);
    }

    private static async Task SendMoreAsync(NetworkStream stream, int more)
    {
        byte[] chunk = new byte[MegaByte];
        Array.Fill(chunk, (byte)'a');
        try
        {
            for (int sent = 0; sent < more; sent += chunk.Length)
            {
                await stream.WriteAsync(chunk.AsMemory(0, Math.Min(chunk.Length, more - sent)));
            }
        }
        catch (IOException)
        {
            // Nobody reads it any more.
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<mark>[^\"]+)\"")]
    private static partial Regex Mark();

    [GeneratedRegex("\\{[a-z]+(:long)?\\}")]
    private static partial Regex Parameter();
}
