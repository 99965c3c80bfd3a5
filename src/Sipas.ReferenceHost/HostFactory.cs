using System.CommandLine;
using Sipas.DependencyInjection;
using Sipas.Questionnaires;
using Sipas.ReferenceHost.Demo;
using Sipas.ReferenceHost.Web;
using Sipas.Storage;

namespace Sipas.ReferenceHost;

/// <summary>Options that several commands have.</summary>
internal static class HostOptions
{
    public static Option<string> Database() =>
        new("--database") { Description = "SQLite file", DefaultValueFactory = _ => Path.Combine("data", "sipas.db") };
}

/// <summary>Settings of a web host.</summary>
internal sealed record WebHostSettings
{
    /// <summary>Selects the storage, and the clock if it is not the system clock.</summary>
    public required Action<ISipasBuilder> UseStorage { get; init; }

    /// <summary>Addresses, names and certificate; only the address is required.</summary>
    public required ListenSettings Address { get; init; }

    /// <summary>Whether anyone who can reach the address may read the reports.</summary>
    public required bool PublicReports { get; init; }

    /// <summary>Whether readers of the reports see live figures.</summary>
    public bool LiveFigures { get; init; }

    /// <summary>Number of ballots per batch of figures; null for the default.</summary>
    public int? BatchBallots { get; init; }

    /// <summary>Days between two batches of a unit; null for the default.</summary>
    public int? BatchDays { get; init; }

    /// <summary>Whether the officer's pages are served, to anyone who can reach the address.</summary>
    public bool OpenAdmin { get; init; }

    /// <summary>Whether tickets are issued over HTTP, to anyone who can reach the address.</summary>
    public bool OpenTickets { get; init; }

    /// <summary>Whether contact is offered to citizens who gave a low rating.</summary>
    public bool OfferContact { get; init; }

    /// <summary>Whether kiosk ballots are accepted from enrolled devices only.</summary>
    public bool RequireDevices { get; init; }

    /// <summary>Whether ballots are accepted from senders without a credential.</summary>
    public bool OpenBallots { get; init; } = true;

    /// <summary>Codes of units that do not accept them.</summary>
    public IReadOnlyList<string> UnitsWithoutOpenBallots { get; init; } = [];

    /// <summary>Codes of units with a display of codes at the counter.</summary>
    public IReadOnlyList<string> PresenceAt { get; init; } = [];

    /// <summary>Whether these units accept ballots by link only with a code of the display.</summary>
    public bool RequirePresence { get; init; }

    /// <summary>Seconds after which the display shows the next code.</summary>
    public int PresenceSeconds { get; init; } = 60;

    /// <summary>Maximum number of ballots per code.</summary>
    public int BallotsPerCode { get; init; } = 5;
}

/// <summary>Builds the host from parts that any host can use: services, storage, packs, routes.</summary>
internal static class HostFactory
{
    /// <summary>Creates the web host: kiosks, reports, optionally the officer's pages, and the description of its API.</summary>
    public static WebApplication CreateWeb(WebHostSettings settings)
    {
        var addresses = ListenAddresses.Parse(settings.Address.Address);
        var names = HostNames.Of(addresses, settings.Address.HostNames);
        var certificate = HostCertificate.Of(addresses, settings.Address.Certificate, settings.Address.CertificateKey);
        ForwardedHeadersOptions proxies = TrustedProxies.Of(settings.Address.Proxies);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. addresses.Urls]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.ConfigureHttpsDefaults(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate?.Certificate, certificate?.Chain));
        });
        builder.Services.KeepRequestsOut();

        // The command reports a startup error in a sentence; the host's own stack trace would hide it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Sipas";
            document.Servers?.Clear();
            return Task.CompletedTask;
        }));
        builder.Services.AddSingleton(names);
        builder.Services.AddAuthorization();
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        ISipasBuilder sipas = AddSipas(builder.Services, settings.UseStorage, own: null).AddAdmin();
        if (settings.LiveFigures)
        {
            sipas.AddLiveFigures(_ => ValueTask.FromResult(true));
        }

        builder.Services.Configure<SipasOptions>(options =>
        {
            options.Contact.Offer = settings.OfferContact;
            options.Disclosure.BatchBallots = settings.BatchBallots ?? options.Disclosure.BatchBallots;
            options.Disclosure.BatchDays = settings.BatchDays ?? options.Disclosure.BatchDays;
            options.Collection.RequireDevices = settings.RequireDevices;
            options.Collection.OpenBallots = settings.OpenBallots;
            options.Collection.RequirePresence = settings.RequirePresence;
            options.Collection.PresenceSeconds = settings.PresenceSeconds;
            options.Collection.BallotsPerCode = settings.BallotsPerCode;
            foreach (string unit in settings.PresenceAt)
            {
                options.Collection.PresenceAt.Add(unit);
            }

            foreach (string unit in settings.UnitsWithoutOpenBallots)
            {
                options.Collection.UnitsWithoutOpenBallots.Add(unit);
            }
        });

        WebApplication app = builder.Build();
        if (settings.Address.Proxies.Count > 0)
        {
            app.UseForwardedHeaders(proxies);
        }

        app.UseGate(names);
        app.UseHsts();
        app.UseAuthorization();
        app.Use(async (context, next) =>
        {
            using (AuditActor.Begin(context.User.Identity?.Name, isAccount: context.User.Identity is { IsAuthenticated: true }))
            {
                await next(context);
            }
        });
        app.MapOpenApi().Finally(route =>
        {
            route.Metadata.Remove(route.Metadata.OfType<HttpMethodMetadata>().Last());
            route.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        });
        app.MapSipasKiosk();
        IEndpointConventionBuilder reports = app.MapSipasReports();
        if (settings.PublicReports)
        {
            reports.AllowAnonymous();
        }

        if (settings.OpenAdmin)
        {
            app.MapSipasAdmin().AllowAnonymous();
        }

        if (settings.OpenTickets)
        {
            app.MapSipasTickets().AllowAnonymous();
        }

        app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], () => Results.Redirect("/reports")).ExcludeFromDescription();
        app.MapSipasNotFound().AllowAnonymous();
        return app;
    }

    /// <summary>Creates a host without a web server, for commands that write to the storage.</summary>
    /// <param name="useStorage">Selects the storage.</param>
    /// <param name="own">A pack that is not shipped; null when the shipped ones suffice.</param>
    public static IHost CreateWithoutWeb(Action<ISipasBuilder> useStorage, MethodPack? own = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = Directory.GetCurrentDirectory() });
        AddSipas(builder.Services, useStorage, own);
        return builder.Build();
    }

    private static ISipasBuilder AddSipas(IServiceCollection services, Action<ISipasBuilder> useStorage, MethodPack? own)
    {
        ISipasBuilder sipas = services.AddSipas(options => options.KioskPack = DemoData.KioskPack);
        useStorage(sipas);
        foreach (string id in MethodPacks.ShippedIds.Where(id => id != own?.Id))
        {
            sipas.AddMethodPack(id);
        }

        if (own is not null)
        {
            sipas.AddMethodPack(own);
        }

        return sipas;
    }
}
