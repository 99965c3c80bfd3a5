using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.ReferenceHost.Commands.Surveys;

/// <summary><c>sipas survey</c>: closes surveys, lists the closed ones, and stores the designs of their sampled
/// ballots.</summary>
internal static class SurveyCommand
{
    public static Command Create() =>
        new("survey", "Close surveys and manage their designs") { Close(), List(), SurveyDesignCommand.Create() };

    private static Command Close()
    {
        var store = new StoreOptions();
        var name = new Option<string>("--name") { Description = "Name of the survey, for example 2026", Required = true };
        var pack = new Option<string>("--pack") { Description = "Id of the pack, or a pack file", Required = true };
        var questionnaire = new Option<string?>("--questionnaire")
        {
            Description = "Questionnaire version. Default: all versions of the pack",
        };
        var basis = new Option<string?>("--basis") { Description = "sampled or selfSelected. Default: both" };
        basis.AcceptOnlyFromAmong([.. BallotNames.BasisNames]);
        TypedOption<DateOnly> from = Typed.Day("--from", "First day, as yyyy-MM-dd");
        TypedOption<DateOnly> to = Typed.Day("--to", "Last day, as yyyy-MM-dd");
        Command command = store.AddTo(
            new Command("close", "Close a survey: ballots that arrive later are stored as late, and its root is recorded")
            {
                name, pack, questionnaire, basis, from, to,
            });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            SelectionBasis? only = parsed.GetValue(basis) is { } word && BallotNames.TryBasis(word, out SelectionBasis value)
                ? value
                : null;
            MethodPack method = await store.FindPackAsync(parsed, parsed.GetRequiredValue(pack), cancellationToken).ConfigureAwait(false);
            CommandRunner.RequireKnown("--questionnaire", parsed.GetValue(questionnaire),
                method.Questionnaires.Select(known => known.Version));
            var scope = new SurveyScope
            {
                PackId = method.Id,
                PackVersion = method.Version,
                QuestionnaireVersion = parsed.GetValue(questionnaire),
                Basis = only,
                From = from.Find(parsed),
                To = to.Find(parsed),
            };
            using SqlStorage storage = store.Create(parsed);
            await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            await storage.Packs.SavePacksAsync([method], cancellationToken).ConfigureAwait(false);
            SurveyClosing closing = await storage.Closings.CloseAsync(parsed.GetRequiredValue(name), scope, cancellationToken)
                .ConfigureAwait(false);
            await TellAsync(closing, parsed.InvocationConfiguration.Output).ConfigureAwait(false);
            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command List()
    {
        var store = new StoreOptions();
        Command command = store.AddTo(new Command("list", "List the closed surveys with their roots"));
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Read(parsed);
            foreach (SurveyClosing closing in await storage.Closings.ReadClosingsAsync(cancellationToken).ConfigureAwait(false))
            {
                await TellAsync(closing, parsed.InvocationConfiguration.Output).ConfigureAwait(false);
                if (store.Packs.Find(closing.Scope.PackId) is { } pack && closing.DifferenceFrom(pack) is { } difference)
                {
                    await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, difference).ConfigureAwait(false);
                }
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static Task TellAsync(SurveyClosing closing, TextWriter output) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
        $"{closing.Name}: {closing.BallotCount} phiếu / ballots, {Iso8601.Write(closing.ClosedAt)}, gốc / "
        + $"root {closing.Root}, {closing.Scope.PackId}{(closing.PackHash is { } hash ? $"/{closing.Scope.PackVersion} {hash}" : "")}"));
}
