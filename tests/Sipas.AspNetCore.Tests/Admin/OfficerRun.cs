using System.Net;
using System.Text.RegularExpressions;
using Sipas.Sampling;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.AspNetCore.Admin;

/// <summary>Sends forms as a browser does: the mark of the page first, then the fields.</summary>
internal sealed partial class OfficerRun : IDisposable
{
    private readonly HttpClient _client;

    public OfficerRun(TestHost host, string? account = null)
    {
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        if (account is not null)
        {
            _client.DefaultRequestHeaders.Add("Authorization", TestAccounts.HeaderOf(account));
        }
    }

    /// <summary>Where the last form that was sent led to; null for nowhere.</summary>
    public string? Location { get; private set; }

    public async Task<(HttpStatusCode Status, string Body)> LookAsync(string path)
    {
        using HttpResponseMessage response = await _client.GetAsync(path);
        Location = response.Headers.Location?.ToString();
        return (response.StatusCode, WebUtility.HtmlDecode(await BodyAsync(response)));
    }

    public async Task<string> GetAsync(string path) => await _client.GetStringAsync(path);

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(
        string page, string action, params (string Name, string Value)[] fields) =>
        await PostMarkedAsync(await MarkAsync(page), action, fields);

    /// <summary>Sends a form with the mark of a page that was opened before: forms that meet need theirs first.</summary>
    public async Task<(HttpStatusCode Status, string Body)> PostMarkedAsync(
        string mark, string action, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", mark))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using HttpResponseMessage response = await _client.PostAsync(action, content);
        Location = response.Headers.Location?.ToString();
        return (response.StatusCode, await BodyAsync(response));
    }

    public async Task<(HttpStatusCode Status, string Body)> SendFileAsync(
        string page, string name, byte[] bytes, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent { { new StringContent(await MarkAsync(page)), "__RequestVerificationToken" },
            { new ByteArrayContent(bytes), "file", name } };
        foreach ((string field, string value) in fields)
        {
            content.Add(new StringContent(value), field);
        }

        using HttpResponseMessage response = await _client.PostAsync(page, content);
        Location = response.Headers.Location?.ToString();
        return (response.StatusCode, await BodyAsync(response));
    }

    public async Task<HttpStatusCode> PostWithoutMarkAsync(string action)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("code", "X")]);
        using HttpResponseMessage response = await _client.PostAsync(action, content);
        return response.StatusCode;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Keeps a survey of nine invented people, sealed and drawn.</summary>
    public static async Task<StoredDraw> DrawnAsync(IPersonalDataStorage people)
    {
        await people.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        StoredFrame frame = await people.Frames.SaveFrameAsync("PX-2026", SamplePeople.Frame(), "Lan", default);
        frame = await people.Frames.SealFrameAsync(frame.Id,
            FrameSeal.Of(people.Frames.OpenFrame(frame), SamplePeople.Plan().ToDrawDesign(), SampleBallots.Noon), default);
        return await people.Samples.SaveDrawAsync(
            "PX-2026", SamplePeople.Draw(people.Frames.OpenFrame(frame), SamplePeople.Plan()), "Lan", default);
    }

    public async Task<string> MarkAsync(string page) => WebUtility.HtmlDecode(Mark().Match(await GetAsync(page)).Groups["mark"].Value);

    /// <summary>The page without the random mark of its forms, in which any short code can occur.</summary>
    private static async Task<string> BodyAsync(HttpResponseMessage response) =>
        Mark().Replace(await response.Content.ReadAsStringAsync(), "");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<mark>[^\"]+)\"")]
    private static partial Regex Mark();
}
