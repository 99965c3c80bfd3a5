using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Storage.Dapper.Stores;
using Sipas.Values;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary><c>sipas values</c>: exports and erases the answers to number, text and date questions.</summary>
internal static class ValuesCommand
{
    private static readonly string[] Header = ["sequence", "ballot", "questionnaire", "unit", "basis", "day", "question", "value",
        "erased"];

    public static Command Create() => new("values", "Answers to number, text and date questions") { Export(), Erase() };

    private static Command Export()
    {
        var store = new StoreOptions();
        var pack = new Option<string>("--pack") { Description = "Id of the pack", Required = true };
        var questionnaire = new Option<string?>("--questionnaire")
        {
            Description = "Questionnaire version. Default: all versions of the pack",
        };
        var question = new Option<string?>("--question") { Description = "Code of the question. Default: all questions" };
        var basis = new Option<string?>("--basis") { Description = "sampled or selfSelected. Default: both" };
        basis.AcceptOnlyFromAmong([.. BallotNames.BasisNames]);
        TypedOption<DateOnly> from = Typed.Day("--from", "First day, as yyyy-MM-dd");
        TypedOption<DateOnly> to = Typed.Day("--to", "Last day, as yyyy-MM-dd");
        Command command = store.AddTo(
            new Command("export", "Print values as CSV, one row each. Texts may contain personal data: protect the file like the store")
            {
                pack, questionnaire, question, basis, from, to,
            });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            var filter = new ValueFilter
            {
                PackId = parsed.GetRequiredValue(pack),
                QuestionnaireVersion = parsed.GetValue(questionnaire),
                QuestionCode = parsed.GetValue(question),
                Basis = parsed.GetValue(basis) is { } word && BallotNames.TryBasis(word, out SelectionBasis only) ? only : null,
                From = from.Find(parsed),
                To = to.Find(parsed),
            };
            using SqlStorage storage = store.Read(parsed);
            await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            await RequireNamesAsync(storage, filter.PackId, filter.QuestionnaireVersion, filter.QuestionCode, cancellationToken)
                .ConfigureAwait(false);
            TextWriter output = parsed.InvocationConfiguration.Output;
            await output.WriteAsync(CsvOutput.Line(Header)).ConfigureAwait(false);
            await foreach (ValueOfBallot value in storage.Values.ReadValuesAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                await output.WriteAsync(CsvOutput.Line(
                [
                    value.Sequence.ToString(CultureInfo.InvariantCulture), value.BallotId.ToString("D"), value.QuestionnaireVersion,
                    value.UnitCode, BallotNames.Of(value.Basis),
                    value.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), value.QuestionCode, value.Value ?? "",
                    value.Value is null ? "1" : "0",
                ])).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command Erase()
    {
        var store = new StoreOptions();
        var ballot = new Option<Guid?>("--ballot") { Description = "Id of the ballot whose values are all erased" };
        var pack = new Option<string?>("--pack") { Description = "Id of the pack, with --question and --before" };
        var question = new Option<string?>("--question") { Description = "Code of the question" };
        TypedOption<DateOnly> before = Typed.Day("--before", "Values of ballots before this day are erased, as yyyy-MM-dd");
        Command command = store.AddTo(
            new Command("erase", "Erase values permanently; ballots and proofs are retained") { ballot, pack, question, before });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            ValueErasure erasure = (parsed.GetValue(ballot), parsed.GetValue(pack), parsed.GetValue(question), before.Find(parsed)) switch
            {
                ({ } id, null, null, null) => ValueErasure.OfBallot(id),
                (null, { Length: > 0 } ofPack, { Length: > 0 } ofQuestion, { } day) => ValueErasure.OfQuestion(ofPack, ofQuestion, day),
                _ => throw new SipasException(new Problem(ProblemCodes.ErasureUnclear)),
            };
            using SqlStorage storage = store.Create(parsed);
            await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            if (erasure.PackId is { } erased)
            {
                await RequireNamesAsync(storage, erased, null, erasure.QuestionCode, cancellationToken).ConfigureAwait(false);
            }
            else if (erasure.BallotId is { } stored && !await storage.IsStoredAsync(stored, cancellationToken).ConfigureAwait(false))
            {
                throw new SipasException(new Problem(ProblemCodes.NotInStore, "--ballot", stored.ToString("D"), "—"));
            }

            string count = (await storage.Values.EraseValuesAsync(erasure, cancellationToken).ConfigureAwait(false))
                .ToString(CultureInfo.InvariantCulture);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Đã xóa {count} giá trị. / {count} values were erased.")
                .ConfigureAwait(false);
            return CommandRunner.Done;
        }));
        return command;
    }

    // Checked against all versions of the packs in the store: a name that none of them has would yield an empty result.
    private static async Task RequireNamesAsync(
        SqlStorage storage, string packId, string? questionnaireVersion, string? questionCode, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredPack> stored = await storage.Packs.ReadPacksAsync(cancellationToken).ConfigureAwait(false);
        StoredPack[] versions = [.. stored.Where(pack => pack.Id == packId)];
        if (versions.Length == 0)
        {
            throw new SipasException(
                new Problem(ProblemCodes.StoredPackUnknown, "--pack", packId, CommandRunner.List(stored.Select(pack => pack.Id))));
        }

        var layouts = new List<AnswerLayout>();
        foreach (StoredPack version in versions)
        {
            (_, byte[] content) = (await storage.Packs.FindPackAsync(version.Id, version.Version, cancellationToken)
                .ConfigureAwait(false))!.Value;
            layouts.AddRange(new MethodPackRegistry([MethodPackSerializer.Read(content)]).Layouts);
        }

        CommandRunner.RequireKnown("--questionnaire", questionnaireVersion, layouts.Select(layout => layout.QuestionnaireVersion));
        CommandRunner.RequireKnown("--question", questionCode, layouts
            .Where(layout => questionnaireVersion is null || layout.QuestionnaireVersion == questionnaireVersion)
            .SelectMany(layout => layout.ValueQuestions.Select(question => question.Code)));
    }
}
