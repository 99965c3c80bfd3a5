using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Hosting;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.AspNetCore.Collection;

/// <summary>Codes of the counter: who gets them, what they prove, and what they do not.</summary>
public sealed class PresenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task Code_IsGivenToAnEnrolledDeviceOfAUnitWithADisplayOnly()
    {
        await using CollectingHost host = await StartAsync(new FakeTimeProvider(Noon));
        (_, string header) = await host.EnrolAsync();
        (_, string elsewhere) = await host.EnrolAsync("XA-01");

        using HttpResponseMessage nobody = await GetAsync(host, "/sipas/v1/devices/counter", null);
        using HttpResponseMessage forged = await GetAsync(host, "/sipas/v1/devices/counter", "SipasDevice D7.c2VjcmV0");
        using HttpResponseMessage other = await GetAsync(host, "/sipas/v1/devices/counter", elsewhere);
        JsonElement code = await CodeAsync(host, header);

        Assert.Equal((HttpStatusCode.Unauthorized, "DEV0001"), (nobody.StatusCode, await CollectingHost.CodeAsync(nobody)));
        Assert.Equal((HttpStatusCode.Unauthorized, "DEV0001"), (forged.StatusCode, await CollectingHost.CodeAsync(forged)));
        Assert.Equal((HttpStatusCode.NotFound, "DEV0013"), (other.StatusCode, await CollectingHost.CodeAsync(other)));
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{10}$", code.GetProperty("code").GetString());
        Assert.Equal(new Uri(host.Host.Address, $"/q/SO-01?c={code.GetProperty("code").GetString()}").ToString(),
            code.GetProperty("address").GetString());
        Assert.Equal(("SO-01", 60), (code.GetProperty("unit").GetString(), code.GetProperty("seconds").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await host.Host.Client.GetAsync("/counter/SO-01")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Host.Client.GetAsync("/counter/S99")).StatusCode);
    }

    [Fact]
    public async Task Ballot_OfAPageWithAFreshCode_HasTheChannelCounter_AndTheSameBytesAsAnyOther()
    {
        await using CollectingHost host = await StartAsync(new FakeTimeProvider(Noon));
        string stamp = await StampAsync(host, await NewCodeAsync(host));
        TestBallot ballot = With(stamp);

        using HttpResponseMessage stored = await host.SendBallotAsync(ballot);
        using HttpResponseMessage open = await host.SendBallotAsync(With(null));
        using HttpResponseMessage second = await host.SendBallotAsync(With(stamp));
        using HttpResponseMessage again = await host.SendBallotAsync(ballot);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.OK],
            new[] { stored, open, second, again }.Select(answer => answer.StatusCode));
        IReadOnlyList<StoredBallot> log = await host.StoredAsync();
        Assert.Equal([CollectionChannel.Counter, CollectionChannel.Open, CollectionChannel.Open], log.Select(one => one.Channel!.Value));
        Assert.All(log, one => Assert.Equal(SelectionBasis.SelfSelected, one.Basis));
        Assert.All(log, one => Assert.Equal(one.ContentHash.ToArray(), CanonicalBallot.ContentHash(one)));
        Assert.Equal(await stored.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        string export = (await host.Host.Client.GetStringAsync("/sipas/v1/units/SO-01/index?pack=kiosk-9&channel=counter"));
        Assert.DoesNotContain(stamp, export, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Required_OpenBallotWithoutACode_IsRefusedInWordsForCitizens_AndThePageSaysSoBefore()
    {
        await using CollectingHost host = await StartAsync(new FakeTimeProvider(Noon), require: true);
        (_, string header) = await host.EnrolAsync();

        using HttpResponseMessage page = await host.Host.Client.GetAsync("/q/SO-01");
        using HttpResponseMessage refused = await host.SendBallotAsync(With(null));
        using HttpResponseMessage forged = await host.SendBallotAsync(With("AAAA"));
        using HttpResponseMessage device = await host.SendBallotAsync(With(null) with { Mode = "kiosk" }, header);
        using HttpResponseMessage elsewhere = await host.SendBallotAsync(With(null) with { Unit = "\"XA-01\"" });
        using HttpResponseMessage present = await host.SendBallotAsync(With(await StampAsync(host, await NewCodeAsync(host))));

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        string words = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        Assert.Contains("xin Ông/Bà quét mã QR trên màn hình tại quầy", words, StringComparison.Ordinal);
        Assert.Contains("please scan the QR code on the screen at the counter", words, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Unauthorized, "DEV0010"), (refused.StatusCode, await CollectingHost.CodeAsync(refused)));
        Assert.Equal((HttpStatusCode.Unauthorized, "DEV0011"), (forged.StatusCode, await CollectingHost.CodeAsync(forged)));
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created],
            new[] { device, elsewhere, present }.Select(answer => answer.StatusCode));
        Assert.Equal([CollectionChannel.Device, CollectionChannel.Open, CollectionChannel.Counter],
            (await host.StoredAsync()).Select(ballot => ballot.Channel!.Value));
    }

    [Fact]
    public async Task Code_TooOldOrOfAnotherUnit_OpensNothing_OneStepOfSkewDoes()
    {
        var clock = new FakeTimeProvider(Noon);
        await using CollectingHost host = await StartAsync(clock, require: true);
        string code = await NewCodeAsync(host), other = await NewCodeAsync(host, "SO-02");

        clock.SetUtcNow(Noon.AddSeconds(179));
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(host, code)).StatusCode);
        clock.SetUtcNow(Noon.AddSeconds(180));
        await AssertRefusedAsync(host, code, "hết hạn");
        clock.AdjustTime(Noon.AddSeconds(-1));
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(host, code)).StatusCode);
        clock.AdjustTime(Noon.AddSeconds(-61));
        await AssertRefusedAsync(host, code, "hết hạn");
        clock.AdjustTime(Noon);
        await AssertRefusedAsync(host, other, "hết hạn");
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(host, other, "SO-02")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(host, code.ToLowerInvariant())).StatusCode);
    }

    [Fact]
    public async Task Code_ForgedInAnyCharacter_OpensNothing()
    {
        await using CollectingHost host = await StartAsync(new FakeTimeProvider(Noon), require: true);
        string code = await NewCodeAsync(host);

        foreach (string forged in Forgeries(code, "0123456789ABCDEFGHJKMNPQRSTVWXYZ").Append(code[..9]).Append(code + "0").Append("")
            .Append(new string('0', 2000)))
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await OpenAsync(host, forged)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(host, code)).StatusCode);
    }

    [Fact]
    public async Task Stamp_ForgedInAnyCharacter_OrOfAnotherUnit_ProvesNothing()
    {
        await using CollectingHost host = await StartAsync(new FakeTimeProvider(Noon), require: true);
        string stamp = await StampAsync(host, await NewCodeAsync(host));

        foreach (string forged in Forgeries(stamp, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_").Append(stamp + "A")
            .Append(stamp[..35]).Append(" " + stamp))
        {
            using HttpResponseMessage answer = await host.SendBallotAsync(With(forged));
            Assert.Equal((HttpStatusCode.Unauthorized, "DEV0011"), (answer.StatusCode, await CollectingHost.CodeAsync(answer)));
        }

        using HttpResponseMessage other = await host.SendBallotAsync(With(stamp) with { Unit = "\"SO-02\"" });
        using HttpResponseMessage genuine = await host.SendBallotAsync(With(stamp));

        Assert.Equal("DEV0011", await CollectingHost.CodeAsync(other));
        Assert.Equal(HttpStatusCode.Created, genuine.StatusCode);
    }

    [Fact]
    public async Task Code_OpensAsManyPagesAsAllowed_AndEachPageSendsOneBallot()
    {
        var clock = new FakeTimeProvider(Noon);
        await using CollectingHost host = await StartAsync(clock, require: true);
        string code = await NewCodeAsync(host);
        using var head = new HttpRequestMessage(HttpMethod.Head, $"/q/SO-01?c={code}");
        using HttpResponseMessage looked = await host.Host.Client.SendAsync(head);

        string[] stamps = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => StampAsync(host, code)));
        await AssertRefusedAsync(host, code, "đã hết lượt sử dụng");
        HttpStatusCode[] answers = await Task.WhenAll(stamps.Concat(stamps).Concat(stamps).Select(async stamp =>
        {
            using HttpResponseMessage answer = await host.SendBallotAsync(With(stamp));
            return answer.StatusCode;
        }));

        Assert.Equal(5, stamps.Distinct().Count());
        Assert.Equal(5, answers.Count(answer => answer == HttpStatusCode.Created));
        Assert.Equal(10, answers.Count(answer => answer == HttpStatusCode.Unauthorized));
        using HttpResponseMessage used = await host.SendBallotAsync(With(stamps[0]));
        Assert.Equal("DEV0012", await CollectingHost.CodeAsync(used));
        Assert.Equal(5, host.Host.BallotCount);
        clock.SetUtcNow(Noon.AddSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(host, await NewCodeAsync(host))).StatusCode);
    }

    [Fact]
    public async Task Stamp_LastsForTheTimeOfTheOption_AndAStoredBallotGetsItsReceiptAfterwards()
    {
        var clock = new FakeTimeProvider(Noon);
        await using CollectingHost host = await StartAsync(clock, require: true);
        string code = await NewCodeAsync(host);
        string early = await StampAsync(host, code), late = await StampAsync(host, code), last = await StampAsync(host, code);
        TestBallot ballot = With(early);
        using HttpResponseMessage stored = await host.SendBallotAsync(ballot);

        clock.SetUtcNow(Noon.AddMinutes(122).AddSeconds(59));
        using HttpResponseMessage inTime = await host.SendBallotAsync(With(late));
        clock.SetUtcNow(Noon.AddMinutes(123));
        using HttpResponseMessage ended = await host.SendBallotAsync(With(last));
        using HttpResponseMessage again = await host.SendBallotAsync(ballot);

        Assert.Equal(HttpStatusCode.Created, inTime.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, "DEV0011"), (ended.StatusCode, await CollectingHost.CodeAsync(ended)));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(await stored.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Stamp_OfABallotThatIsRefused_OrWhoseStoreIsOutOfReach_MayBeSentAgain()
    {
        using var memory = new InMemoryStorage(new FakeTimeProvider(Noon));
        var storage = new InterruptedStorage(memory);
        await using CollectingHost host = await CollectingHost
            .StartAsync(options => Set(options, require: true), new FakeTimeProvider(Noon), storage);
        string stamp = await StampAsync(host, await NewCodeAsync(host));

        using HttpResponseMessage invalid = await host.SendBallotAsync(With(stamp) with { Answers = "{\"K1\":9}" });
        storage.IsFailing = true;
        using HttpResponseMessage unreachable = await host.SendBallotAsync(With(stamp));
        storage.IsFailing = false;
        using HttpResponseMessage stored = await host.SendBallotAsync(With(stamp));

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.ServiceUnavailable, HttpStatusCode.Created],
            new[] { invalid, unreachable, stored }.Select(answer => answer.StatusCode));
    }

    private sealed class InterruptedStorage(InMemoryStorage inner) : DelegatingStorage(inner)
    {
        private readonly InterruptedBallots _ballots = new(inner.Ballots);

        public bool IsFailing { get => _ballots.IsFailing; set => _ballots.IsFailing = value; }

        public override IBallotStore Ballots => _ballots;
    }

    private sealed class InterruptedBallots(IBallotStore inner) : DelegatingBallotStore(inner)
    {
        public bool IsFailing { get; set; }

        public override Task<IReadOnlyList<AppendOutcome>> AppendAsync(
            IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken) =>
            IsFailing
            ? throw new StoreUnavailableException(StoreUnavailability.Busy)
            : base.AppendAsync(drafts, allOrNothing, cancellationToken);
    }

    private static Task<CollectingHost> StartAsync(FakeTimeProvider clock, bool require = false) =>
        CollectingHost.StartAsync(options => Set(options, require), clock);

    private static void Set(SipasOptions options, bool require)
    {
        options.Collection.PresenceAt.Add("SO-01");
        options.Collection.PresenceAt.Add("SO-02");
        options.Collection.RequirePresence = require;
    }

    private static async Task<string> NewCodeAsync(CollectingHost host, string unit = "SO-01") =>
        (await CodeAsync(host, (await host.EnrolAsync(unit)).Header)).GetProperty("code").GetString()!;

    private static async Task<JsonElement> CodeAsync(CollectingHost host, string header)
    {
        using HttpResponseMessage response = await GetAsync(host, "/sipas/v1/devices/counter", header);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task<HttpResponseMessage> GetAsync(CollectingHost host, string path, string? credential)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (credential is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", credential);
        }

        return host.Host.Client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> OpenAsync(CollectingHost host, string code, string unit = "SO-01") =>
        host.Host.Client.GetAsync($"/q/{unit}?c={code}");

    private static async Task AssertRefusedAsync(CollectingHost host, string code, string words)
    {
        using HttpResponseMessage page = await OpenAsync(host, code);
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private static async Task<string> StampAsync(CollectingHost host, string code)
    {
        string page = await (await OpenAsync(host, code)).Content.ReadAsStringAsync();
        using JsonDocument data =
            JsonDocument.Parse(Regex.Match(page, "id=\"sipas-data\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value);
        return data.RootElement.GetProperty("presence").GetString()!;
    }

    private static TestBallot With(string? stamp) => new()
    {
        Mode = "web",
        Started = "2026-11-21T11:58:00+07:00",
        Completed = "2026-11-21T11:59:10+07:00",
        Extra = stamp is null ? "" : $"\"presence\":\"{stamp}\",",
    };

    private static IEnumerable<string> Forgeries(string text, string alphabet) =>
        text.Select((sign, i) => text[..i] + alphabet[(alphabet.IndexOf(sign, StringComparison.Ordinal) + 1 + (i % 3)) % alphabet.Length]
            + text[(i + 1)..]);
}
