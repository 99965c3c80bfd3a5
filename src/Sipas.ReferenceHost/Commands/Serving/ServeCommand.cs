using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Sipas.Problems;
using Sipas.ReferenceHost.Hosting;
using Sipas.ReferenceHost.Web;
using Sipas.Surveys;

namespace Sipas.ReferenceHost.Commands.Serving;

/// <summary><c>sipas serve</c>: serves kiosks and reports of a database.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var listen = new ListenOptions();
        var publicReports = new Option<bool>("--public-reports")
        {
            Description = "Make the reports readable to everyone who can reach the address",
        };
        var liveFigures = new Option<bool>("--live-figures")
        {
            Description = "Show live figures to all readers of the reports; use it only where all readers are officers. By default, "
                + "figures are published in batches",
        };
        TypedOption<int> batchBallots = Typed.SmallWhole("--batch-ballots", "Ballots per batch of figures, 1 to 1,000. Default: 10");
        TypedOption<int> batchDays = Typed.SmallWhole("--batch-days", "Days between two batches of a unit, 1 to 366. Default: 1");
        var openAdmin = new Option<bool>("--open-admin")
        {
            Description = "Serve the officer's pages to everyone who can reach the address; use it only where all users are officers",
        };
        var openTickets = new Option<bool>("--open-tickets")
        {
            Description = "Issue tickets over HTTP to everyone who can reach the address; use it only where the one-stop shop's "
                + "application is the only client",
        };
        var offerContact = new Option<bool>("--offer-contact")
        {
            Description = "Offer citizens who give a low rating to be contacted; an officer has to handle the requests at /admin/cases",
        };
        var requireDevices = new Option<bool>("--require-devices") { Description = "Accept kiosk ballots from enrolled devices only" };
        var noOpenBallots = new Option<bool>("--no-open-ballots")
        {
            Description = "Accept ballots with a credential only: an enrolled device, a ticket or an officer",
        };
        var noOpenBallotsAt = new Option<string[]>("--no-open-ballots-at")
        {
            Description = "Codes of units for which ballots are accepted with a credential only",
            AllowMultipleArgumentsPerToken = true,
        };
        var presenceAt = new Option<string[]>("--presence-at")
        {
            Description = "Codes of units with a counter display of changing QR codes: /counter/UNIT on an enrolled device",
            AllowMultipleArgumentsPerToken = true,
        };
        var requirePresence = new Option<bool>("--require-presence")
        {
            Description = "Accept ballots by link at these units only with a counter code",
        };
        TypedOption<int> presenceSeconds = Typed.SmallWhole("--presence-seconds",
            "Seconds after which the display shows a new code, 15 to 600", 60);
        TypedOption<int> ballotsPerCode = Typed.SmallWhole("--ballots-per-code",
            "Maximum number of ballots per counter code, 1 to 1000", 5);
        Command command = store.AddToHost(listen.AddTo(new Command("serve", "Serve kiosks, reports and the officer's pages")
        {
            publicReports, liveFigures, batchBallots, batchDays, openAdmin, openTickets, offerContact, requireDevices, noOpenBallots,
            noOpenBallotsAt,
            presenceAt, requirePresence, presenceSeconds, ballotsPerCode,
        }));
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, () =>
        {
            var settings = new WebHostSettings
            {
                UseStorage = store.Use(parsed, logs: true),
                Address = listen.Read(parsed),
                PublicReports = parsed.GetValue(publicReports),
                LiveFigures = parsed.GetValue(liveFigures),
                BatchBallots = batchBallots.Find(parsed),
                BatchDays = batchDays.Find(parsed),
                OpenAdmin = parsed.GetValue(openAdmin),
                OpenTickets = parsed.GetValue(openTickets),
                OfferContact = parsed.GetValue(offerContact),
                RequireDevices = parsed.GetValue(requireDevices),
                OpenBallots = !parsed.GetValue(noOpenBallots),
                UnitsWithoutOpenBallots = parsed.GetValue(noOpenBallotsAt) ?? [],
                PresenceAt = parsed.GetValue(presenceAt) ?? [],
                RequirePresence = parsed.GetValue(requirePresence),
                PresenceSeconds = presenceSeconds.Of(parsed),
                BallotsPerCode = ballotsPerCode.Of(parsed),
            };
            return RunAsync(settings, kioskUnit: "{unit}", parsed.InvocationConfiguration.Output, cancellationToken);
        }));
        return command;
    }

    /// <summary>Runs the web host until it is stopped, and prints its addresses once it listens.</summary>
    public static async Task<int> RunAsync(WebHostSettings settings, string kioskUnit, TextWriter output,
        CancellationToken cancellationToken)
    {
        WebApplication app = HostFactory.CreateWeb(settings);
        await using (app.ConfigureAwait(false))
        {
            await StartAsync(app, settings.Address.Address, cancellationToken).ConfigureAwait(false);
            SurveyState state = app.Services.GetRequiredService<SurveyState>();
            if (settings.UnitsWithoutOpenBallots.FirstOrDefault(code => state.Units.Find(code) is null) is { } unknown)
            {
                // With a mistyped code its unit would remain open.
                throw new SipasException(new Problem(ProblemCodes.UnitNotFound, "--no-open-ballots-at", unknown));
            }

            if (settings.PresenceAt.FirstOrDefault(code => state.Units.Find(code) is null) is { } mistyped)
            {
                throw new SipasException(new Problem(ProblemCodes.UnitNotFound, "--presence-at", mistyped));
            }

            string address = app.Urls.First();
            await output.WriteLineAsync($"Báo cáo / Reports:  {address}/reports").ConfigureAwait(false);
            if (settings.OpenAdmin)
            {
                await output.WriteLineAsync($"Nghiệp vụ / Officer: {address}/admin").ConfigureAwait(false);
            }

            await output.WriteLineAsync($"Kiosk:              {address}/kiosk/{kioskUnit}").ConfigureAwait(false);
            await output.WriteLineAsync($"OpenAPI:            {address}/openapi/v1.json").ConfigureAwait(false);
            await output.WriteLineAsync($"Tên / Names:        {app.Services.GetRequiredService<HostNames>()} (--host)")
                .ConfigureAwait(false);
            await output.WriteLineAsync("Ctrl+C để dừng / to stop").ConfigureAwait(false);
            await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
            return Environment.ExitCode;
        }
    }

    // For example a port in use, a missing permission, or an address of another machine. Errors of the store were
    // reported before.
    private static async Task StartAsync(WebApplication app, string address, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException
            or IOException { InnerException: AddressInUseException or SocketException or AggregateException })
        {
            throw new SipasException(
                new Problem(ProblemCodes.AddressNotBound, "--address", address, error.Message.Split('\n')[0].TrimEnd('.', '\r')), error);
        }
    }
}
