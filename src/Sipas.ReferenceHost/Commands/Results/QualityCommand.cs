using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Disclosure;
using Sipas.Files.Tables;
using Sipas.Hosting;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.ReferenceHost.Hosting;
using Sipas.Reporting;
using Sipas.Surveys;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary><c>sipas quality</c>: flags ballots for review, lists them, records reviews, and scores with and without
/// them.</summary>
internal static class QualityCommand
{
    private static readonly string[] NoticeHeader = ["unit", "pack", "questionnaire", "channel", "from", "to", "code", "reason_vi",
        "reason_en"];

    private static readonly string[] Header = ["ballot", "state", "reason_vi", "reason_en"];

    public static Command Create() =>
        new("quality", "Flag and review ballots, and compute figures with and without flagged ballots; no ballot is ever removed")
        {
            Run(), List(), Notices(), Review(), Score(),
        };

    private static Command Run()
    {
        var store = new StoreOptions();
        var rules = new Option<string?>("--rules") { Description = "rules.json with thresholds that differ from the defaults" };
        Command command = store.AddToHost(new Command("run", "Check the whole log and flag ballots by the rules") { rules });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            QualityRules chosen = parsed.GetValue(rules) is { } path ? QualityRules.Read(CsvOutput.ReadBytes(path)) : new QualityRules();
            using IHost host = await StartAsync(store.Use(parsed), cancellationToken).ConfigureAwait(false);
            BallotReviewService service = host.Services.GetRequiredService<BallotReviewService>();
            QualityRun run = await service.RunAsync(chosen, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<GroupNotice> notices = await service.ReadNoticesAsync(cancellationToken).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{run.FlaggedCount} trên {run.BallotCount} phiếu bị gắn cờ. / {run.FlaggedCount} of {run.BallotCount} ballots are "
                + $"flagged.")).ConfigureAwait(false);
            if (notices.Count > 0)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{notices.Count} lưu ý về kênh nhận phiếu; xem: sipas quality notices. / {notices.Count} notices about channels; "
                    + $"see: sipas quality notices.")).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command List()
    {
        var store = new StoreOptions();
        var code = new Option<string?>("--code") { Description = "Only flags of one rule: " + string.Join(", ", BallotFlag.Codes) };
        code.AcceptOnlyFromAmong([.. BallotFlag.Codes]);
        var open = new Option<bool>("--open") { Description = "Only ballots without a decision" };
        Command command = store.AddToHost(new Command("list", "List flagged ballots with their reasons, as CSV") { code, open });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using IHost host = await StartAsync(store.Use(parsed, readOnly: true), cancellationToken).ConfigureAwait(false);
            FlaggedBallots flagged = await host.Services.GetRequiredService<BallotReviewService>().ReadAsync(cancellationToken)
                .ConfigureAwait(false);
            TextWriter output = parsed.InvocationConfiguration.Output;
            await output.WriteAsync(CsvOutput.Line(Header)).ConfigureAwait(false);
            foreach (FlaggedBallot ballot in flagged.All.Where(ballot => !parsed.GetValue(open) || ballot.Decision is null))
            {
                foreach (BallotFlag flag in ballot.Flags.Where(flag => parsed.GetValue(code) is not { } wanted || flag.Code == wanted))
                {
                    string state = ballot.Decision switch
                    {
                        ReviewDecision.Accept => "accepted",
                        ReviewDecision.Reject => "rejected",
                        _ => "open",
                    };
                    await output.WriteAsync(CsvOutput
                        .Line([CsvOutput.Show(ballot.Sequence), state, flag.Reason.Message.Vi, flag.Reason.Message.En]))
                        .ConfigureAwait(false);
                }
            }

            return CommandRunner.Done;
        }));
        return command;
    }

    private static Command Notices()
    {
        var store = new StoreOptions();
        Command command = store.AddToHost(
            new Command("notices", "List the notices of the last run about channels of units, as CSV; notices do not flag ballots"));
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using IHost host = await StartAsync(store.Use(parsed, readOnly: true), cancellationToken).ConfigureAwait(false);
            TextWriter output = parsed.InvocationConfiguration.Output;
            await output.WriteAsync(CsvOutput.Line(NoticeHeader)).ConfigureAwait(false);
            foreach (GroupNotice notice in await host.Services.GetRequiredService<BallotReviewService>().ReadNoticesAsync(cancellationToken)
                .ConfigureAwait(false))
            {
                await output.WriteAsync(CsvOutput.Line(
                [
                    notice.UnitCode, notice.PackId, notice.QuestionnaireVersion, BallotNames.Of(notice.Channel), Day(notice.From),
                    Day(notice.Day), notice.Code,
                    notice.Reason.Message.Vi, notice.Reason.Message.En,
                ])).ConfigureAwait(false);
            }

            return CommandRunner.Done;
        }));
        return command;

        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static Command Review()
    {
        var store = new StoreOptions();
        TypedArgument<long> ballot = Typed.WholeArgument("BALLOT", "Number of the ballot in the log");
        var decision = new Argument<ReviewDecision>("DECISION") { Description = "accept, reject or comment" };
        var comment = new Option<string?>("--comment") { Description = "Reason; required unless the ballot is accepted" };
        var reviewer = new Option<string?>("--reviewer") { Description = "Reviewer. Default: the account that runs the command" };
        Command command = store.AddToHost(
            new Command("review", "Accept, reject or comment on a flagged ballot; the reviewer must not have collected it")
            {
                ballot, decision, comment, reviewer,
            });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using IHost host = await StartAsync(store.Use(parsed), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Problem> problems = await host.Services.GetRequiredService<BallotReviewService>().ReviewAsync(
                ballot.Of(parsed), parsed.GetValue(decision), parsed.GetValue(comment), parsed.GetValue(reviewer) ?? Environment.UserName,
                cancellationToken).ConfigureAwait(false);
            foreach (Problem problem in problems)
            {
                await CommandRunner.TellAsync(parsed.InvocationConfiguration.Error, problem).ConfigureAwait(false);
            }

            return problems.Count == 0 ? CommandRunner.Done : CommandRunner.ProblemsFound;
        }));
        return command;
    }

    private static Command Score()
    {
        var store = new StoreOptions();
        var output = new OutputOptions();
        var pack = new Option<string>("--pack")
        {
            Description = "Id of a shipped pack, or of a pack with ballots in the store",
            Required = true,
        };
        var questionnaire = new Option<string?>("--questionnaire")
        {
            Description = "Questionnaire version. Default: the first of the pack",
        };
        Command command = store.AddToHost(
            new Command("score", "Compute the scores of all ballots in the store with and without flagged ballots, side by side")
            {
                pack, questionnaire,
            });
        output.AddTo(command);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            using IHost host = await StartAsync(store.Use(parsed, readOnly: true), cancellationToken).ConfigureAwait(false);
            SurveyState state = host.Services.GetRequiredService<SurveyState>();
            FigureService figures = host.Services.GetRequiredService<FigureService>();
            string named = parsed.GetRequiredValue(pack);
            MethodPack method = state.Packs.Find(named)
                ?? throw new SipasException(new Problem(ProblemCodes.StoredPackUnknown, "--pack", named,
                    CommandRunner.List(state.Packs.Packs.Select(known => known.Id))));
            var query = new BallotQuery
            {
                View = await figures.LiveAsync(cancellationToken).ConfigureAwait(false),
                Layout = CommandRunner.FindLayout(state.Packs, method, parsed.GetValue(questionnaire)),
                ListsChannels = false,
            };
            ScoreDocument all = await figures.ScoreAsync(query, cancellationToken).ConfigureAwait(false);
            ScoreDocument unflagged = await figures.ScoreAsync(
                query with { Filter = new StoredBallotFilter { Flagged = false } }, cancellationToken).ConfigureAwait(false);
            ScoreDocument document = all with
            {
                Groups = [.. all.Groups.Zip(unflagged.Groups, SideBySide).SelectMany(basis => basis)],
                Closings = [],
            };
            return await output.PrintAsync(parsed, document.ToJson, language => [ScoreTable.Of(document, language)]).ConfigureAwait(false);
        }));
        return command;
    }

    // Omits a basis without ballots.
    private static IEnumerable<GroupScores> SideBySide(GroupScores all, GroupScores unflagged) => all.Ballots == 0
        ? []
        : [all with { Group = $"{all.Basis}, all", WithoutFlagged = null }, unflagged with { Group = $"{all.Basis}, without flagged" }];

    private static async Task<IHost> StartAsync(Action<ISipasBuilder> useStorage, CancellationToken cancellationToken)
    {
        IHost host = HostFactory.CreateWithoutWeb(useStorage);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        return host;
    }
}
