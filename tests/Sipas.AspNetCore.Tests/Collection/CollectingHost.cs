using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Ballots;
using Sipas.Devices;
using Sipas.Hosting;
using Sipas.Storage;

namespace Sipas.AspNetCore.Collection;

/// <summary>A host with devices: what tests of collection share.</summary>
public sealed class CollectingHost : IAsyncDisposable
{
    private CollectingHost(TestHost host) => Host = host;

    public TestHost Host { get; }

    internal DeviceRegistry Devices => Host.Services.GetRequiredService<DeviceRegistry>();

    public static async Task<CollectingHost> StartAsync(
        Action<SipasOptions>? options = null, TimeProvider? clock = null, ISipasStorage? storage = null,
            Action<ISipasBuilder>? sipas = null) =>
        new(await TestHost.StartAsync(options, services: services =>
        {
            if (clock is not null)
            {
                services.AddSingleton(clock);
            }
        }, storage: storage, sipas: sipas));

    /// <summary>Adds and enrols a device; its credential as the header's value.</summary>
    internal async Task<(string Code, string Header)> EnrolAsync(string unit = "SO-01", DevicePhase phase = DevicePhase.Official)
    {
        DeviceInvitation invitation = await Devices.AddAsync(unit, "Quầy 3", phase, default);
        DeviceEnrolment enrolment = (await Devices.EnrolAsync(invitation.EnrolmentCode, default))!;
        return (enrolment.Device.Code, new DeviceCredential(enrolment.Device.Code, enrolment.Secret).ToHeader());
    }

    public Task<HttpResponseMessage> SendAsync(string path, HttpContent content, string? credential = null,
        params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (credential is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", credential);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Host.Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendBallotAsync(TestBallot ballot, string? credential = null,
        params (string Name, string Value)[] headers) =>
        SendAsync("/sipas/v1/ballots", ballot.ToContent(), credential, headers);

    public async Task<IReadOnlyList<StoredBallot>> StoredAsync()
    {
        var stored = new List<StoredBallot>();
        await foreach (StoredBallot ballot in Host.Storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot);
        }

        return stored;
    }

    public static ByteArrayContent Json(string json) => TestBallot.Json(Encoding.UTF8.GetBytes(json));

    public static async Task<string> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0].GetProperty("code").GetString()!;

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
