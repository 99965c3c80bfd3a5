using System.CommandLine;
using System.Globalization;
using Sipas.Ballots;
using Sipas.DependencyInjection;
using Sipas.Files;
using Sipas.Intake;
using Sipas.Questionnaires;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.ReferenceHost.Commands;

/// <summary><c>sipas import</c>: checks a file of ballots, shows every problem with its row, and keeps all of it or nothing.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV file of ballots, a row each; or the .jsonl file that a kiosk saved, a ballot a line" };
        var pack = new Option<string?>("--pack") { Description = "Id of a shipped pack, or a pack file; needed for CSV, and for ballots of a pack that is not shipped" };
        var questionnaire = new Option<string?>("--questionnaire") { Description = "Questionnaire version; the pack's first when left out" };
        var map = new Option<string?>("--map") { Description = "map.json: which columns hold what" };
        var unitColumn = new Option<string>("--unit-column") { Description = "Column of the unit's code", DefaultValueFactory = _ => "unit" };
        var mode = new Option<string>("--mode") { Description = "Collection mode of rows that do not name one", DefaultValueFactory = _ => "paper" };
        mode.AcceptOnlyFromAmong([.. BallotWords.ModeWords]);
        var basis = new Option<string>("--basis") { Description = "Selection basis of rows that do not name one", DefaultValueFactory = _ => "listed" };
        basis.AcceptOnlyFromAmong([.. BallotWords.BasisWords]);
        var date = new Option<DateOnly?>("--date") { Description = "Day of rows that do not name one, as yyyy-MM-dd; today when left out" };
        var preview = new Option<bool>("--preview") { Description = "Only check and show; keep nothing" };
        var store = new StoreOptions();
        Command command = store.AddToHost(new Command("import", "Import a file of ballots: all of it or nothing, and never twice")
        {
            file, pack, questionnaire, map, unitColumn, mode, basis, date, preview,
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            TextWriter errors = parsed.InvocationConfiguration.Error;
            return Shell.RunAsync(errors, () =>
            {
                string path = parsed.GetRequiredValue(file);
                if (BallotFile.IsJsonLines(path))
                {
                    MethodPack? own = parsed.GetValue(pack) is { } named ? Shell.FindPack(named) : null;
                    return ImportAsync(own, BallotFile.ReadJsonLines(path), store.Use(parsed), parsed.GetValue(preview), output, errors, cancellationToken);
                }

                MethodPack method = Shell.FindPack(parsed.GetValue(pack) ?? "");
                AnswerLayout layout = Shell.FindLayout(new MethodPackRegistry([method]), method, parsed.GetValue(questionnaire));
                var settings = new ImportSettings
                {
                    Pack = method.Id,
                    QuestionnaireVersion = layout.QuestionnaireVersion,
                    UnitColumn = parsed.GetValue(unitColumn)!,
                    Mode = parsed.GetValue(mode)!,
                    Basis = parsed.GetValue(basis)!,
                    Date = parsed.GetValue(date),
                    Today = VietnameseTime.DayOf(TimeProvider.System.GetUtcNow()),
                };
                FileTable table = FileTable.Read(path);
                BallotFile ballots = BallotFile.Read(table, layout, ColumnMap.Read(parsed.GetValue(map)), settings);
                return ImportAsync(method, ballots, store.Use(parsed), parsed.GetValue(preview), output, errors, cancellationToken);
            });
        });
        return command;
    }

    private static async Task<int> ImportAsync(
        MethodPack? method, BallotFile file, Action<ISipasBuilder> useStorage, bool preview, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        using IHost host = HostFactory.CreateWithoutWeb(useStorage, method);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        BallotIntake intake = host.Services.GetRequiredService<BallotIntake>();
        IReadOnlyList<BatchProblem> problems = intake.Check(file.Submissions, cancellationToken);
        if (problems.Count == 0)
        {
            await ShowAsync(file, output).ConfigureAwait(false);
            if (preview)
            {
                await output.WriteLineAsync("Xem trước: chưa ghi gì. / Preview: nothing was kept.").ConfigureAwait(false);
                return Shell.Done;
            }

            if (await WasImportedAsync(host, file, cancellationToken).ConfigureAwait(false))
            {
                await TellCountsAsync(output, appended: 0, alreadyKept: file.Submissions.Count).ConfigureAwait(false);
                return Shell.Done;
            }

            BatchResult result = await intake.SubmitAllAsync(file.Submissions, cancellationToken).ConfigureAwait(false);
            problems = result.Problems;
            if (problems.Count == 0)
            {
                await RecordAsync(host, file, result, cancellationToken).ConfigureAwait(false);
                await TellCountsAsync(output, result.Appended, result.AlreadyKept).ConfigureAwait(false);
                return Shell.Done;
            }
        }

        foreach (BatchProblem problem in problems)
        {
            await Shell.TellAsync(errors, problem.Problem, FileTable.RowPlace(file.RowNumbers[problem.Index])).ConfigureAwait(false);
        }

        string rows = problems.Select(problem => problem.Index).Distinct().Count().ToString(CultureInfo.InvariantCulture);
        await errors.WriteLineAsync($"{rows} dòng có lỗi; chưa ghi gì. / {rows} rows have problems; nothing was kept.").ConfigureAwait(false);
        return Shell.ProblemsFound;
    }

    // A file without ballot numbers has ids of its own content, and it was kept whole or not at all: its first ballot tells. Its day may be another today, so contents are not compared.
    private static async Task<bool> WasImportedAsync(IHost host, BallotFile file, CancellationToken cancellationToken) =>
        file.IdsAreOfTheFile
        && await host.Services.GetRequiredService<ISipasStorage>().FindReceiptAsync(Guid.Parse(file.Submissions[0].Id!), cancellationToken).ConfigureAwait(false) is not null;

    private static Task RecordAsync(IHost host, BallotFile file, BatchResult result, CancellationToken cancellationToken) =>
        host.Services.GetRequiredService<ISipasStorage>().AppendAuditAsync(
            AuditActions.BallotsImported,
            string.Create(CultureInfo.InvariantCulture, $"{result.Appended} {file.Submissions[0].Pack}/{file.Submissions[0].QuestionnaireVersion}, {result.AlreadyKept} already kept"),
            cancellationToken);

    private static async Task ShowAsync(BallotFile file, TextWriter output)
    {
        foreach (IGrouping<string?, BallotSubmission> unit in file.Submissions.GroupBy(ballot => ballot.Unit).OrderBy(unit => unit.Key, StringComparer.Ordinal))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{unit.Key}: {unit.LongCount()}")).ConfigureAwait(false);
        }
    }

    private static Task TellCountsAsync(TextWriter output, long appended, long alreadyKept) => output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
        $"Đã ghi {appended} phiếu, {alreadyKept} phiếu đã có từ trước. / {appended} ballots were kept, {alreadyKept} were there already."));
}
