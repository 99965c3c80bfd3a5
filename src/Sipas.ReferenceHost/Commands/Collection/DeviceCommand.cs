using System.CommandLine;
using System.Globalization;
using Sipas.AspNetCore;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Limits;

namespace Sipas.ReferenceHost.Commands.Collection;

/// <summary><c>sipas device</c>: adds, lists and revokes devices, and switches them to the trial or official phase.</summary>
internal static class DeviceCommand
{
    public static Command Create() => new("device", "Manage devices that collect ballots") { Add(), Code(), List(), Revoke(), Phase() };

    private static Command Add()
    {
        var store = new StoreOptions();
        var unit = new Option<string>("--unit") { Description = "Code of the unit for which the device collects", Required = true };
        var label = new Option<string?>("--label") { Description = "Location, for example 'Quầy 3'" };
        Option<string> phase = PhaseOption("Initial phase");
        (Option<string?> address, Option<string?> qr) = Links();
        Command command = store.AddToHost(
            new Command("add", "Add a device and print its one-time enrolment code") { unit, label, phase, address, qr });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            DevicePhaseNames.TryRead(parsed.GetValue(phase), out DevicePhase begins);
            DeviceInvitation invitation = await services.GetRequiredService<DeviceRegistry>()
                .AddAsync(parsed.GetRequiredValue(unit), parsed.GetValue(label), begins, cancellationToken).ConfigureAwait(false);
            return await TellAsync(invitation, parsed, address, qr).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }

    private static Command Code()
    {
        var store = new StoreOptions();
        Argument<string> device = DeviceArgument();
        (Option<string?> address, Option<string?> qr) = Links();
        Command command = store.AddToHost(
            new Command("code", "Print a new one-time code for a device that was wiped or replaced") { device, address, qr });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
            await TellAsync(await services.GetRequiredService<DeviceRegistry>()
                .RenewAsync(parsed.GetRequiredValue(device), cancellationToken).ConfigureAwait(false), parsed, address, qr)
                .ConfigureAwait(false),
            cancellationToken));
        return command;
    }

    private static Command List()
    {
        var store = new StoreOptions();
        var silent = new Option<bool>("--silent")
        {
            Description = "Only devices that have not reported in time; exit code 1 if there are any",
        };
        Command command = store.AddToHost(
            new Command("list", "List devices: code, unit, phase, status, last report, queue, version, clock") { silent });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            DateTimeOffset now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            var after = TimeSpan.FromMinutes(services.GetRequiredService<CollectionSettings>().SilentAfterMinutes);
            IReadOnlyList<Device> devices = await services.GetRequiredService<DeviceRegistry>().ListAsync(cancellationToken)
                .ConfigureAwait(false);
            Device[] shown = [.. devices.Where(device => !parsed.GetValue(silent) || device.IsSilent(now, after))];
            foreach (Device device in shown)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Line(device, now, after)).ConfigureAwait(false);
            }

            return parsed.GetValue(silent) && shown.Length > 0 ? CommandRunner.ProblemsFound : CommandRunner.Done;
        }, cancellationToken, readOnly: true));
        return command;
    }

    private static Command Revoke()
    {
        var store = new StoreOptions();
        Argument<string> device = DeviceArgument();
        Command command = store.AddToHost(
            new Command("revoke", "Revoke a device permanently: everything it sends from now on is refused") { device });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            await services.GetRequiredService<DeviceRegistry>().RevokeAsync(parsed.GetRequiredValue(device), cancellationToken)
                .ConfigureAwait(false);
            return CommandRunner.Done;
        }, cancellationToken));
        return command;
    }

    private static Command Phase()
    {
        var store = new StoreOptions();
        Argument<string> device = DeviceArgument();
        var phase = new Argument<string>("phase") { Description = "trial or official" };
        phase.AcceptOnlyFromAmong([.. DevicePhaseNames.All]);
        Command command = store.AddToHost(
            new Command("phase", "Change the phase of a device from now on; earlier ballots stay in their phase") { device, phase });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            DevicePhaseNames.TryRead(parsed.GetRequiredValue(phase), out DevicePhase next);
            await services.GetRequiredService<DeviceRegistry>().SetPhaseAsync(parsed.GetRequiredValue(device), next, cancellationToken)
                .ConfigureAwait(false);
            return CommandRunner.Done;
        }, cancellationToken));
        return command;
    }

    private static Argument<string> DeviceArgument() => new("device") { Description = "Code of the device, for example D7K2M0XA" };

    private static Option<string> PhaseOption(string description)
    {
        var phase = new Option<string>("--phase")
        {
            Description = description + ": trial or official",
            DefaultValueFactory = _ => "official",
        };
        phase.AcceptOnlyFromAmong([.. DevicePhaseNames.All]);
        return phase;
    }

    private static (Option<string?> Address, Option<string?> Qr) Links() => (
        new Option<string?>("--host")
        {
            Description = "Address of the host, for example https://khaosat.example.vn, for the link and the QR code",
        },
        new Option<string?>("--qr") { Description = "SVG file for the QR code of the link; needs --host" });

    private static async Task<int> TellAsync(DeviceInvitation invitation, ParseResult parsed, Option<string?> address, Option<string?> qr)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        await output.WriteLineAsync($"{invitation.Device.Code} {invitation.Device.UnitCode} {DevicePhaseNames.Of(invitation.Device.Phase)}")
            .ConfigureAwait(false);
        await output.WriteLineAsync($"{invitation.EnrolmentCode}  → {Iso8601.Write(invitation.EndsAt)}").ConfigureAwait(false);
        if (parsed.GetValue(address) is { } host)
        {
            // The code follows the number sign: a browser does not send this part, so no log of addresses contains it.
            string link = $"{host.TrimEnd('/')}/kiosk/enrol#{invitation.EnrolmentCode}";
            await output.WriteLineAsync(link).ConfigureAwait(false);
            if (parsed.GetValue(qr) is { } file)
            {
                await PrivateFile.WriteAsync(file, System.Text.Encoding.UTF8.GetBytes(SipasQr.Svg(link)), CancellationToken.None)
                    .ConfigureAwait(false);
            }
        }

        return CommandRunner.Done;
    }

    private static string Line(Device device, DateTimeOffset now, TimeSpan silentAfter)
    {
        string state = device.RevokedAt is not null
            ? "revoked"
            : device.EnrolledAt is null ? "waiting" : device.IsSilent(now, silentAfter) ? "silent" : "enrolled";
        string sign = device.LastSign is { } last
            ? string.Create(CultureInfo.InvariantCulture,
                $"{Iso8601.Write(last.At)} queue={last.QueueLength} version={last.Version ?? "—"} "
                + $"skew={(last.ClockSkew is { } skew ? skew.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s" : "—")}")
            : "—";
        return $"{device.Code} {device.UnitCode} {DevicePhaseNames.Of(device.Phase)} {state} {sign} {device.Label}".TrimEnd();
    }
}
