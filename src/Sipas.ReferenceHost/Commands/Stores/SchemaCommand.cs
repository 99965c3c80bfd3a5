using System.CommandLine;
using System.Globalization;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Stores;
using Sipas.Storage.PostgreSql;

namespace Sipas.ReferenceHost.Commands.Stores;

/// <summary><c>sipas schema</c>: the schema's scripts for a database administrator.</summary>
internal static class SchemaCommand
{
    public static Command Create() => new("schema", "The database schema of the store") { Print(), Apply(), Check() };

    private static Option<bool> People() =>
        new("--people") { Description = "Use the personal-data database instead of the ballot database" };

    private static Command Print()
    {
        var store = new StoreOptions();
        Option<bool> people = People();
        var roles = new Option<bool>("--roles") { Description = "Print the script for least-privilege roles (PostgreSQL) instead" };
        var growth = new Option<string?>("--growth")
        {
            Description = "Print the script for scaling PostgreSQL beyond one server instead; see docs/scale.md",
        };
        growth.AcceptOnlyFromAmong("server", "coordinator", "citus");
        var views = new Option<bool>("--views")
        {
            Description = "Print the views of the store's questionnaires, with one column per item, instead; reads the store",
        };
        Command command = store.AddTo(
            new Command("print", "Print the schema scripts in the order in which they are applied") { roles, people, growth, views });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(views))
            {
                using SqlStorage storage = store.Read(parsed);
                foreach (AnswerView view in await storage.ReadViewsAsync(cancellationToken).ConfigureAwait(false))
                {
                    await output.WriteLineAsync($"-- {view.PackId} {view.QuestionnaireVersion}").ConfigureAwait(false);
                    await output.WriteLineAsync(view.Sql).ConfigureAwait(false);
                }

                return CommandRunner.Done;
            }

            if (parsed.GetValue(roles))
            {
                await output.WriteAsync(parsed.GetValue(people) ? PostgreSqlScripts.PeopleLeastPrivilege : PostgreSqlScripts.LeastPrivilege)
                    .ConfigureAwait(false);
                return CommandRunner.Done;
            }

            if (parsed.GetValue(growth) is { } name)
            {
                await output.WriteAsync(PostgreSqlScripts.Growth(name)).ConfigureAwait(false);
                return CommandRunner.Done;
            }

            foreach (SchemaScript script in store.Scripts(parsed, parsed.GetValue(people)))
            {
                await output.WriteLineAsync($"-- {script.Name}").ConfigureAwait(false);
                await output.WriteLineAsync(script.Sql).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command Apply()
    {
        var store = new StoreOptions();
        Option<bool> people = People();
        Command command = store.AddBeginning(store.AddTo(new Command("apply", "Create the schema or upgrade it") { people }));
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            if (parsed.GetValue(people))
            {
                using SqlPersonalDataStorage apart = store.CreatePeople(parsed);
                await apart.ApplySchemaAsync(cancellationToken).ConfigureAwait(false);
                return await TellAsync(apart.Name, await apart.CheckSchemaAsync(cancellationToken).ConfigureAwait(false),
                    parsed.InvocationConfiguration.Output).ConfigureAwait(false);
            }

            using SqlStorage storage = store.Create(parsed, mayMake: true);
            await storage.ApplySchemaAsync(cancellationToken).ConfigureAwait(false);
            await storage.ApplyViewsAsync(cancellationToken).ConfigureAwait(false);
            return await TellAsync(storage.Name, await storage.CheckSchemaAsync(cancellationToken).ConfigureAwait(false),
                parsed.InvocationConfiguration.Output).ConfigureAwait(false);
        }));
        return command;
    }

    private static Command Check()
    {
        var store = new StoreOptions();
        Option<bool> people = People();
        Command command = store.AddTo(
            new Command("check", "Report the schema version without changing anything. Exit code 0 if it is current, otherwise 1")
            {
                people,
            });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            if (parsed.GetValue(people))
            {
                using SqlPersonalDataStorage apart = store.CreatePeople(parsed, readOnly: true);
                return await TellAsync(apart.Name, await apart.CheckSchemaAsync(cancellationToken).ConfigureAwait(false),
                    parsed.InvocationConfiguration.Output).ConfigureAwait(false);
            }

            using SqlStorage storage = store.Read(parsed, mayBeMissing: true);
            return await TellAsync(storage.Name, await storage.CheckSchemaAsync(cancellationToken).ConfigureAwait(false),
                parsed.InvocationConfiguration.Output).ConfigureAwait(false);
        }));
        return command;
    }

    private static async Task<int> TellAsync(string name, SchemaStatus status, TextWriter output)
    {
        (string vi, string en) = status.State switch
        {
            SchemaState.Missing => ("chưa có", "missing"),
            SchemaState.Outdated => ("cũ", "outdated"),
            SchemaState.Current => ("đúng phiên bản", "current"),
            _ => ("mới hơn thư viện", "newer than this library"),
        };
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{name}: lược đồ {status.Version} / {status.Expected}, {vi}. / schema {status.Version} of {status.Expected}, {en}."))
            .ConfigureAwait(false);
        return status.State == SchemaState.Current ? CommandRunner.Done : CommandRunner.ProblemsFound;
    }
}
