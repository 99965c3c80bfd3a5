using Sipas.Audit;
using Sipas.Hosting;
using Sipas.Packs;
using Sipas.ReferenceHost.Demo;
using Sipas.ReferenceHost.Web;

namespace Sipas.ReferenceHost.Hosting;

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
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. addresses.Urls]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.ConfigureHttpsDefaults(https =>
                (https.ServerCertificate, https.ServerCertificateChain) = (certificate?.Certificate, certificate?.Chain));
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
