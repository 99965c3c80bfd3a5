using System.CommandLine;
using System.Globalization;
using Sipas.AspNetCore;
using Sipas.Common;
using Sipas.Storage;
using Sipas.Tickets;

namespace Sipas.ReferenceHost.Commands.Collection;

/// <summary><c>sipas ticket</c>: issues tickets and counts them.</summary>
internal static class TicketCommand
{
    public static Command Create() => new("ticket", "Issue and count tickets: one ballot per dossier") { Issue(), Count() };

    private static Command Issue()
    {
        var store = new StoreOptions();
        var dossier = new Option<string>("--dossier") { Description = "Dossier number; it is not stored", Required = true };
        var unit = new Option<string>("--unit") { Description = "Code of the unit that handled the dossier", Required = true };
        var procedure = new Option<string?>("--procedure") { Description = "Code of the procedure" };
        var sampled = new Option<bool>("--sampled") { Description = "The dossier belongs to the sample: its ballot counts as sampled" };
        var address = new Option<string?>("--host") { Description = "Address of the host, for the link and the QR code" };
        var qr = new Option<string?>("--qr") { Description = "SVG file for the QR code of the link; needs --host" };
        Command command = store.AddToHost(
            new Command("issue", "Issue the ticket of a dossier; repeating the command prints the same ticket")
            {
                dossier, unit, procedure, sampled, address, qr,
            });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            ITicketIssuer tickets = services.GetRequiredService<ITicketIssuer>();
            (string number, string code, string? what) = (parsed.GetRequiredValue(dossier), parsed.GetRequiredValue(unit),
                parsed.GetValue(procedure));
            IssuedTicket issued = await (parsed.GetValue(sampled)
                ? tickets.IssueSampledAsync(number, code, what, cancellationToken)
                : tickets.IssueAsync(number, code, what, cancellationToken)).ConfigureAwait(false);
            string link = (parsed.GetValue(address) ?? "").TrimEnd('/') + issued.Path;
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{link}  → {Iso8601.Write(issued.Ticket.ExpiresAt)}")
                .ConfigureAwait(false);
            if (parsed.GetValue(address) is not null && parsed.GetValue(qr) is { } file)
            {
                await PrivateFile.WriteAsync(file, System.Text.Encoding.UTF8.GetBytes(SipasQr.Svg(link)), cancellationToken)
                    .ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }, cancellationToken));
        return command;
    }

    private static Command Count()
    {
        var store = new StoreOptions();
        Command command = store.AddToHost(new Command("count", "Print the number of tickets issued, by unit"));
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            if (!store.HasPeople(parsed))
            {
                return CommandRunner.Done;
            }

            IReadOnlyDictionary<string, long> counts = await services.GetRequiredService<IPersonalDataStorage>().Tickets
                .CountTicketsAsync(cancellationToken).ConfigureAwait(false);
            foreach ((string unit, long count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{unit} {count}"))
                    .ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }, cancellationToken, readOnly: true));
        return command;
    }
}
