using System.CommandLine;
using System.Globalization;
using Sipas.ReferenceHost.Demo;
using Sipas.ReferenceHost.Hosting;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost.Commands.Serving;

/// <summary><c>sipas demo</c>: creates an invented province once, then serves it.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var database = new Option<string>("--database")
        {
            Description = "SQLite file of the demo",
            DefaultValueFactory = _ => Path.Combine("data", "demo.db"),
        };
        var listen = new ListenOptions();
        var makeOnly = new Option<bool>("--make-only") { Description = "Create the data and exit" };
        Command command = listen.AddTo(
            new Command("demo", "Create a fictitious province if it does not exist, and serve its kiosks, reports and officer's pages")
            {
                database, makeOnly,
            });
        command.SetAction((parsed, cancellationToken) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            return CommandRunner.RunAsync(parsed, async () =>
            {
                string path = SqlitePath.Resolve(parsed.GetValue(database)!);
                long made = await DemoData.EnsureAsync(path, cancellationToken).ConfigureAwait(false);
                await output.WriteLineAsync(made == 0
                    ? $"Dữ liệu minh họa đã có / The demo data already exist: {path}"
                    : string.Create(CultureInfo.InvariantCulture,
                        $"Đã tạo {made} phiếu minh họa / {made} illustrative ballots were created: {path}")).ConfigureAwait(false);
                if (parsed.GetValue(makeOnly))
                {
                    return CommandRunner.Done;
                }

                // The kiosk belongs to a department, because the demo's districts ended on 30 June 2025.
                var settings = new WebHostSettings
                {
                    UseStorage = sipas =>
                    {
                        sipas.Services.AddSingleton(parsed.Clock());
                        sipas.UseSqlite(path);
                    },
                    Address = listen.Read(parsed),
                    PublicReports = true,
                    LiveFigures = true,
                    OpenAdmin = true,
                    OfferContact = true,
                };
                return await ServeCommand.RunAsync(settings, DemoProvince.Units[0].Code, output, cancellationToken).ConfigureAwait(false);
            });
        });
        return command;
    }
}
