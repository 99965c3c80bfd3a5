using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sipas.Common;
using Sipas.Hosting;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.Storage;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.AspNetCore;

/// <summary>A real Kestrel host on a free port, as an outsider would write it, with a store in memory.</summary>
public sealed class TestHost : IAsyncDisposable
{
    public static readonly LocalizedText DemoNotice = new("Dữ liệu minh họa, không phải kết quả khảo sát thật.",
        "Illustrative data, not the result of a real survey.");

    public static readonly IReadOnlyList<OrganisationUnit> Units =
    [
        Unit("SO-01", "Sở Tài nguyên Hoa Sen", "Hoa Sen Department of Resources", "departments"),
        Unit("SO-02", "Sở Xây dựng Hoa Sen", "Hoa Sen Department of Construction", "departments"),
        Unit("XA-01", "Ủy ban nhân dân xã Bình Minh", "People's Committee of Bình Minh commune", "communes"),
        Unit("XA-02", "Ủy ban nhân dân phường Sông Trà", "People's Committee of Sông Trà ward", "communes"),
    ];

    private readonly WebApplication _app;

    private TestHost(WebApplication app, HttpClient client)
    {
        _app = app;
        Client = client;
    }

    public HttpClient Client { get; }

    /// <summary>Stands before every request, as a captive portal or a failing proxy would; null for nothing.</summary>
    public Func<HttpContext, Func<Task>, Task>? Between { get; set; }

    public Uri Address => Client.BaseAddress!;

    public IServiceProvider Services => _app.Services;

    internal SurveyState State => Services.GetRequiredService<SurveyState>();

    public IPersonalDataStorage People => Services.GetRequiredService<IPersonalDataStorage>();

    public ISipasStorage Storage => Services.GetRequiredService<ISipasStorage>();

    public long BallotCount => State.Watermark;

    public static async Task<TestHost> StartAsync(
        Action<SipasOptions>? options = null, LocalizedText? notice = null, Action<IServiceCollection>? services = null,
            ISipasStorage? storage = null, MethodPack? pack = null,
        Action<ISipasBuilder>? sipas = null, bool liveFigures = true, TimeProvider? clock = null)
    {
        WebApplication app = Build(builder =>
        {
            if (clock is not null)
            {
                builder.Services.AddSingleton(clock);
            }

            ISipasBuilder added = builder.Services.AddSipas(set =>
            {
                // Long enough that a busy machine still shows the receipt code.
                set.KioskThanksSeconds = 20;
                options?.Invoke(set);
            });
            if (pack is not null)
            {
                added.AddMethodPack(pack);
            }

            added.AddMethodPack("kiosk-9").AddMethodPack("bnv-2640-2017");
            added = storage is null
                ? added.UseInMemory()
                : added.UseStorage("test", _ => storage).UsePersonalDataStorage(_ => new InMemoryPersonalDataStorage());
            added.AddAdmin();
            if (liveFigures)
            {
                added.AddLiveFigures(_ => ValueTask.FromResult(true));
            }

            sipas?.Invoke(added);
            services?.Invoke(builder.Services);
        });
        TestHost? host = null;
        app.Use((context, next) => host?.Between is { } between ? between(context, () => next(context)) : next(context));
        app.MapGet("/", () => Results.Text("<!DOCTYPE html><title>Trang chủ</title><p>Trang chủ của cổng thông tin</p>",
            "text/html; charset=utf-8"));
        app.MapSipasKiosk();
        app.MapSipasReports().AllowAnonymous();
        app.MapSipasAdmin().AllowAnonymous();
        var store = app.Services.GetRequiredService<ISipasStorage>();
        await store.Units.SaveAsync(Units, CancellationToken.None);
        await store.Notices.SaveNoticeAsync(notice, CancellationToken.None);
        await app.StartAsync();

        // Who asks before sending waits for the answer, however busy the machine is.
        var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        return host = new TestHost(app, new HttpClient(handler) { BaseAddress = new Uri(app.Urls.First()) });
    }

    public static WebApplication Build(Action<WebApplicationBuilder> configure)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure(builder);
        return builder.Build();
    }

    /// <summary>Takes a ballot from a sender who may send it: an interviewer where nobody else may.</summary>
    public Task<IntakeResult> SubmitAsync(TestBallot ballot) => Services.GetRequiredService<BallotIntake>().SubmitAsync(
        ballot.ToBytes(), new BallotSender { IsInterviewer = ballot.Basis == "sampled" || ballot.Mode is not ("kiosk" or "web") },
        CancellationToken.None);

    /// <summary>Takes a ballot as text.</summary>
    public Task<IntakeResult> SubmitAsync(string json) =>
        Services.GetRequiredService<BallotIntake>().SubmitAsync(System.Text.Encoding.UTF8.GetBytes(json), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static OrganisationUnit Unit(string code, string vi, string en, string block) =>
        new() { Code = code, Name = new LocalizedText(vi, en), Block = block };
}
