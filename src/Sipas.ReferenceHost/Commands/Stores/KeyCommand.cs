using System.CommandLine;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.ReferenceHost.Commands.Stores;

/// <summary><c>sipas key</c> and <c>sipas audit</c>.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        Command rotate = store.AddBeginning(
            store.AddTo(new Command("rotate",
                "Replace the key that signs receipts; the old key certifies the new one. Restart running hosts afterwards")));
        rotate.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Create(parsed);
            await storage.OpenAsync(cancellationToken).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"Khóa mới / New key: {await storage.RotateReceiptKeyAsync(cancellationToken).ConfigureAwait(false)}")
                .ConfigureAwait(false);
            return CommandRunner.Done;
        }));
        return new Command("key", "Manage the key that signs receipts") { rotate };
    }

    public static Command CreateAudit()
    {
        var store = new StoreOptions();
        Command command = store.AddTo(new Command("audit", "Print the audit log of the store, oldest first"));
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Read(parsed);
            foreach (AuditRecord record in await storage.Audit.ReadAuditAsync(cancellationToken).ConfigureAwait(false))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    $"{Iso8601.Write(record.At)} {record.Action} {record.Actor ?? "–"} {record.Detail}").ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }
}
