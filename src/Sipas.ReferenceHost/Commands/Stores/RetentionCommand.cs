using System.CommandLine;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Retention;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.ReferenceHost.Commands.Stores;

/// <summary><c>sipas retention</c>: erases data that may identify persons when its retention period ends.</summary>
internal static class RetentionCommand
{
    public static Command Create() =>
        new("retention", "Erase personal data at the end of its retention period; ballots and proofs are retained") { Run() };

    private static Command Run()
    {
        var store = new StoreOptions();
        var policy = new Option<string>("--policy")
        {
            Description = "policy.json with the retention days of each kind; kinds that it does not name are retained",
            Required = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only count the data to be erased; erase nothing" };
        var without = new Option<bool>("--without-people")
        {
            Description = "Skip the personal-data database, for a role that has no access to it",
        };
        Command command = store.AddTo(
            new Command("run", "Erase data whose retention period has ended; prints CSV with kind, survey, before, count")
            {
                policy, dryRun, without,
            });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            var chosen = RetentionPolicy.Read(CsvOutput.ReadBytes(parsed.GetRequiredValue(policy)));
            bool dry = parsed.GetValue(dryRun);
            using SqlStorage storage = dry ? store.Read(parsed) : store.Create(parsed);
            await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            using SqlPersonalDataStorage? people = parsed.GetValue(without)
                ? null
                : await store.FindPeopleAsync(parsed, dry, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<RetentionItem> items = await new RetentionService(storage, people, parsed.Clock())
                .RunAsync(chosen, dry, cancellationToken).ConfigureAwait(false);
            TextWriter output = parsed.InvocationConfiguration.Output;
            await output.WriteAsync(CsvOutput.Line(["kind", "survey", "before", "count", "erased"])).ConfigureAwait(false);
            foreach (RetentionItem item in items)
            {
                await output.WriteAsync(CsvOutput.Line(
                    [RetentionService.NameOf(item.Kind), item.Survey ?? "", Iso8601.Write(item.Before), CsvOutput.Show(item.Count),
                        dry ? "0" : "1"]))
                    .ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }
}
