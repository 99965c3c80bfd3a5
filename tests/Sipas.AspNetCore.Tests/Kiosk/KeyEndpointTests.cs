using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.AspNetCore.Kiosk;

public sealed class KeyEndpointTests
{
    private const string Route = "/sipas/v1/keys";

    [Fact]
    public async Task Keys_OfAStore_HoldTheOneThatSignedAReceipt()
    {
        await using TestHost host = await TestHost.StartAsync();
        IntakeResult result = await host.SubmitAsync(new TestBallot());

        using var document = JsonDocument.Parse(await host.Client.GetStringAsync(Route));

        JsonElement key = Assert.Single(document.RootElement.GetProperty("keys").EnumerateArray().ToArray());
        byte[] bytes = key.GetProperty("publicKey").GetBytesFromBase64();
        using var opened = ECDsa.Create();
        opened.ImportSubjectPublicKeyInfo(bytes, out int read);
        Assert.Equal((256, bytes.Length), (opened.KeySize, read));
        Assert.Equal(result.Receipt!.KeyId, key.GetProperty("keyId").GetString());
        Assert.Equal(ReceiptSigner.IdOf(bytes), key.GetProperty("keyId").GetString());
    }

    [Fact]
    public async Task Keys_StoreOutOfReach_AreA503AndNotAnEmptyList()
    {
        using var storage = new FailingStorage(StoreUnavailability.Busy);
        await using TestHost host = await TestHost.StartAsync(storage: storage);

        using HttpResponseMessage response = await host.Client.GetAsync(new Uri(Route, UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("BAL0302", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
