using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.AspNetCore;

public sealed class MappingTests
{
    [Fact]
    public async Task Map_WithoutAddSipas_NamesWhatToCall()
    {
        await using WebApplication app = TestHost.Build(_ => { });

        SipasException kiosk = Assert.Throws<SipasException>(() => app.MapSipasKiosk());
        SipasException reports = Assert.Throws<SipasException>(() => app.MapSipasReports());

        Assert.All([kiosk, reports], error => Assert.Equal("CFG0005", Assert.Single(error.Problems).Code));
        Assert.Contains("AddSipas", kiosk.Message, StringComparison.Ordinal);
        Assert.Contains("MapSipasReports", reports.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapSipasReports_NobodyNamed_StopsTheHostAndRefusesEveryRequest()
    {
        var log = new RecordingLoggerProvider();
        var held = new TaskCompletionSource();
        await using WebApplication app = TestHost.Build(builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.AddSipas().AddMethodPack("kiosk-9").UseInMemory();
            builder.Services.AddHostedService(_ => new StopDelay(held.Task));
        });
        app.MapSipasReports();
        string[] reports = ["/reports", "/reports/units/SO-01", "/sipas/v1/units", "/sipas/v1/units/SO-01/index",
            "/sipas/assets/reports.css"];
        try
        {
            await app.StartAsync();
            Assert.True(app.Lifetime.ApplicationStopping.IsCancellationRequested);
            Assert.Equal(1, Environment.ExitCode);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            foreach (string path in reports)
            {
                using HttpResponseMessage response = await client.GetAsync(path);
                Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
                Assert.Contains("CFG0006", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
        finally
        {
            Environment.ExitCode = 0;
            held.SetResult();
        }

        string critical = Assert.Single(log.Critical);
        Assert.Contains("CFG0006", critical, StringComparison.Ordinal);
        Assert.Contains("RequireAuthorization", critical, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapSipasAdmin_WhatItNeedsIsMissing_NamesWhatToCall()
    {
        await using WebApplication bare = TestHost.Build(builder => builder.Services.AddSipas().AddMethodPack("kiosk-9").UseInMemory());
        await using WebApplication without = TestHost.Build(builder =>
            builder.Services.AddSipas().AddMethodPack("kiosk-9").UseStorage("own", _ => new InMemoryStorage()).AddAdmin());

        Problem services = Assert.Single(Assert.Throws<SipasException>(() => bare.MapSipasAdmin()).Problems);
        Problem people = Assert.Single(Assert.Throws<SipasException>(() => without.MapSipasAdmin()).Problems);

        Assert.Equal(("CFG0005", "builder.Services.AddSipas(…).AddAdmin()"), (services.Code, services.Allowed));
        Assert.Equal("PPL0006", people.Code);
    }

    [Fact]
    public async Task MapSipasAdmin_NobodyNamed_StopsTheHostAndRefusesEveryRequest()
    {
        var log = new RecordingLoggerProvider();
        var held = new TaskCompletionSource();
        await using WebApplication app = TestHost.Build(builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.AddSipas().AddMethodPack("kiosk-9").UseInMemory().AddAdmin();
            builder.Services.AddHostedService(_ => new StopDelay(held.Task));
        });
        app.MapSipasReports().AllowAnonymous();
        app.MapSipasAdmin();
        try
        {
            await app.StartAsync();
            Assert.True(app.Lifetime.ApplicationStopping.IsCancellationRequested);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            using HttpResponseMessage response = await client.GetAsync("/admin");
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Contains("PPL0007", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using HttpResponseMessage reports = await client.GetAsync("/reports");
            Assert.Equal(HttpStatusCode.OK, reports.StatusCode);
        }
        finally
        {
            Environment.ExitCode = 0;
            held.SetResult();
        }

        Assert.Contains("app.MapSipasAdmin().RequireAuthorization", Assert.Single(log.Critical), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapSipasAdmin_PolicyNamed_StandsOnEveryRouteOfTheOfficer()
    {
        await using WebApplication app = TestHost.Build(builder =>
        {
            builder.Services.AddAuthorization(options => options.AddPolicy("CanBo", policy => policy.RequireAssertion(_ => false)));
            builder.Services.AddAuthentication("none").AddCookie("none");
            builder.Services.AddSipas().AddMethodPack("kiosk-9").UseInMemory().AddAdmin();
        });
        app.MapSipasAdmin().RequireAuthorization("CanBo");
        await app.StartAsync();

        RouteEndpoint[] routes = [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

        Assert.Contains(routes, route => route.RoutePattern.RawText == "/admin");
        Assert.All(routes, route => Assert.Equal("CanBo", route.Metadata.GetMetadata<IAuthorizeData>()?.Policy));
    }

    [Fact]
    public async Task MapSipasReports_PolicyNamed_StandsOnEveryReportRouteAndOnNoKioskRoute()
    {
        await using WebApplication app = TestHost.Build(builder =>
        {
            builder.Services.AddAuthorization(options => options.AddPolicy("LanhDao", policy => policy.RequireAssertion(_ => false)));
            builder.Services.AddAuthentication("none").AddCookie("none");
            builder.Services.AddSipas().AddMethodPack("kiosk-9").UseInMemory();
        });
        app.MapSipasKiosk();
        app.MapSipasReports().RequireAuthorization("LanhDao");
        await app.StartAsync();

        Assert.False(app.Lifetime.ApplicationStopping.IsCancellationRequested);
        RouteEndpoint[] routes = [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
        string[] guarded = [.. routes.Where(route => route.Metadata.GetMetadata<IAuthorizeData>()?.Policy == "LanhDao")
            .Select(route => route.RoutePattern.RawText!).Distinct()];
        string[] open = [.. routes.Where(route => route.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(route => route.RoutePattern.RawText!).Distinct()];
        Assert.Equal(
            [
                "/reports", "/reports/ranking", "/reports/units/{code}", "/reports/{**rest:nonfile}", "/sipas/assets/reports.css",
                "/sipas/v1/combined", "/sipas/v1/comparison", "/sipas/v1/packs", "/sipas/v1/packs/{id}", "/sipas/v1/points",
                "/sipas/v1/questions",
                "/sipas/v1/ranking", "/sipas/v1/units", "/sipas/v1/units/{code}/index", "/sipas/{**rest}",
            ],
            guarded.Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "/counter/{**rest:nonfile}",
                "/counter/{unit}",
                "/kiosk/enrol",
                "/kiosk/sw.js",
                "/kiosk/{**rest:nonfile}",
                "/kiosk/{unit}",
                "/kiosk/{unit}/manifest.webmanifest",
                "/q/{**rest:nonfile}",
                "/q/{unit}",
                "/sipas/assets/kiosk-{version}/{file}",
                "/sipas/assets/kiosk.css",
                "/sipas/v1/ballots",
                "/sipas/v1/contacts",
                "/sipas/v1/devices/counter",
                "/sipas/v1/devices/enrol",
                "/sipas/v1/devices/heartbeat",
                "/sipas/v1/keys",
                "/sipas/v1/quarantine",
                "/sipas/{**rest}",
                "/t/{**rest:nonfile}",
                "/t/{token}",
            ],
            open.Order(StringComparer.Ordinal));

        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
        using HttpResponseMessage reports = await client.GetAsync("/reports");
        Assert.Equal(HttpStatusCode.Redirect, reports.StatusCode);
        using HttpResponseMessage kiosk = await client.GetAsync("/kiosk/none");
        Assert.Equal(HttpStatusCode.NotFound, kiosk.StatusCode);
    }

    [Fact]
    public async Task Map_UnderAGroupAndABasePath_AddressesStayRight()
    {
        await using WebApplication app = TestHost.Build(builder => builder.Services.AddSipas().AddMethodPack("kiosk-9").UseInMemory());
        app.UsePathBase("/mot-cua");
        app.UseRouting();
        RouteGroupBuilder group = app.MapGroup("/sipas-2026");
        group.MapSipasKiosk();
        group.MapSipasReports().AllowAnonymous();
        await app.Services.GetRequiredService<ISipasStorage>().Units.SaveAsync(TestHost.Units, CancellationToken.None);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        string page = await client.GetStringAsync("/mot-cua/sipas-2026/kiosk/SO-01");

        Assert.Contains("\"submitUrl\":\"/mot-cua/sipas-2026/sipas/v1/ballots\"", page, StringComparison.Ordinal);
        Assert.Matches("src=\"/mot-cua/sipas-2026/sipas/assets/kiosk-[0-9a-f]{16}/kiosk.js\"", page);
    }

    [Fact]
    public async Task Map_ApiExplorer_DescribesEveryEndpointWithItsAnswers()
    {
        await using WebApplication app = TestHost.Build(builder =>
        {
            builder.Services.AddEndpointsApiExplorer();
            builder.Services.AddSipas().AddMethodPack("kiosk-9").UseInMemory();
        });
        app.MapSipasKiosk();
        app.MapSipasReports().AllowAnonymous();
        await app.StartAsync();

        ApiDescription[] described =
            [.. app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
                .SelectMany(group => group.Items)];

        Assert.Equal(
            [
                "GET sipas/v1/combined: 200 400 503", "GET sipas/v1/comparison: 200 400 503",
                "GET sipas/v1/devices/counter: 200 401 404 429 503", "GET sipas/v1/keys: 200 503", "GET sipas/v1/packs/{id}: 200 404",
                "GET sipas/v1/packs: 200", "GET sipas/v1/points: 200 400 503", "GET sipas/v1/questions: 200 400 503",
                "GET sipas/v1/ranking: 200 400 503", "GET sipas/v1/units/{code}/index: 200 400 403 404 503", "GET sipas/v1/units: 200 503",
                "POST sipas/v1/ballots: 200 201 400 401 408 409 413 415 429 503", "POST sipas/v1/comparison: 200 400 408 413 415 503",
                "POST sipas/v1/contacts: 200 201 400 401 404 408 409 413 415 429 503",
                "POST sipas/v1/devices/enrol: 200 400 401 408 413 415 429 503",
                "POST sipas/v1/devices/heartbeat: 200 400 401 408 413 415 429 503",
                "POST sipas/v1/quarantine: 200 400 401 408 413 429 503",
            ],
            described.Select(api => $"{api.HttpMethod} {api.RelativePath}: {Statuses(api)}").Order(StringComparer.Ordinal));
        Assert.Equal("application/json",
            Assert.Single(described.Single(api => api.RelativePath == "sipas/v1/ballots").SupportedRequestFormats).MediaType);
    }

    private static string Statuses(ApiDescription api) =>
        string.Join(" ", api.SupportedResponseTypes.Select(type => type.StatusCode).Order());

    /// <summary>
    /// Stops when a task is completed. It is no clock: the host waits for it and no time passes, so a fake time provider cannot replace it.
    /// </summary>
    private sealed class StopDelay(Task until) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => until;
    }

    private sealed class RecordingLoggerProvider : ILoggerProvider, ILogger
    {
        public List<string> Critical { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical)
            {
                Critical.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
