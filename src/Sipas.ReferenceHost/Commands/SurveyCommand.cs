using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Questionnaires;
using Sipas.Storage;
using Sipas.Storage.Dapper;
using Sipas.Text;

namespace Sipas.ReferenceHost.Commands;

/// <summary><c>sipas survey</c>: closes surveys, lists the closed ones, and stores the designs of their sampled
/// ballots.</summary>
internal static class SurveyCommand
{
    public static Command Create() => new("survey", "Close surveys and manage their designs") { Close(), List(), SurveyDesignCommand.Create() };

    private static Command Close()
    {
        var store = new StoreOptions();
        var name = new Option<string>("--name") { Description = "Name of the survey, for example 2026", Required = true };
        var pack = new Option<string>("--pack") { Description = "Id of the pack, or a pack file", Required = true };
        var questionnaire = new Option<string?>("--questionnaire") { Description = "Questionnaire version. Default: all versions of the pack" };
        var basis = new Option<string?>("--basis") { Description = "sampled or selfSelected. Default: both" };
        basis.AcceptOnlyFromAmong([.. BallotWords.BasisWords]);
        TypedOption<DateOnly> from = Typed.Day("--from", "First day, as yyyy-MM-dd");
        TypedOption<DateOnly> to = Typed.Day("--to", "Last day, as yyyy-MM-dd");
        Command command = store.AddTo(new Command("close", "Close a survey: ballots that arrive later are stored as late, and its root is recorded") { name, pack, questionnaire, basis, from, to });
        command.SetAction((parsed, cancellationToken) => Shell.RunAsync(parsed, async () =>
        {
            SelectionBasis? only = parsed.GetValue(basis) is { } word && BallotWords.TryBasis(word, out SelectionBasis value) ? value : null;
            MethodPack method = await store.FindPackAsync(parsed, parsed.GetRequiredValue(pack), cancellationToken).ConfigureAwait(false);
            Shell.RequireKnown("--questionnaire", parsed.GetValue(questionnaire), method.Questionnaires.Select(known => known.Version));
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
            await storage.KeepPacksAsync([method], cancellationToken).ConfigureAwait(false);
            SurveyClosing closing = await storage.CloseAsync(parsed.GetRequiredValue(name), scope, cancellationToken).ConfigureAwait(false);
            await TellAsync(closing, parsed.InvocationConfiguration.Output).ConfigureAwait(false);
            return Shell.Done;
        }));
        return command;
    }

    private static Command List()
    {
        var store = new StoreOptions();
        Command command = store.AddTo(new Command("list", "List the closed surveys with their roots"));
        command.SetAction((parsed, cancellationToken) => Shell.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Read(parsed);
            foreach (SurveyClosing closing in await storage.ReadClosingsAsync(cancellationToken).ConfigureAwait(false))
            {
                await TellAsync(closing, parsed.InvocationConfiguration.Output).ConfigureAwait(false);
                if (store.Packs.Find(closing.Scope.PackId) is { } pack && closing.DifferenceFrom(pack) is { } difference)
                {
                    await Shell.TellAsync(parsed.InvocationConfiguration.Error, difference).ConfigureAwait(false);
                }
            }

            return Shell.Done;
        }));
        return command;
    }

    private static Task TellAsync(SurveyClosing closing, TextWriter output) => output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
        $"{closing.Name}: {closing.BallotCount} phiếu / ballots, {IsoTime.Write(closing.ClosedAt)}, gốc / root {closing.Root}, {closing.Scope.PackId}{(closing.PackHash is { } hash ? $"/{closing.Scope.PackVersion} {hash}" : "")}"));
}

/// <summary><c>sipas key</c> and <c>sipas audit</c>.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        Command rotate = store.AddBeginning(store.AddTo(new Command("rotate", "Replace the key that signs receipts; the old key certifies the new one. Restart running hosts afterwards")));
        rotate.SetAction((parsed, cancellationToken) => Shell.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Create(parsed);
            await storage.OpenAsync(cancellationToken).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"Khóa mới / New key: {await storage.RotateReceiptKeyAsync(cancellationToken).ConfigureAwait(false)}").ConfigureAwait(false);
            return Shell.Done;
        }));
        return new Command("key", "Manage the key that signs receipts") { rotate };
    }

    public static Command CreateAudit()
    {
        var store = new StoreOptions();
        Command command = store.AddTo(new Command("audit", "Print the audit log of the store, oldest first"));
        command.SetAction((parsed, cancellationToken) => Shell.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Read(parsed);
            foreach (AuditRecord record in await storage.ReadAuditAsync(cancellationToken).ConfigureAwait(false))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{IsoTime.Write(record.At)} {record.Action} {record.Actor ?? "–"} {record.Detail}").ConfigureAwait(false);
            }

            return Shell.Done;
        }));
        command.Add(Begin());
        return command;
    }

    private static Command Begin()
    {
        var store = new StoreOptions();
        Command command = store.AddTo(new Command(
            "begin", "Start signing the audit log of a store from an earlier version; existing content is accepted unchanged. Run once after the upgrade"));
        command.SetAction((parsed, cancellationToken) => Shell.RunAsync(parsed, async () =>
        {
            using SqlStorage storage = store.Create(parsed);
            await storage.OpenAsync(cancellationToken).ConfigureAwait(false);
            bool begun = await storage.BeginAuditAsync(cancellationToken).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(begun
                ? "Nhật ký được ký từ nay. / The audit log is signed from now on."
                : "Nhật ký đã được ký. / Nothing to do: the audit log is already signed.").ConfigureAwait(false);
            return Shell.Done;
        }));
        return command;
    }
}
