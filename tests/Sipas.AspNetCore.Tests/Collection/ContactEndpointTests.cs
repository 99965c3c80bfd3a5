using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.Cases;
using Sipas.Common;
using Sipas.Hosting;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Collection;

public sealed class ContactEndpointTests
{
    private const string Path = "/sipas/v1/contacts";

    [Fact]
    public async Task Contact_SentTwice_IsStoredOnceAndAnsweredAlike()
    {
        await using CollectingHost host = await OfferingAsync();
        string body = Body(host, Guid.NewGuid());

        using HttpResponseMessage first = await host.SendAsync(Path, CollectingHost.Json(body));
        using HttpResponseMessage again = await host.SendAsync(Path, CollectingHost.Json(body));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK], new[] { first, again }.Select(answer => answer.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        ContactCase stored = Assert.Single(await host.Host.People.Cases.ReadCasesAsync(default));
        JsonElement answer = await first.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            (stored.Id, stored.Code, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))),
            (answer.GetProperty("id").GetGuid(), answer.GetProperty("code").GetString(), answer.GetProperty("bodyHash").GetString()));
        Assert.Equal(("SO-01", "Bà Lan", "0912 000 111"), (stored.UnitCode, stored.Name, stored.Contact));
        Assert.True(first.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Contact_SameIdWithOtherContent_IsAConflict()
    {
        await using CollectingHost host = await OfferingAsync();
        var id = Guid.NewGuid();
        using HttpResponseMessage first = await host.SendAsync(Path, CollectingHost.Json(Body(host, id)));
        using HttpResponseMessage other = await host.SendAsync(Path, CollectingHost.Json(Body(host, id, about: "chuyện khác")));

        Assert.Equal((HttpStatusCode.Conflict, "CAS0004"), (other.StatusCode, await CollectingHost.CodeAsync(other)));
        Assert.Equal("Hồ sơ chậm", Assert.Single(await host.Host.People.Cases.ReadCasesAsync(default)).About);
    }

    [Fact]
    public async Task Contact_WithAnyTicketOrNone_IsAnsweredAlike_SoThatNobodyLearnsWhichTicketsThereAre()
    {
        await using CollectingHost host = await OfferingAsync();
        string valid = (await host.Host.Services.GetRequiredService<ITicketIssuer>().IssueAsync("HS-1", "SO-01")).Token;

        var answers = new List<(HttpStatusCode, string)>();
        foreach (string? ticket in (string?[])[null, valid, valid[..^1] + (valid[^1] == 'A' ? 'B' : 'A'), "x", new string('A', 700)])
        {
            using HttpResponseMessage response = await host.SendAsync(Path,
                CollectingHost.Json(Body(host, Guid.NewGuid(), ticket: ticket)));
            JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            answers.Add((response.StatusCode, string.Join(' ', answer.EnumerateObject().Select(property => property.Name))));
        }

        Assert.Equal((HttpStatusCode.Created, "id bodyHash code dueOn"), Assert.Single(answers.Distinct()));
    }

    [Fact]
    public async Task Contact_LanesExhausted_TicketsAndDevicesAreHeldApartAndNobodyByAddress()
    {
        await using CollectingHost host = await OfferingAsync(settings => (settings.OpenBurst, settings.SenderBurst) = (1, 1));
        string ticket = (await host.Host.Services.GetRequiredService<ITicketIssuer>().IssueAsync("HS-1", "SO-01")).Token;
        (_, string device) = await host.EnrolAsync();

        HttpStatusCode[] answers = [await SendAsync(), await SendAsync(), await SendAsync(ticket), await SendAsync(ticket),
            await SendAsync(null, device), await SendAsync(null, device)];

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.TooManyRequests, HttpStatusCode.Created, HttpStatusCode.TooManyRequests,
                HttpStatusCode.Created, HttpStatusCode.TooManyRequests], answers);

        async Task<HttpStatusCode> SendAsync(string? shown = null, string? credential = null)
        {
            using HttpResponseMessage response = await host.SendAsync(Path, CollectingHost.Json(Body(host, Guid.NewGuid(), ticket: shown)),
                credential);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("""{"id":1}""", HttpStatusCode.BadRequest)]
    [InlineData("""[]""", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"00000000-0000-0000-0000-000000000000","unit":"SO-01","contact":"x","about":"","language":"","consent":""}""",
        HttpStatusCode.BadRequest)]
    public async Task Contact_AnythingMalformed_IsRefusedAndNothingIsStored(string body, HttpStatusCode expected)
    {
        await using CollectingHost host = await OfferingAsync();

        using HttpResponseMessage response = await host.SendAsync(Path, CollectingHost.Json(body));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Empty(await host.Host.People.Cases.ReadCasesAsync(default));
    }

    [Fact]
    public async Task Contact_TooLargeOfAnotherTypeOrByARevokedDevice_IsRefused()
    {
        await using CollectingHost host = await OfferingAsync();
        string body = Body(host, Guid.NewGuid());

        using HttpResponseMessage large = await host.SendAsync(Path, CollectingHost.Json(body + new string(' ', 8192)));
        using HttpResponseMessage text = await host.SendAsync(Path, new StringContent(body, Encoding.UTF8, "text/plain"));
        using HttpResponseMessage forged = await host.SendAsync(Path, CollectingHost.Json(body), "SipasDevice D0000000.AAAA");

        Assert.Equal([HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.Unauthorized],
            new[] { large, text, forged }.Select(answer => answer.StatusCode));
        Assert.Empty(await host.Host.People.Cases.ReadCasesAsync(default));
    }

    [Fact]
    public async Task Contact_NotOffered_Is404AndThePageOffersNothing()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();

        using HttpResponseMessage response = await host.SendAsync(Path, CollectingHost.Json(Body(host, Guid.NewGuid())));

        Assert.Equal((HttpStatusCode.NotFound, "CAS0001"), (response.StatusCode, await CollectingHost.CodeAsync(response)));
        Assert.Contains("\"contact\":null", await host.Host.Client.GetStringAsync("/kiosk/SO-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnInterviewer_OffersNothing()
    {
        await using CollectingHost host = await OfferingAsync(sipas: sipas => sipas.AddInterviewers(_ => ValueTask.FromResult(true)));

        Assert.Contains("\"contact\":null", await host.Host.Client.GetStringAsync("/kiosk/SO-01?mode=interview"), StringComparison.Ordinal);
        Assert.Contains("\"lowLevels\":{\"satisfaction-5\":[1,2]}", await host.Host.Client.GetStringAsync("/kiosk/SO-01"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OptionOutOfRange_SaysWhich()
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            OfferingAsync(settings => (settings.DueWorkingDays, settings.Consent) = (0, new LocalizedText("", "x"))));

        Assert.Equal(2, error.Failures.Count(failure => failure.StartsWith("CFG0004", StringComparison.Ordinal)));
        Assert.Contains(error.Failures, failure => failure.Contains("Contact.DueWorkingDays", StringComparison.Ordinal));
    }

    private static Task<CollectingHost> OfferingAsync(Action<ContactSettings>? configure = null, Action<ISipasBuilder>? sipas = null) =>
        CollectingHost.StartAsync(
        options =>
        {
            options.Contact.Offer = true;
            configure?.Invoke(options.Contact);
        },
        sipas: sipas);

    private static string Body(CollectingHost host, Guid id, string about = "Hồ sơ chậm", string? ticket = null) =>
        JsonSerializer.Serialize(new Dictionary<string, string?>
        {
            ["id"] = id.ToString("D"),
            ["unit"] = "SO-01",
            ["name"] = "Bà Lan",
            ["contact"] = "0912 000 111",
            ["about"] = about,
            ["language"] = "vi",
            ["consent"] = host.Host.Services.GetRequiredService<IOptions<SipasOptions>>().Value.Contact.ConsentVersion(),
            ["ticket"] = ticket,
        });
}
