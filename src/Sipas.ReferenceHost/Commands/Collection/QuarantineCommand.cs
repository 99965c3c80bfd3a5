using System.CommandLine;
using System.Globalization;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Storage;

namespace Sipas.ReferenceHost.Commands.Collection;

/// <summary><c>sipas quarantine</c>: submissions that were permanently rejected, as received.</summary>
internal static class QuarantineCommand
{
    public static Command Create() =>
        new("quarantine", "Held submissions that could not be accepted as ballots") { List(), Show(), Release() };

    private static Command List()
    {
        var store = new StoreOptions();
        var trial = new Option<bool>("--trial") { Description = "Ballots of devices in trial mode instead" };
        Command command = store.AddToHost(
            new Command("list", "List held submissions: number, time, sender, length, ballot, status") { trial });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            HeldSubmissionKind kind = parsed.GetValue(trial) ? HeldSubmissionKind.Trial : HeldSubmissionKind.Quarantine;
            foreach (HeldSubmissionEntry entry in await services.GetRequiredService<ISipasStorage>().Held.ListHeldAsync(
                kind, cancellationToken)
                .ConfigureAwait(false))
            {
                string state = entry.ErasedAt is not null ? "erased" : entry.ReleasedAt is null ? "waiting" : "released";
                string line = string.Create(CultureInfo.InvariantCulture,
                    $"{entry.Number} {Iso8601.Write(entry.Receipt.ReceivedAt)} {entry.DeviceCode ?? "—"} {entry.ByteCount} "
                    + $"{entry.Receipt.BallotId:D} {state}");
                await parsed.InvocationConfiguration.Output.WriteLineAsync(line).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }, cancellationToken, readOnly: true));
        return command;
    }

    private static Command Show()
    {
        var store = new StoreOptions();
        TypedArgument<long> number = Number();
        var to = new Option<string?>("--to") { Description = "File to write the bytes to. Default: print as text" };
        Command command = store.AddToHost(new Command("show", "Show a held submission as received") { number, to });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            (_, byte[] body) = await QuarantineService.FindAsync(
                services.GetRequiredService<ISipasStorage>().Held, number.Of(parsed), cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(to) is { } file)
            {
                await PrivateFile.WriteAsync(file, body, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(body)).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }, cancellationToken, readOnly: true));
        return command;
    }

    private static Command Release()
    {
        var store = new StoreOptions();
        TypedArgument<long> number = Number();
        Command command = store.AddToHost(
            new Command("release", "Submit a held submission again after its cause was fixed; remaining problems are reported and it "
                + "stays held") { number });
        command.SetAction((parsed, cancellationToken) => CollectionHost.RunAsync(store, parsed, async services =>
        {
            ReleaseResult result = await services.GetRequiredService<QuarantineService>().ReleaseAsync(number.Of(parsed), cancellationToken)
                .ConfigureAwait(false);
            foreach (Problem problem in result.Problems)
            {
                await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, problem).ConfigureAwait(false);
            }

            if (result.Receipt is { } receipt)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(receipt.Code).ConfigureAwait(false);
            }

            return result.Problems.Count == 0 ? CommandRunner.Done : CommandRunner.ProblemsFound;
        }, cancellationToken));
        return command;
    }

    private static TypedArgument<long> Number() => Typed.WholeArgument("number", "Number of the held submission");
}
