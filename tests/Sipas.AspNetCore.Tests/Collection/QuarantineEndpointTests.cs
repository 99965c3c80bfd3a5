using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sipas.Common;
using Sipas.Quarantine;

namespace Sipas.AspNetCore.Collection;

public sealed class QuarantineEndpointTests
{
    private static readonly string Id = "0197b3c4-5d10-7c3e-9a51-3f0c2d1e8b01";

    [Fact]
    public async Task Quarantine_AnyBytes_AreStoredAsTheyAreWithAReceiptThatVerifies()
    {
        await using CollectingHost host = await CollectingHost.StartAsync();
        (string code, string credential) = await host.EnrolAsync();
        byte[] bytes = [0xFF, 0x00, .. "{\"id\": not json"u8];

        using HttpResponseMessage first = await SendAsync(host, bytes, credential);
        using HttpResponseMessage again = await SendAsync(host, bytes, credential);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        JsonElement receipt = await first.Content.ReadFromJsonAsync<JsonElement>();
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal(("quarantine", Id, hash),
            (receipt.GetProperty("kind").GetString(), receipt.GetProperty("id").GetString(),
                receipt.GetProperty("contentHash").GetString()));

        // As a tablet verifies it: from the answer alone, with the keys that the host publishes.
        string signed = $"sipas-set-aside/1\nquarantine\n{Id}\n{hash}\n{receipt.GetProperty("receivedAt").GetString()}\n";
        JsonElement keys = await host.Host.Client.GetFromJsonAsync<JsonElement>(new Uri("/sipas/v1/keys", UriKind.Relative));
        JsonElement key = keys.GetProperty("keys").EnumerateArray()
            .Single(one => one.GetProperty("keyId").GetString() == receipt.GetProperty("keyId").GetString());
        using ECDsa publicKey = ECDsa.Create();
        publicKey.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.GetProperty("publicKey").GetString()!), out _);
        Assert.True(publicKey.VerifyData(Encoding.UTF8.GetBytes(signed), Base64Text.Decode(receipt.GetProperty("signature").GetString()!),
            HashAlgorithmName.SHA256));

        var entry = Assert.Single(await host.Host.Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default));
        Assert.Equal((code, (long)bytes.Length), (entry.DeviceCode, entry.ByteCount));
        Assert.Equal(bytes, (await host.Host.Storage.Held.FindHeldAsync(entry.Number, default))!.Value.Body);
        Assert.Equal(0, host.Host.BallotCount);
    }

    [Fact]
    public async Task Quarantine_BeyondItsBounds_IsRefusedAndNothingIsStored()
    {
        await using CollectingHost host = await CollectingHost.StartAsync(options =>
        {
            options.Collection.MaximumQuarantineBytes = 2048;
            options.Collection.QuarantinePerSender = 2;
        });

        using HttpResponseMessage large = await SendAsync(host, new byte[2049]);
        using HttpResponseMessage empty = await SendAsync(host, []);
        using HttpResponseMessage unnamed = await host.SendAsync("/sipas/v1/quarantine", TestBallot.Json([1]));
        using HttpResponseMessage misnamed = await host.SendAsync("/sipas/v1/quarantine", TestBallot.Json([1]), null,
            ("Sipas-Ballot-Id", "7"));
        using HttpResponseMessage untyped = await host.SendAsync("/sipas/v1/quarantine", new ByteArrayContent([1]), null,
            ("Sipas-Ballot-Id", Id));
        using HttpResponseMessage one = await SendAsync(host, new byte[2048]);
        using HttpResponseMessage two = await SendAsync(host, [2]);
        using HttpResponseMessage three = await SendAsync(host, [3]);

        Assert.Equal(
            [HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest,
                HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests],
            new[] { large, empty, unnamed, misnamed, one, two, three }.Select(answer => answer.StatusCode));
        Assert.Equal("QUA0001", await CollectingHost.CodeAsync(misnamed));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "BAL0008"), (untyped.StatusCode, await CollectingHost.CodeAsync(untyped)));
        Assert.Equal("LIM0003", await CollectingHost.CodeAsync(three));
        Assert.Equal(TimeSpan.FromSeconds(300), three.Headers.RetryAfter!.Delta);
        Assert.Equal(2, (await host.Host.Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default)).Count);
    }

    private static Task<HttpResponseMessage> SendAsync(CollectingHost host, byte[] bytes, string? credential = null) =>
        host.SendAsync("/sipas/v1/quarantine", TestBallot.Json(bytes), credential, ("Sipas-Ballot-Id", Id));
}
