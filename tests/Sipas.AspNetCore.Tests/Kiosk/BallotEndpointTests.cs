using System.Net;
using System.Text;
using System.Text.Json;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.AspNetCore.Kiosk;

public sealed class BallotEndpointTests : IAsyncLifetime
{
    private const string Route = "/sipas/v1/ballots";

    private TestHost _host = null!;

    public static TheoryData<string, string, string> BadBallots
    {
        get
        {
            string huge = new('7', 200);
            return new TheoryData<string, string, string>
            {
                { "unknown pack", new TestBallot { Pack = "\"kiosk-8\"" }.ToJson(), "BAL0102" },
                { "unknown version", new TestBallot { Version = "\"five-9\"" }.ToJson(), "BAL0103" },
                { "unknown unit", new TestBallot { Unit = "\"SO-99\"" }.ToJson(), "BAL0104" },
                { "unknown mode", new TestBallot { Mode = "fax" }.ToJson(), "BAL0106" },
                { "unknown basis", new TestBallot { Basis = "chosen" }.ToJson(), "BAL0107" },
                { "the word for the sample that is no more", new TestBallot { Basis = "listed" }.ToJson(), "BAL0107" },
                { "unknown item", new TestBallot { Answers = TestBallot.NineAnswers("4")
                    .Replace("}", ",\"K10\":4}", StringComparison.Ordinal) }.ToJson(), "BAL0201" },
                { "item of another version",
                    new TestBallot { Pack = "\"two-versions\"", Version = "\"v1\"", Answers = "{\"K1\":4,\"K2\":4}" }.ToJson(), "BAL0202" },
                { "level 0", TestBallot.WithAnswer("K3", "0").ToJson(), "BAL0203" },
                { "level 6", TestBallot.WithAnswer("K3", "6").ToJson(), "BAL0204" },
                { "level -1", TestBallot.WithAnswer("K3", "-1").ToJson(), "BAL0205" },
                { "level 4.5", TestBallot.WithAnswer("K3", "4.5").ToJson(), "BAL0206" },
                { "level 1e400", TestBallot.WithAnswer("K3", "1e400").ToJson(), "BAL0206" },
                { "level of 200 digits", TestBallot.WithAnswer("K3", huge).ToJson(), "BAL0206" },
                { "level as text", TestBallot.WithAnswer("K3", "\"5\"").ToJson(), "BAL0207" },
                { "null", TestBallot.WithAnswer("K3", "null").ToJson(), "BAL0208" },
                { "missing required item",
                    new TestBallot { Answers = TestBallot.NineAnswers("4").Replace("\"K3\":4,", "", StringComparison.Ordinal) }.ToJson(),
                    "BAL0209" },
                { "special answer not offered", TestBallot.WithAnswer("K3", "\"refused\"").ToJson(), "BAL0210" },
                { "true", TestBallot.WithAnswer("K3", "true").ToJson(), "BAL0211" },
                { "an object", TestBallot.WithAnswer("K3", "{\"level\":4}").ToJson(), "BAL0211" },
                { "no word", TestBallot.WithAnswer("K3", "\"good\"").ToJson(), "BAL0212" },
                { "duplicate field", new TestBallot { Extra = "\"unit\":\"SO-02\"," }.ToJson(), "BAL0003" },
                { "duplicate answer", new TestBallot { Answers = TestBallot.NineAnswers("4")
                    .Replace("}", ",\"K1\":5}", StringComparison.Ordinal) }.ToJson(), "BAL0003" },
                { "unknown field", new TestBallot { Extra = "\"name\":\"Nguyễn Văn A\"," }.ToJson(), "BAL0004" },
                { "pack is a number", new TestBallot { Pack = "9" }.ToJson(), "BAL0006" },
                { "no unit", new TestBallot { Unit = "null" }.ToJson(), "BAL0005" },
                { "depth 10,000", TestBallot.WithAnswer("K3", new string('[', 10_000) + new string(']', 10_000)).ToJson(), "BAL0002" },
                { "objects to depth 10,000, open", TestBallot.WithAnswer("K3", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)))
                    .ToJson(), "BAL0002" },
                { "malformed at the deepest level", TestBallot.WithAnswer("K3", "[[[[[[x]]]]]]").ToJson(), "BAL0001" },
                { "NaN", TestBallot.WithAnswer("K3", "NaN").ToJson(), "BAL0001" },
                { "trailing comma", TestBallot.WithAnswer("K9", "4,").ToJson(), "BAL0001" },
                { "text after the ballot", new TestBallot().ToJson() + "{}", "BAL0001" },
                { "cut off", new TestBallot().ToJson()[..^5], "BAL0001" },
                { "empty", "", "BAL0009" },
                { "blank", " \r\n", "BAL0009" },
                { "an array", "[]", "BAL0009" },
                { "half a surrogate pair", new TestBallot { Unit = "\"\\ud83d\"" }.ToJson(), "BAL0001" },
            };
        }
    }

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(pack: TwoVersions());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(BadBallots))]
    public async Task Fault15AndFault16_BadBallot_IsRefusedByItsCodeAndNothingIsStored(string what, string json, string code)
    {
        using HttpResponseMessage response = await _host.Client.PostAsync(Route, TestBallot.Json(Encoding.UTF8.GetBytes(json)));

        JsonElement problem = await ReadProblemAsync(response, HttpStatusCode.BadRequest);
        JsonElement first = problem.GetProperty("problems")[0];
        Assert.True(code == first.GetProperty("code").GetString(), $"{what}: {first}");
        Assert.Equal("The ballot is not valid.", problem.GetProperty("title").GetString());
        Assert.NotEmpty(first.GetProperty("message").GetProperty("vi").GetString()!);
        Assert.NotEmpty(first.GetProperty("message").GetProperty("en").GetString()!);
        Assert.Equal(0, await _host.Storage.Ballots.LastSequenceAsync(CancellationToken.None));
        Assert.Equal(0, _host.BallotCount);
    }

    [Fact]
    public async Task Submit_BytesThatAreNotUtf8_AreRefused()
    {
        byte[] json = new TestBallot { Unit = "\"SO-?1\"" }.ToBytes();
        json[Array.IndexOf(json, (byte)'?')] = 0xC3;

        using HttpResponseMessage response = await _host.Client.PostAsync(Route, TestBallot.Json(json));

        Assert.Equal(["BAL0001"], Codes(await ReadProblemAsync(response, HttpStatusCode.BadRequest)));
    }

    [Fact]
    public async Task Submit_ManyFaults_NamesAllAtOnce()
    {
        TestBallot ballot = new()
        {
            Unit = "\"SO-99\"",
            Answers = TestBallot.NineAnswers("4")
            .Replace("\"K1\":4", "\"K1\":0", StringComparison.Ordinal).Replace("\"K2\":4", "\"K2\":\"5\"", StringComparison.Ordinal)
        };

        using HttpResponseMessage response = await _host.Client.PostAsync(Route, ballot.ToContent());

        JsonElement problem = await ReadProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(["BAL0104", "BAL0203", "BAL0207"], Codes(problem));
        JsonElement text = problem.GetProperty("problems")[2];
        Assert.Equal("K2", text.GetProperty("place").GetString());
        Assert.Equal("5", text.GetProperty("value").GetString());
        Assert.Contains("1–5", text.GetProperty("allowed").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ThousandsOfFaults_AnswersShortly()
    {
        string many = string.Concat(Enumerable.Range(0, 6000).Select(n => $"\"x{n}\":1,"));

        using HttpResponseMessage response = await _host.Client.PostAsync(Route, new TestBallot { Extra = many }.ToContent());

        JsonElement problem = await ReadProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(6000, problem.GetProperty("problemCount").GetInt32());
        Assert.Equal(100, problem.GetProperty("problems").GetArrayLength());
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(5, true)]
    [InlineData(50, false)]
    public async Task Fault15_BodyOfManyMegabytes_IsRefusedAsTooLarge(int megabytes, bool chunked)
    {
        using ByteArrayContent content = TestBallot.Json(new byte[megabytes * 1024 * 1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;

        // A polite sender asks first; one that pours fifty megabytes into a refusal finds its connection closed.
        request.Headers.ExpectContinue = megabytes > 5;

        using HttpResponseMessage response = await _host.Client.SendAsync(request);

        JsonElement problem = await ReadProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(["BAL0007"], Codes(problem));
        Assert.Equal("65536", problem.GetProperty("problems")[0].GetProperty("allowed").GetString());
    }

    [Theory]
    [InlineData(0, HttpStatusCode.Created)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Submit_BodyAtTheLimit_IsTakenAndOneByteMoreIsNot(int more, HttpStatusCode expected)
    {
        byte[] ballot = new TestBallot().ToBytes();
        byte[] padded = [.. ballot, .. Enumerable.Repeat((byte)' ', 65_536 + more - ballot.Length)];
        foreach (bool chunked in (bool[])[true, false])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = TestBallot.Json(padded) };
            request.Headers.TransferEncodingChunked = chunked;
            using HttpResponseMessage response = await _host.Client.SendAsync(request);
            Assert.Equal(expected, response.StatusCode);
            expected = expected == HttpStatusCode.Created ? HttpStatusCode.OK : expected;
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Submit_OtherContentType_IsRefused(string contentType)
    {
        using ByteArrayContent content = TestBallot.Json(new TestBallot().ToBytes(), contentType);

        using HttpResponseMessage response = await _host.Client.PostAsync(Route, content);

        Assert.Equal(["BAL0008"], Codes(await ReadProblemAsync(response, HttpStatusCode.UnsupportedMediaType)));
        Assert.Equal(0, _host.BallotCount);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("APPLICATION/JSON")]
    public async Task Submit_JsonInUtf8_IsTaken(string contentType)
    {
        using ByteArrayContent content = TestBallot.Json(new TestBallot().ToBytes(), contentType);

        using HttpResponseMessage response = await _host.Client.PostAsync(Route, content);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Submit_SameBytesAgain_GivesTheSameReceiptBytes()
    {
        TestBallot ballot = new();
        using HttpResponseMessage first = await _host.Client.PostAsync(Route, ballot.ToContent());
        using HttpResponseMessage second = await _host.Client.PostAsync(Route, ballot.ToContent());

        string receipt = await first.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(receipt, await second.Content.ReadAsStringAsync());
        using var json = JsonDocument.Parse(receipt);
        Assert.Equal(["ballotId", "contentHash", "unit", "position", "receivedAt", "countedOn", "keyId", "leafIndex", "leafCount", "path",
            "signature", "code"], json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal(ballot.Id, json.RootElement.GetProperty("ballotId").GetGuid());
        Assert.EndsWith("+00:00", json.RootElement.GetProperty("receivedAt").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, _host.BallotCount);
    }

    [Fact]
    public async Task Fault03_ReplyLostAfterTheCommit_SentAgain_GivesTheReceiptThatWasMade()
    {
        TestBallot ballot = new();
        _host.Between = async (context, next) =>
        {
            context.Response.Body = new MemoryStream();
            await next();
            context.Abort();
        };
        await Assert.ThrowsAsync<HttpRequestException>(() => _host.Client.PostAsync(Route, ballot.ToContent()));
        _host.Between = null;
        Receipt made = (await _host.Storage.Ballots.FindReceiptAsync(ballot.Id, CancellationToken.None))!;

        using HttpResponseMessage again = await _host.Client.PostAsync(Route, ballot.ToContent());

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        using var receipt = JsonDocument.Parse(await again.Content.ReadAsStringAsync());
        Assert.Equal((made.ContentHash, made.Position),
            (receipt.RootElement.GetProperty("contentHash").GetString(), receipt.RootElement.GetProperty("position").GetInt64()));
        Assert.Equal(made.Signature, receipt.RootElement.GetProperty("signature").GetString());
        Assert.Equal(1, _host.BallotCount);
        Assert.Equal(1, await _host.Storage.Ballots.LastSequenceAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Fault01_FiftyCopiesFromEightThreads_CountOneAndGiveEqualReceipts()
    {
        TestBallot ballot = new();
        var receipts = new System.Collections.Concurrent.ConcurrentBag<(HttpStatusCode Status, string Body)>();
        await Parallel.ForAsync(0, 50, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, token) =>
        {
            using HttpResponseMessage response = await _host.Client.PostAsync(Route, ballot.ToContent(), token);
            receipts.Add((response.StatusCode, await response.Content.ReadAsStringAsync(token)));
        });

        Assert.Equal(50, receipts.Count);
        Assert.Single(receipts.Select(receipt => receipt.Body).Distinct());
        Assert.Single(receipts, receipt => receipt.Status == HttpStatusCode.Created);
        Assert.Equal(1, _host.BallotCount);
        Assert.Equal(1, await _host.Storage.Ballots.LastSequenceAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Fault02_SameIdOtherContent_IsAConflictAndTheFirstStays()
    {
        TestBallot ballot = new();
        using HttpResponseMessage first = await _host.Client.PostAsync(Route, ballot.ToContent());
        using HttpResponseMessage other = await _host.Client
            .PostAsync(Route, (ballot with { Answers = TestBallot.NineAnswers("1") }).ToContent());
        using HttpResponseMessage again = await _host.Client.PostAsync(Route, ballot.ToContent());

        Assert.Equal(["BAL0301"], Codes(await ReadProblemAsync(other, HttpStatusCode.Conflict)));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(1, _host.BallotCount);
        Assert.Equal(1, await _host.Storage.Ballots.CountConflictsAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(StoreUnavailability.Busy, "BAL0302")]
    [InlineData(StoreUnavailability.Full, "BAL0303")]
    [InlineData(null, "BAL0304")]
    public async Task Submit_StoreThatCannotWrite_AsksToSendAgainAndShowsNoErrorText(StoreUnavailability? reason, string code)
    {
        await using TestHost host = await TestHost.StartAsync(storage: new FailingStorage(reason));

        using HttpResponseMessage response = await host.Client.PostAsync(Route, new TestBallot().ToContent());

        JsonElement problem = await ReadProblemAsync(response, HttpStatusCode.ServiceUnavailable);
        Assert.Equal([code], Codes(problem));
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
        Assert.DoesNotContain(FailingStorage.Secret, problem.GetRawText(), StringComparison.Ordinal);
    }

    private static string[] Codes(JsonElement problem) =>
        [.. problem.GetProperty("problems").EnumerateArray().Select(entry => entry.GetProperty("code").GetString()!)];

    private static async Task<JsonElement> ReadProblemAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        JsonElement problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        return problem;
    }

    private static MethodPack TwoVersions()
    {
        MethodPack pack = MethodPacks.Shipped("kiosk-9");
        Questionnaire nine = pack.Questionnaires[0];
        return pack with
        {
            Id = "two-versions",
            Questionnaires =
            [
                nine with { Version = "v1", Items = [nine.Items[0]] },
                nine with { Version = "v2", Items = nine.Items },
            ],
        };
    }
}
