using System.CommandLine;
using Sipas.Storage.Dapper.Sqlite;

namespace Sipas.ReferenceHost.Commands;

/// <summary><c>sipas backup</c> and <c>sipas restore</c>: a whole copy of a SQLite survey, while it is in use.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        Option<string> database = HostOptions.Database();
        var target = new Option<string>("--to") { Description = "File of the copy; nothing may be there yet", Required = true };
        var command = new Command("backup", "Copy the SQLite file and its receipt key while ballots arrive") { database, target };
        command.SetAction((parsed, _) => CopyAsync(parsed.GetValue(database)!, parsed.GetRequiredValue(target), parsed));
        return command;
    }

    public static Command CreateRestore()
    {
        Option<string> database = HostOptions.Database();
        var source = new Option<string>("--from") { Description = "File of the copy", Required = true };
        var command = new Command("restore", "Put a copy where no database is; verify it afterwards with 'sipas verify'") { database, source };
        command.SetAction((parsed, _) => CopyAsync(parsed.GetRequiredValue(source), parsed.GetValue(database)!, parsed));
        return command;
    }

    private static Task<int> CopyAsync(string source, string target, ParseResult parsed) => Shell.RunAsync(parsed.InvocationConfiguration.Error, async () =>
    {
        SqliteBackup.Copy(source, target);
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{source} → {target}").ConfigureAwait(false);
        return Shell.Done;
    });
}
