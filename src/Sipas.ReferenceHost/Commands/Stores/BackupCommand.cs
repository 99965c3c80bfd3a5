using System.CommandLine;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost.Commands.Stores;

/// <summary><c>sipas backup</c> and <c>sipas restore</c>: a complete copy of a SQLite survey with its keys, while it is
/// in use.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        Option<string?> people = People();
        var without = new Option<bool>("--without-people")
        {
            Description = "Leave out the personal-data file and the ticket key; a restored host then refuses the issued tickets",
        };
        var target = new Option<string>("--to")
        {
            Description = "Backup file to write; it must not exist yet. The backup contains secrets: the keys are stored next to it",
            Required = true,
        };
        var command = new Command("backup",
            "Back up the SQLite files of ballots and personal data with the receipt and ticket keys, while ballots arrive")
            {
                database, people, without, target,
            };
        command.SetAction((parsed, _) =>
            CopyAsync(parsed, parsed.GetValue(database)!, parsed.GetRequiredValue(target), parsed.GetValue(people), null,
                parsed.GetValue(without)));
        return command;
    }

    public static Command CreateRestore()
    {
        Option<string> database = DatabaseOption.Create();
        Option<string?> people = People();
        var source = new Option<string>("--from") { Description = "Backup file", Required = true };
        var command = new Command("restore", "Restore a backup to a place without a database; then verify it with 'sipas verify'")
        {
            database, people, source,
        };
        command.SetAction((parsed, _) =>
            CopyAsync(parsed, parsed.GetRequiredValue(source), parsed.GetValue(database)!, null, parsed.GetValue(people),
                withoutPeople: false));
        return command;
    }

    private static Option<string?> People() =>
        new("--people-database") { Description = "SQLite file for personal data. Default: sipas.people.db next to sipas.db" };

    // A host without personal data has no personal-data file; a file given as an option must exist.
    private static Task<int> CopyAsync(
        ParseResult parsed, string source, string target, string? people, string? peopleTarget, bool withoutPeople) =>
            CommandRunner.RunAsync(parsed, async () =>
    {
        people ??= File.Exists(SqlitePersonalDataStorage.PathBeside(source)) ? SqlitePersonalDataStorage.PathBeside(source) : null;
        people = withoutPeople ? null : people;
        peopleTarget ??= SqlitePersonalDataStorage.PathBeside(target);
        StoreOptions.WarnOfSqlite(parsed);
        IReadOnlyList<Problem> warnings = SqliteBackup.Copy(source, target, people, peopleTarget);
        foreach (Problem warning in warnings)
        {
            await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, warning).ConfigureAwait(false);
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{source} → {target}").ConfigureAwait(false);
        if (people is not null)
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{people} → {peopleTarget}").ConfigureAwait(false);
        }

        return CommandRunner.Done;
    });
}
