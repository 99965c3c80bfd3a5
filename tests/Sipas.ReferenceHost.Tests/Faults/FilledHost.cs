using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Devices;
using Sipas.Hosting;
using Sipas.Packs;
using Sipas.Paper;
using Sipas.Plans;
using Sipas.ReferenceHost.Hosting;
using Sipas.Sampling;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Surveys;
using Sipas.Tickets;

namespace Sipas.ReferenceHost.Faults;

/// <summary>The whole host on SQLite with something of every kind in it, and everything that may be asked of it: found
/// among its routes and in the forms of its pages.</summary>
internal sealed class FilledHost : IAsyncDisposable
{
    private static readonly string[] Surveys = ["PX-2026", "PX-2027", "PX-2028", "PX-2029"];

    private readonly Dictionary<string, string[]> _values = new(StringComparer.Ordinal)
    {
        ["survey"] = Surveys,
        ["unit"] = ["S01", "A1"],
        ["code"] = ["S01", "A1"],
        ["batch"] = ["L-01"],
        ["number"] = ["1"],
        ["ballot"] = ["1"],
        ["id"] = ["kiosk-9"],
        ["format"] = ["csv", "xlsx"],
        ["file"] = ["kiosk.js"],
    };

    private readonly WebApplication _app;

    private FilledHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>An officer's browser: with cookies, and without following.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>A ticket that is not spent.</summary>
    public string Ticket { get; private set; } = "";

    /// <param name="database">Path of the database.</param>
    /// <param name="failure">What every question to the storages fails with; null for nothing.</param>
    /// <param name="isFilled">Whether there is something in it.</param>
    public static async Task<FilledHost> StartAsync(string database, Func<Exception?>? failure = null, bool isFilled = true)
    {
        failure ??= () => null;
        WebApplication app = HostFactory.CreateWeb(new WebHostSettings
        {
            UseStorage = sipas => Unlimited(sipas)
                .UseStorage("failing", services => FailingProxy.Of<ISipasStorage>(
                    new SqliteStorage(database, services.GetRequiredService<MethodPackRegistry>(),
                        services.GetRequiredService<TimeProvider>()), failure))
                .UsePersonalDataStorage(services =>
                    FailingProxy.Of<IPersonalDataStorage>(
                        new SqlitePersonalDataStorage(SqlitePersonalDataStorage.PathBeside(database),
                            services.GetRequiredService<TimeProvider>()), failure)),
            Address = "http://127.0.0.1:0",
            PublicReports = true,
            LiveFigures = true,
            OpenAdmin = true,
            OpenTickets = true,
            OfferContact = true,
        });
        await app.StartAsync();
        var host = new FilledHost(app);
        if (isFilled)
        {
            await host.FillAsync();
        }

        return host;
    }

    public static FormattableString Ballot(Guid id, string unit = "S01", string text = "Tốt") => $$"""
        {"id":"{{id}}","pack":"three-level","questionnaireVersion":"1","unit":"{{unit}}","procedure":"1.004227",
         "mode":"kiosk","basis":"selfSelected","language":"vi",
         "startedAt":"2026-11-20T08:00:00+07:00","completedAt":"2026-11-20T08:01:10+07:00",
         "answers":{"T1":3,"T2":2,"T3":3,"T4":1,"T5":3},"values":{"O":"{{text}}"} }
        """;

    /// <summary>Every address that is read, with every value that there is.</summary>
    public IReadOnlyList<string> Addresses() =>
    [
        .. Routes("GET").SelectMany(route => Filled(route.RoutePattern.RawText!)),
        "/admin/paper/L-01/key?pass=1", "/admin/paper/L-01/key?pass=2&number=001", "/admin/paper/L-01/key?pass=3&number=001",
    ];

    /// <summary>The routes for a method, without those that answer unknown addresses.</summary>
    public IEnumerable<RouteEndpoint> Routes(string method) =>
        Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) == true)
        .DistinctBy(endpoint => endpoint.RoutePattern.RawText);

    /// <summary>The addresses of a route, with every value that there is.</summary>
    public IReadOnlyList<string> Filled(string pattern)
    {
        string[] found = [pattern];
        foreach ((string name, string[] values) in _values)
        {
            found = [.. found.SelectMany(one => one.Contains("{" + name, StringComparison.Ordinal)
                ? values.Select(value => one.Replace($"{{{name}}}", value, StringComparison.Ordinal)
                    .Replace($"{{{name}:long}}", value, StringComparison.Ordinal))
                : [one])];
        }

        return found;
    }

    /// <summary>The names of what a route reads from its query.</summary>
    public static IEnumerable<string> QueryOf(RouteEndpoint route) => route.Metadata.OfType<IParameterBindingMetadata>()
        .Where(parameter => parameter.ParameterInfo.ParameterType == typeof(string)).Select(parameter => parameter.Name)
        .Where(name => route.RoutePattern.Parameters.All(known => known.Name != name));

    /// <summary>Every form of every page, each once.</summary>
    public async Task<IReadOnlyList<FoundForm>> FormsAsync()
    {
        var forms = new Dictionary<string, FoundForm>(StringComparer.Ordinal);
        foreach (string address in Addresses())
        {
            using HttpResponseMessage response = await Client.GetAsync(new Uri(address, UriKind.Relative));
            if (response.Content.Headers.ContentType?.MediaType == "text/html")
            {
                foreach (FoundForm form in FoundForm.Of(address, await response.Content.ReadAsStringAsync()))
                {
                    forms.TryAdd(form.Key, form);
                }
            }
        }

        return [.. forms.Values];
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string json) =>
        await Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static ISipasBuilder Unlimited(ISipasBuilder sipas)
    {
        sipas.Services.AddLogging(logging => logging.ClearProviders());
        sipas.Services.Configure<SipasOptions>(options =>
            (options.Collection.OpenBurst, options.Collection.OpenPerSecond) = (100_000, 10_000));
        return sipas;
    }

    private async Task FillAsync()
    {
        await Services.GetRequiredService<ISipasStorage>().Units.SaveAsync(SampleBallots.Units, default);
        await Services.GetRequiredService<SurveyState>().ReloadAsync(default);
        for (int i = 1; i <= 3; i++)
        {
            using HttpResponseMessage ballot = await PostAsync("/sipas/v1/ballots",
                FormattableString.Invariant(Ballot(SampleBallots.Id(i))));
            Assert.Equal(HttpStatusCode.Created, ballot.StatusCode);
        }

        await FillPeopleAsync();
        await FillDeskAsync();
        await FillCollectionAsync();
        Ticket = (await Services.GetRequiredService<ITicketIssuer>().IssueAsync("HS-77", "S01")).Token;
        _values["token"] = [Ticket];
    }

    // A survey that is drawn, one with a frame, one with a plan alone, one with a sealed frame.
    private async Task FillPeopleAsync()
    {
        var people = Services.GetRequiredService<IPersonalDataStorage>();
        foreach (string survey in Surveys)
        {
            SurveyPlan plan = SamplePeople.Plan(survey);
            await people.Plans.SavePlanAsync(plan, 0, "Lan", default);
            if (survey == "PX-2028")
            {
                continue;
            }

            StoredFrame frame = await people.Frames.SaveFrameAsync(survey, SamplePeople.Frame(), "Lan", default);
            if (survey == "PX-2027")
            {
                continue;
            }

            frame = await people.Frames.SealFrameAsync(frame.Id,
                FrameSeal.Of(people.Frames.OpenFrame(frame), plan.ToDrawDesign(), SampleBallots.Noon) with { Plan = survey }, default);
            if (survey == "PX-2026")
            {
                await people.Samples.SaveDrawAsync(survey, SamplePeople.Draw(people.Frames.OpenFrame(frame), plan), "Lan", default);
            }
        }
    }

    private async Task FillDeskAsync()
    {
        var service = Services.GetRequiredService<PaperEntryService>();
        Assert.Empty(await service
            .OpenAsync(new PaperBatch
            {
                Code = "L-01",
                PackId = "kiosk-9",
                QuestionnaireVersion = "five-1",
                UnitCode = "S01",
                Day = new DateOnly(2026, 5, 1),
                SheetCount = 2,
                Basis = SelectionBasis.SelfSelected,
            }, default));
        using (AuditActor.Begin("An"))
        {
            Assert.Empty(await service.KeyAsync("L-01", "001", KeyingPass.First,
                Enumerable.Range(1, 9).ToDictionary(i => string.Create(CultureInfo.InvariantCulture, $"K{i}"), _ => "3"), default));
        }

        string page = await Client.GetStringAsync(new Uri("/admin/import", UriKind.Relative));
        FoundForm upload = FoundForm.Of("/admin/import", page).Single(form => form.HasFile);
        byte[] file = Encoding.UTF8.GetBytes("Số phiếu,Đơn vị,K1,K2,K3,K4,K5,K6,K7,K8,K9\n001,S01,5,4,3,2,1,5,5,5,5\n");
        using HttpContent content = upload.ToContent("questionnaire", "kiosk-9/five-1", ("a.csv", file));
        using HttpResponseMessage sent = await Client.PostAsync(new Uri("/admin/import", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        string columns = sent.Headers.Location!.ToString();
        _values["id"] = ["kiosk-9", columns.Split('/')[3]];
        FoundForm choice = FoundForm.Of(columns, await Client.GetStringAsync(new Uri(columns, UriKind.Relative)))
            .First(form => form.Fields.Any(field => field.Key == "item.K1"));
        using HttpContent chosen = choice.ToContent("day", "2026-05-01");
        using HttpResponseMessage _ = await Client.PostAsync(new Uri(choice.Action, UriKind.Relative), chosen);
    }

    private async Task FillCollectionAsync()
    {
        await Services.GetRequiredService<DeviceRegistry>().AddAsync("S01", "Quầy 3", DevicePhase.Official, default);
        using var package = new HttpRequestMessage(HttpMethod.Post, "/sipas/v1/quarantine") { Content = new ByteArrayContent([1, 2, 3]) };
        package.Content.Headers.ContentType = new("application/octet-stream");
        package.Headers.Add("Sipas-Ballot-Id", "0197b3c4-5d10-7c3e-9a51-3f0c2d1e8b01");
        using HttpResponseMessage stored = await Client.SendAsync(package);
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        using HttpResponseMessage contact = await PostAsync("/sipas/v1/contacts", ContactBody(Guid.NewGuid()));
        Assert.Equal(HttpStatusCode.Created, contact.StatusCode);
        string code = (await Services.GetRequiredService<IPersonalDataStorage>().Cases.ReadCasesAsync(default)).Single().Code;
        _values["code"] = [.. _values["code"], code];
    }

    public string ContactBody(Guid id)
    {
        string consent = Services.GetRequiredService<IOptions<SipasOptions>>().Value.Contact.ConsentVersion();
        return $$"""
            {"id":"{{id}}","unit":"S01","name":"Bà Lan","contact":"0912 000 111","about":"Hồ sơ chậm",
             "language":"vi","consent":"{{consent}}"}
            """;
    }
}
