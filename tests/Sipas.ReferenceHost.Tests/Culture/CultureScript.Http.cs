using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Sipas.Storage.Contract;

namespace Sipas.ReferenceHost.Culture;

internal sealed partial class CultureScript
{
    private const string Survey = "/admin/surveys/{survey}";

    private HttpClient _client = new();

    private string _mark = "";

    /// <summary>Endpoints that were asked: method and pattern.</summary>
    public HashSet<string> Endpoints { get; } = new(StringComparer.Ordinal);

    // The host is the one that "sipas serve" starts.
    private async Task HttpAsync()
    {
        using var stop = new CancellationTokenSource();
        using var output = new WaitingWriter();
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        string line = "serve --database FOLDER/sipas.db --address http://127.0.0.1:0 --public-reports --live-figures --open-admin "
            + "--open-tickets --offer-contact";
        Task<int> host = RunAsync(line, line.Split(' '), output, errors, stop.Token);
        if (await Task.WhenAny(output.Listening, host) == host)
        {
            throw new InvalidOperationException(errors.ToString());
        }

        Line($"-- output\n{output}");
        string address = Regex.Match(output.ToString(), @"http://127\.0\.0\.1:\d+").Value;
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() };
        _client = new HttpClient(handler) { BaseAddress = new Uri(address) };
        await CitizensAsync();
        await ReportsAsync();
        await OfficersAsync();
        _client.Dispose();
        await stop.CancelAsync();
        Line($"exit {(await host).ToString(CultureInfo.InvariantCulture)}\n{errors}");
    }

    private async Task CitizensAsync()
    {
        await GetAsync("/", "/");
        await GetAsync("/kiosk/{unit}", "/kiosk/S01");
        string kiosk = await GetAsync("/kiosk/{unit}", "/kiosk/S02?lang=en");
        await GetAsync("/kiosk/{unit}/manifest.webmanifest", "/kiosk/S01/manifest.webmanifest");
        await GetAsync("/kiosk/enrol", "/kiosk/enrol");
        await GetAsync("/kiosk/sw.js", "/kiosk/sw.js");
        await GetAsync("/sipas/assets/kiosk.css", "/sipas/assets/kiosk.css");
        await GetAsync("/sipas/assets/kiosk-{version}/{file}", Regex.Match(kiosk, @"/sipas/assets/kiosk-[^""/]+/[\w.]+\.js").Value);
        await GetAsync("/q/{unit}", "/q/S01");
        await GetAsync("/counter/{unit}", "/counter/S01");
        await GetAsync("/sipas/v1/devices/counter", "/sipas/v1/devices/counter");
        await GetAsync("/t/{token}", "/t/none");
        await PostAsync("/sipas/v1/ballots",
            """
            {"id":"01920000-0000-7000-8000-000000000001","pack":"kiosk-9","questionnaireVersion":"five-1","unit":"S01",
             "mode":"kiosk","basis":"selfSelected","language":"vi",
             "startedAt":"2026-11-21T11:57:00+07:00","completedAt":"2026-11-21T11:58:30.250+07:00",
             "answers":{"K1":5,"K2":4,"K3":4,"K4":4,"K5":5,"K6":4,"K7":3,"K8":4,"K9":2}}
            """);
        await PostAsync("/sipas/v1/ballots",
            """{"id":"x","pack":"kiosk-9","unit":"S01","completedAt":"21/11/2026","answers":{"K1":4.5,"K2":"4,5"}}""");
        await PostAsync("/sipas/v1/contacts",
            """
            {"id":"01920000-0000-7000-8000-000000000002","unit":"S01","contact":"0912000111","about":"Hồ sơ chậm",
             "language":"vi","consent":"vi/0"}
            """);
        await PostAsync("/sipas/v1/devices/enrol", """{"code":"0000-0000"}""");
        await PostAsync("/sipas/v1/devices/heartbeat", """{"queueLength":3}""");
        await PostAsync("/sipas/v1/quarantine", """{"unit":"S99"}""");
        await PostAsync("/sipas/v1/tickets", """{"dossier":"H49.18-261122-0001","unit":"S01"}""");
    }

    private async Task ReportsAsync()
    {
        await GetAsync("/openapi/{documentName}.json", "/openapi/v1.json");
        await GetAsync("/sipas/v1/keys", "/sipas/v1/keys");
        await GetAsync("/sipas/v1/units", "/sipas/v1/units");
        await GetAsync("/sipas/v1/packs", "/sipas/v1/packs");
        await GetAsync("/sipas/v1/packs/{id}", "/sipas/v1/packs/kiosk-9");
        await GetAsync("/sipas/assets/reports.css", "/sipas/assets/reports.css");
        foreach (string form in (string[])["", "&format=table&lang=vi", "&format=table&lang=en"])
        {
            await GetAsync("/sipas/v1/ranking", $"/sipas/v1/ranking?pack=kiosk-9&minimumBallots=1{form}");
            await GetAsync("/sipas/v1/comparison", $"/sipas/v1/comparison?pack=kiosk-9&from=2025&to=2026{form}");
            await GetAsync("/sipas/v1/combined", $"/sipas/v1/combined?pack=kiosk-9&combination=PooledBallots{form}");
            await GetAsync("/sipas/v1/questions", $"/sipas/v1/questions?pack=three-level{form}");
            await GetAsync("/sipas/v1/points", $"/sipas/v1/points?pack=bnv-1001-2023{form}");
        }

        await GetAsync("/sipas/v1/units/{code}/index", "/sipas/v1/units/S01/index?pack=kiosk-9&questionnaireVersion=five-1");
        await GetAsync("/sipas/v1/units/{code}/index", "/sipas/v1/units/S01/index?pack=kiosk-9&from=01/05/2026");
        await PostAsync("/sipas/v1/comparison",
            """{"figures":[{"code":"A","year":2024,"percent":80.25,"series":"s"},{"code":"A","year":2025,"percent":85.5,"series":"s"}]}""");
        foreach (string language in (string[])["vi", "en"])
        {
            await GetAsync("/reports", $"/reports?lang={language}");
            await GetAsync("/reports/ranking", $"/reports/ranking?pack=kiosk-9&lang={language}");
            await GetAsync("/reports/units/{code}", $"/reports/units/S01?pack=kiosk-9&lang={language}");
        }
    }

    private async Task OfficersAsync()
    {
        const string Here = "/admin/surveys/PX-2026";
        using (HttpResponseMessage form = await _client.GetAsync(new Uri("/admin/new-survey", UriKind.Relative)))
        {
            _mark = WebUtility.HtmlDecode(
                Regex.Match(await form.Content.ReadAsStringAsync(),
                    "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value);
        }

        foreach (string prefix in (string[])["/admin", "/counter", "/kiosk", "/q", "/reports", "/t"])
        {
            await GetAsync(prefix + "/{**rest:nonfile}", prefix + "/no/such/page");
        }

        await GetAsync("/sipas/{**rest}", "/sipas/v1/no-such-endpoint");
        await GetAsync("/{**rest}", "/no-such-page");
        await GetAsync("/sipas/assets/upload.js", "/sipas/assets/upload.js");
        await GetAsync("/admin", "/admin");
        await GetAsync("/admin/new-survey", "/admin/new-survey");
        await FormAsync("/admin/new-survey", "/admin/new-survey", ("code", "NEW-2026"), ("size.margin", "1,8"),
            ("deadlines.draw", "05/12/2026"));
        await GetAsync("/sipas/assets/admin-base.css", "/sipas/assets/admin-base.css");
        await GetAsync("/sipas/assets/admin.css", "/sipas/assets/admin.css");
        await GetAsync("/sipas/assets/paper.js", "/sipas/assets/paper.js");
        await GetAsync(Survey, Here);
        await GetAsync(Survey + "/plan", Here + "/plan");
        await FormAsync(Survey + "/plan", Here + "/plan", ("revision", "1"), ("size.margin", "0,05"));
        await GetAsync(Survey + "/plan/json", Here + "/plan/json");
        await FormAsync(Survey + "/plan/json", Here + "/plan/json", ("revision", "1"), ("json", "{\"nonsense\": 1.5}"));
        await GetAsync(Survey + "/plan.json", Here + "/plan.json");
        await GetAsync(Survey + "/frame", Here + "/frame");
        await FileAsync(Survey + "/frame", Here + "/frame", "giao-dich.csv",
            "dossier,name,phone,unit\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
                string.Create(CultureInfo.InvariantCulture, $"HS-{i},Nguyễn {i},09{i},S0{1 + (i % 2)}\n"))));
        await GetAsync(Survey + "/frame", Here + "/frame");
        await GetAsync(Survey + "/frame/faults.csv", Here + "/frame/faults.csv");
        await FormAsync(Survey + "/frame/seal", Here + "/frame/seal", ("frame", "1"));
        await GetAsync(Survey + "/draw", Here + "/draw");
        await FormAsync(Survey + "/draw", Here + "/draw", ("publicSeed", "XSKT Hà Nội giải đặc biệt"));
        await FormAsync(Survey + "/draw/verify", Here + "/draw/verify");
        await GetAsync(Survey + "/draw/certificate.json", Here + "/draw/certificate.json");
        await GetAsync(Survey + "/draw/official.csv", Here + "/draw/official.csv");
        await GetAsync(Survey + "/draw/reserve.csv", Here + "/draw/reserve.csv");
        foreach (string language in (string[])["vi", "en"])
        {
            await GetAsync(Survey, $"{Here}?lang={language}");
            await GetAsync(Survey + "/print", $"{Here}/print?lang={language}");
            await GetAsync(Survey + "/print/letters", $"{Here}/print/letters?lang={language}");
            await GetAsync(Survey + "/print/ballots", $"{Here}/print/ballots?lang={language}");
            await GetAsync(Survey + "/print/list", $"{Here}/print/list?lang={language}");
            await GetAsync(Survey + "/print/sheet", $"{Here}/print/sheet?lang={language}");
            await GetAsync(Survey + "/field", $"{Here}/field?lang={language}");
        }

        await FormAsync(Survey + "/field/assign", Here + "/field/assign", ("team", "T1"), ("codes", "C1 C2"));
        await GetAsync(Survey + "/field/units/{code}", Here + "/field/units/C1");
        await FormAsync(Survey + "/field/units/{code}", Here + "/field/units/C1", ("kind", "closed"), ("disposition", "complete"),
            ("day", "20/11/2026"));
        await FormAsync(Survey + "/field/units/{code}", Here + "/field/units/C1", ("kind", "closed"), ("disposition", "complete"),
            ("day", "2026-11-20"));
        await GetAsync(Survey + "/reinterview", Here + "/reinterview");
        await FormAsync(Survey + "/reinterview", Here + "/reinterview", ("share", "50"), ("seedText", "XSKT 048213"));
        await FormAsync(Survey + "/reinterview/results", Here + "/reinterview/results", ("code", "C1"), ("compared", "20"),
            ("agreed", "19"));
        await GetAsync("/admin/devices", "/admin/devices");
        await FormAsync("/admin/devices", "/admin/devices", ("act", "add"), ("unit", "S01"), ("phase", "trial"));
        await GetAsync("/admin/quarantine/{number:long}", "/admin/quarantine/1");
        await GetAsync("/admin/paper", "/admin/paper");
        await FormAsync("/admin/paper", "/admin/paper", ("code", "L-01"), ("day", "2026-11-20"), ("basis", "sampled"),
            ("questionnaire", "kiosk-9/five-1"), ("unit", "S01"), ("sheets", "2"));
        await GetAsync("/admin/paper/{batch}", "/admin/paper/L-01");
        await FormAsync("/admin/paper/{batch}/handover", "/admin/paper/L-01/handover", ("from", "Lan"), ("to", "Minh"), ("sheets", "2"),
            ("at", "2026-11-20T08:30"));
        await GetAsync("/admin/paper/{batch}/key", "/admin/paper/L-01/key?pass=1");
        await FormAsync("/admin/paper/{batch}/key", "/admin/paper/L-01/key?pass=1", ("pass", "1"), ("number", "001"), ("keyer", "Lan"),
            ("a.K1", "5"));
        await FormAsync("/admin/paper/{batch}/withdraw", "/admin/paper/L-01/withdraw", ("number", "001"));
        await FormAsync("/admin/paper/{batch}/accept", "/admin/paper/L-01/accept");
        await GetAsync("/admin/import", "/admin/import");
        await GetAsync("/admin/import/template.{format}", "/admin/import/template.csv?questionnaire=kiosk-9/five-1");
        string file = System.IO.File.ReadAllText(File("ballots.csv"));
        string at = await FileAsync("/admin/import", "/admin/import", "phieu.csv", file, ("questionnaire", "kiosk-9/five-1"));
        at = at.Length > 0 ? at : "/admin/import/none";
        await GetAsync("/admin/import/{id}", at);
        await FormAsync("/admin/import/{id}/header", at + "/header", ("header", "1"));
        await FormAsync("/admin/import/{id}", at, ("unit", "S01"), ("mode", "paper"), ("basis", "sampled"), ("day", "20/11/2026"));
        await GetAsync("/admin/import/{id}/preview", at + "/preview");
        await GetAsync("/admin/import/{id}/problems.csv", at + "/problems.csv");
        await FormAsync("/admin/import/{id}/keep", at + "/keep", ("shown", "none"));
        await GetAsync("/admin/import/{id}/done", at + "/done");
        await FormAsync("/admin/import/{id}/discard", at + "/discard");
        await GetAsync("/admin/corrections", "/admin/corrections");
        await GetAsync("/admin/corrections/{id}", "/admin/corrections/none");
        await FormAsync("/admin/corrections/{id}/confirm", "/admin/corrections/none/confirm", ("shown", "none"));
        await FormAsync("/admin/corrections/{id}/reject", "/admin/corrections/none/reject");
        await FormAsync("/admin/review/run", "/admin/review/run");
        await GetAsync("/admin/review", "/admin/review");
        await FormAsync("/admin/review/{ballot:long}", "/admin/review/1", ("decision", "accept"));
        await GetAsync("/admin/cases", "/admin/cases");
        await GetAsync("/admin/cases/{code}", "/admin/cases/" + SamplePeople.Request(2).Code);
        await FormAsync("/admin/cases/{code}", "/admin/cases/" + SamplePeople.Request(2).Code, ("act", "note"), ("note", "đã gọi"),
            ("entries", "0"));
    }

    private Task<string> GetAsync(string pattern, string path) => AskAsync("GET", pattern, path, null);

    private async Task PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        await AskAsync("POST", path, path, content);
    }

    private async Task FormAsync(string pattern, string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", _mark))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        await AskAsync("POST", pattern, path, content);
    }

    private async Task<string> FileAsync(string pattern, string path, string name, string text, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent { { new StringContent(_mark), "__RequestVerificationToken" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name } };
        foreach ((string field, string value) in fields)
        {
            content.Add(new StringContent(value), field);
        }

        await AskAsync("POST", pattern, path, content);
        return _location;
    }

    private string _location = "";

    private async Task<string> AskAsync(string method, string pattern, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        using HttpResponseMessage response = await _client.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        if (path.Length == 0 || !path.StartsWith('/'))
        {
            throw new InvalidOperationException($"{pattern} has no address.");
        }

        Endpoints.Add($"{method} {pattern}");
        Line($"> {method} {path}\n{((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)}");
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers)
            .Where(header => !CultureMask.Headers.Contains(header.Key)).OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            Line($"{name}: {string.Join(", ", values)}");
        }

        Line(pattern.StartsWith("/openapi/", StringComparison.Ordinal) ? CultureMask.Ordered(body) : body);
        _location = response.Headers.Location?.ToString() ?? "";
        return body;
    }

    // Tells when the host says that it listens.
    private sealed class WaitingWriter() : StringWriter(CultureInfo.InvariantCulture)
    {
        private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Listening => _listening.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.StartsWith("Ctrl+C", StringComparison.Ordinal) == true)
            {
                _listening.TrySetResult();
            }
        }
    }
}
