using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Plans;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.ReferenceHost.Faults;

/// <summary>Code points that are no characters, and halves of surrogate pairs, in everything that may be sent: never a
/// server error, never "send again".</summary>
public sealed class NoncharacterTests : IDisposable
{
    // Of the first plane, of another one, of the last one, and those in the middle of Arabic forms.
    private const string All = "\uFFFE\uFFFF\uFDD0\uFDEF\U0001FFFE\U0010FFFF";

    private static readonly string[] Texts = ["\uFFFE", $"a{All}b"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Get_EveryAddressWithThemInEveryParameter_IsNeverAServerError()
    {
        await using FilledHost host = await FilledHost.StartAsync(_folder.File("sipas.db"));
        FoundForm[] filters = [.. (await host.FormsAsync()).Where(form => !form.IsPost)];
        var faults = new List<string>();
        int asked = 0;
        foreach (RouteEndpoint route in host.Routes("GET"))
        {
            string pattern = route.RoutePattern.RawText!;
            string address = host.Filled(pattern)[0];
            string[] names = [.. FilledHost.QueryOf(route), .. filters.Where(form => form.Action.Split('?')[0] == address)
                .SelectMany(form => form.Fields).Select(field => field.Key),
                "team", "cell", "state", "code", "from", "count", "version", "header", "owner", "unit", "dueFrom", "dueTo", "lang",
                "number", "pass"];
            IEnumerable<string> asks = names.Distinct()
                .SelectMany(name => Texts.Select(text => $"{address}?{name}={Uri.EscapeDataString(text)}"));
            foreach (string name in route.RoutePattern.Parameters.Select(parameter => parameter.Name))
            {
                asks = asks.Append(host.Filled(System.Text.RegularExpressions.Regex
                    .Replace(pattern, $"\\{{{name}(:[a-z]+)?\\}}", Uri.EscapeDataString("S\uFFFE1")))[0]);
            }

            foreach (string ask in asks.ToArray())
            {
                using HttpResponseMessage response = await host.Client.GetAsync(new Uri(ask, UriKind.Relative));
                asked++;
                Note(faults, ask, response);
            }
        }

        Assert.Empty(faults);
        Assert.InRange(asked, 800, 100_000);
    }

    [Fact]
    public async Task Post_EveryFormWithThemInEachField_IsNeverAServerError()
    {
        await using FilledHost host = await FilledHost.StartAsync(_folder.File("sipas.db"));
        IReadOnlyList<FoundForm> forms = await host.FormsAsync();
        string[] posted = [.. host.Routes("POST").Select(route => route.RoutePattern.RawText!)
            .Where(pattern => pattern.StartsWith("/admin", StringComparison.Ordinal))];
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (FoundForm form in forms.Where(form => form.IsPost))
        {
            reached.UnionWith(posted.Where(pattern => host.Filled(pattern).Contains(form.Action.Split('?')[0])));
            foreach (string field in form.Fields.Select(field => field.Key).Where(name => name != FoundForm.MarkField).Distinct())
            {
                foreach (string text in Texts)
                {
                    using HttpContent content = form.ToContent(field, text,
                        ("a\uFFFE.csv", Encoding.UTF8
                            .GetBytes($"Số phiếu,Đơn vị,K1{All},dossier,name,phone,unit\n001\uFFFE,S01,5,H\uFFFE,Lan{All},09,S01\n")));
                    using HttpResponseMessage response = await host.Client.PostAsync(new Uri(form.Action, UriKind.Relative), content);
                    Note(faults, $"{form.Action} {field}", response);
                }
            }
        }

        Assert.Empty(faults);

        // A form that no page shows in this state is sent with nothing but what is asked everywhere.
        Assert.InRange(reached.Count, posted.Length * 2 / 3, posted.Length);
    }

    [Fact]
    public async Task Post_EveryBodyWithThemInEachText_IsNeverAServerError()
    {
        await using FilledHost host = await FilledHost.StartAsync(_folder.File("sipas.db"));
        var faults = new List<string>();
        (string Path, Func<string> Body)[] bodies =
        [
            ("/sipas/v1/ballots", () =>
                FormattableString.Invariant(FilledHost.Ballot(Guid.NewGuid()))
                .Replace("\"mode\"", "\"device\":\"d-1\",\"ticket\":\"x\",\"salt\":\"x\",\"mode\"", StringComparison.Ordinal)),
            ("/sipas/v1/ballots", () => FormattableString.Invariant(FilledHost.Ballot(Guid.NewGuid()))),
            ("/sipas/v1/contacts", () => host.ContactBody(Guid.NewGuid())),
            ("/sipas/v1/tickets", () => """{"dossier":"A1","unit":"S01","procedure":"1.004227"}"""),
            ("/sipas/v1/devices/enrol", () => """{"code":"ABCD-EFGH"}"""),
            ("/sipas/v1/devices/heartbeat", () => """{"queue":1,"version":"1","clock":"2026-11-21T08:30:00+07:00"}"""),
            ("/sipas/v1/comparison", () =>
                """
                {"figures":[{"unit":"S01","year":2024,"percent":80},{"unit":"S01","year":2025,"percent":81}],
                 "units":[{"code":"S01","name":{"vi":"Sở","en":"S"}}],"successions":[],"boundaries":"new"}
                """),
        ];
        foreach ((string path, Func<string> body) in bodies)
        {
            int count = Strings(JsonNode.Parse(body())!).Count();
            for (int i = 0; i < count; i++)
            {
                // As they are, as escapes, and the two halves of pairs alone.
                foreach (string text in (string[])["\uFFFE", $"A{All}", "\\ufffe", "x\\ufdd0\\ud83f\\udfff", "\\ud800", "x\\udc00y"])
                {
                    using HttpResponseMessage response = await host.PostAsync(path, Spoilt(body(), i, text));
                    Note(faults, $"{path} {i} {text.Replace('\\', '/')}", response);
                }
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Ballot_WithThemInAText_IsTakenOnceAndNothingElseOfItIsLost()
    {
        await using FilledHost host = await FilledHost.StartAsync(_folder.File("sipas.db"));
        var id = Guid.NewGuid();
        string body = FormattableString.Invariant(FilledHost.Ballot(id, text: "Tốt\\ufffe, nhanh\uFDD0"));

        using HttpResponseMessage first = await host.PostAsync("/sipas/v1/ballots", body);
        using HttpResponseMessage again = await host.PostAsync("/sipas/v1/ballots", body);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        StoredBallot stored = (await host.Services.GetRequiredService<ISipasStorage>().Ballots.FindCurrentAsync(id, default))!;
        Assert.Equal("Tốt\uFFFD, nhanh\uFFFD", Assert.Single(stored.Values).Value);
    }

    [Fact]
    public async Task Contact_WithThemInWhatACitizenWrites_IsTaken()
    {
        await using FilledHost host = await FilledHost.StartAsync(_folder.File("sipas.db"));

        using HttpResponseMessage response = await host.PostAsync("/sipas/v1/contacts",
            host.ContactBody(Guid.NewGuid()).Replace("Hồ sơ chậm", "Hồ sơ\\ufffe chậm", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Contains((await host.Services.GetRequiredService<IPersonalDataStorage>().Cases.ReadCasesAsync(default)),
            one => one.About == "Hồ sơ\uFFFD chậm");
    }

    [Theory]
    [InlineData("A\uFFFE")]
    [InlineData("A\uFFFD")]
    [InlineData("A\U0001FFFF1")]
    public async Task Ticket_OfADossierNumberWithThem_IsRefusedWithACode_SoThatTwoNumbersNeverBecomeOne(string dossier)
    {
        await using FilledHost host = await FilledHost.StartAsync(_folder.File("sipas.db"));

        using HttpResponseMessage response = await host.PostAsync("/sipas/v1/tickets", $$"""{"dossier":"{{dossier}}","unit":"S01"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("TKT0005", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unit", "S01")]
    [InlineData("procedure", "1.004227")]
    [InlineData("language", "vi")]
    [InlineData("pack", "three-level")]
    public async Task Ballot_WithThemInACode_IsRefusedForGood(string field, string code)
    {
        await using FilledHost host = await FilledHost.StartAsync(_folder.File("sipas.db"));

        using HttpResponseMessage response = await host.PostAsync("/sipas/v1/ballots",
            FormattableString.Invariant(FilledHost.Ballot(Guid.NewGuid()))
            .Replace($"\"{field}\":\"{code}\"", $"\"{field}\":\"{code}\uFFFE\"", StringComparison.Ordinal));

        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{field}: {response.StatusCode}");
        Assert.Contains("BAL0", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_WithThemInOptionsAndFiles_EndWithACodeOrGoOn()
    {
        string database = _folder.File("sipas.db");
        string text = $"a{All}b";
        string units = _folder.Write("units.csv", $"code,vi,en,block\nS01,Sở {All},S {All},departments\n");
        string ballots = _folder.Write("ballots.csv",
            $"unit,ballotNumber,K1,K2,K3,K4,K5,K6,K7,K8,K9,N{All}\nS01,00\uFFFE1,5,5,5,5,5,5,5,5,5,{All}\nS\uFFFE,2,5,5,5,5,5,5,5,5,5,\n");
        string frame = _folder.Write("frame.csv", $"dossier,name,phone,unit,{All}\nH\uFFFE,Lan {All},09,S01,x\n");
        string pack = _folder.Write("pack.json",
            Encoding.UTF8.GetString(MethodPackSerializer.Write(MethodPacks.Shipped("kiosk-9")))
            .Replace("kiosk-9", "kiosk\uFFFE9", StringComparison.Ordinal));
        string plan = _folder.Write("plan.json", Encoding.UTF8.GetString(SurveyPlanSerializer.Write(SamplePeople.Plan()))
            .Replace("PX-2026", "PX\uFFFE", StringComparison.Ordinal).Replace("Khảo sát", "Khảo\uFFFE sát", StringComparison.Ordinal));
        string map = _folder.Write("map.json",
            $$"""{ "unit": "unit{{All}}", "items": { "K1": "K1\ufffe" }, "answers": { "\ufffe": "noAnswer" } }""");
        string[][] runs =
        [
            ["units", "import", units, "--database", database],
            ["import", ballots, "--pack", "kiosk-9", "--unit-column", "unit", "--database", database],
            ["import", ballots, "--pack", "kiosk-9", "--unit-column", text, "--database", database],
            ["import", ballots, "--pack", "kiosk-9", "--map", map, "--database", database],
            ["import", ballots, "--pack", text, "--database", database],
            ["score", "--pack", "kiosk-9", "--ballots", ballots, "--group-by", text],
            ["score", "--pack", "kiosk-9", "--ballots", ballots, "--group-by", "unit"],
            ["score", "--pack", "kiosk-9", "--database", database, "--procedure", text],
            ["frame", "check", frame, "--plan", plan],
            ["draw", "--frame", frame, "--plan", plan, "--seed", "1", "--output", _folder.File("draw")],
            ["pack", "verify", pack],
            ["pack", "show", pack],
            ["survey", "close", "--name", text, "--database", database],
            ["device", "add", "--unit", text, "--label", text, "--database", database],
            ["ticket", "issue", "--dossier", text, "--unit", "S01", "--database", database],
            ["people", "erase", "--survey", text, "--contact", text, "--database", database],
            ["case", "list", "--database", database, "--unit", text],
            ["verify", "--database", database, "--receipt", text],
        ];
        foreach (string[] run in runs)
        {
            // What is thrown out of a command fails here; a half of a pair on a command line too.
            SipasRun result = await SipasRun.OfAsync(run);
            Assert.InRange(result.ExitCode, 0, 2);
            SipasRun half = await SipasRun.OfAsync([.. run.Select(argument => argument.Replace(All, "\uD800", StringComparison.Ordinal))]);
            Assert.InRange(half.ExitCode, 0, 2);
        }
    }

    private static void Note(List<string> faults, string what, HttpResponseMessage response)
    {
        if ((int)response.StatusCode >= 500)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.RequestMessage!.Method} {what}"));
        }
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Strings(JsonNode node) => node switch
    {
        JsonObject one => one.ToArray()
            .SelectMany(pair => pair.Value is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? [(one, (object)pair.Key)] : pair.Value is null ? [] : Strings(pair.Value)),
        JsonArray many => many.ToArray().SelectMany((item, i) => item is null ? [] : Strings(item)),
        _ => [],
    };

    // The escape must reach the host as it is written: it stands in for a mark after the body is written.
    private static string Spoilt(string body, int index, string text)
    {
        JsonNode node = JsonNode.Parse(body)!;
        (JsonNode parent, object key) = Strings(node).ElementAt(index);
        ((JsonObject)parent)[(string)key] = "@@@";
        return node.ToJsonString().Replace("@@@", text, StringComparison.Ordinal);
    }
}
