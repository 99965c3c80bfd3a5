using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Corrections;
using Sipas.Fieldwork;
using Sipas.Files.Columns;
using Sipas.Files.Forms;
using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Hosting;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.ReferenceHost.Hosting;
using Sipas.Storage;
using Sipas.Storage.Dapper.Stores;
using Sipas.Tickets;

namespace Sipas.ReferenceHost.Commands.Collection;

/// <summary><c>sipas import</c>: checks a file of ballots, reports every problem with its row, and stores all ballots
/// or none.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description =
                "CSV or XLSX file with one ballot per row; answers of a SurveyJS form as a JSON array of survey.data; or a .jsonl file "
                + "exported by a kiosk, with one ballot per line",
        };
        var pack = new Option<string?>("--pack")
        {
            Description = "Id of a shipped pack, or a pack file; required except for .jsonl files, and for .jsonl files with ballots of "
                + "a pack that is not shipped",
        };
        var questionnaire = new Option<string?>("--questionnaire")
        {
            Description = "Questionnaire version. Default: the first of the pack",
        };
        var map = new Option<string?>("--map")
        {
            Description = "map.json: mapping of columns; remembered for files with the same columns. Default for SurveyJS answers: the "
                + "mapping of the exported form",
        };
        var unitColumn = new Option<string>("--unit-column")
        {
            Description = "Column with the unit code",
            DefaultValueFactory = _ => "unit",
        };
        var unit = new Option<string?>("--unit") { Description = "Unit code for rows that do not name a unit" };
        var mode = new Option<string>("--mode")
        {
            Description = "Collection mode for rows that do not name one",
            DefaultValueFactory = _ => "paper",
        };
        mode.AcceptOnlyFromAmong([.. BallotNames.ModeNames]);
        var basis = new Option<string>("--basis")
        {
            Description = "Selection basis for rows that do not name one",
            DefaultValueFactory = _ => "sampled",
        };
        basis.AcceptOnlyFromAmong([.. BallotNames.BasisNames]);
        TypedOption<DateOnly> date = Typed.Day("--date", "Date for rows that do not have one, as yyyy-MM-dd. Default: today");
        var preview = new Option<bool>("--preview")
        {
            Description = "Only check the file and show the result, including corrections; store nothing",
        };
        var correct = new Option<bool>("--correct")
        {
            Description = "Rows with the number of a stored ballot but different answers replace it; needs --reason and --reviewer",
        };
        var reason = new Option<string?>("--reason") { Description = "Reason for the corrections" };
        var reviewer = new Option<string?>("--reviewer")
        {
            Description = "Person who compared the rows with the paper ballots: not the person who runs the command or keyed the "
                + "ballots. A typed name is stored as one person's word",
        };
        var store = new StoreOptions();
        Command command = store.AddToHost(new Command("import", "Import a file of ballots: as a whole or not at all, and no ballot twice")
        {
            file, pack, questionnaire, map, unitColumn, unit, mode, basis, date, preview, correct, reason, reviewer,
        });
        var reading = new TableOptions();
        reading.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            TextWriter errors = parsed.InvocationConfiguration.Error;
            return CommandRunner.RunAsync(parsed, async () =>
            {
                string path = parsed.GetRequiredValue(file);
                var wish = new ImportWish(parsed.GetValue(preview), parsed.GetValue(correct), parsed.GetValue(reason),
                    parsed.GetValue(reviewer));
                if (BallotFile.IsJsonLines(path))
                {
                    MethodPack? own = parsed.GetValue(pack) is { } named
                        ? await store.FindPackAsync(parsed, named, cancellationToken).ConfigureAwait(false)
                        : null;
                    BallotFile lines = BallotFile.ReadJsonLines(path);
                    return await ImportAsync(
                        own, (_, _) => Task.FromResult(lines), _ => Task.CompletedTask, store.Use(parsed, wish.Preview),
                        token => store.FindPeopleAsync(parsed, readOnly: true, token), wish, output, errors, cancellationToken)
                            .ConfigureAwait(false);
                }

                MethodPack method = await store.FindPackAsync(parsed, parsed.GetValue(pack) ?? "", cancellationToken).ConfigureAwait(false);
                AnswerLayout layout = CommandRunner.FindLayout(new MethodPackRegistry([method]), method, parsed.GetValue(questionnaire));
                var settings = new ImportSettings
                {
                    Pack = method.Id,
                    QuestionnaireVersion = layout.QuestionnaireVersion,
                    UnitColumn = parsed.GetValue(unitColumn)!,
                    Unit = parsed.GetValue(unit),
                    Mode = parsed.GetValue(mode)!,
                    Basis = parsed.GetValue(basis)!,
                    Date = date.Find(parsed),
                    Today = VietnameseTime.DayOf(parsed.Clock().GetUtcNow()),
                };
                ColumnMap? given = parsed.GetValue(map) is { } mapPath ? ColumnMap.Read(mapPath) : null;
                if (SurveyJsForm.IsAnswers(path))
                {
                    ColumnMap columns = given ?? SurveyJsForm.Write(method, method.FindQuestionnaire(layout.QuestionnaireVersion)!).Map;
                    FileTable answers = SurveyJsForm.ReadAnswers(path, layout, columns);
                    return await ImportAsync(
                        method, (_, numbers) => ReadAsync(answers, layout, columns, settings, numbers), _ => Task.CompletedTask,
                        store.Use(parsed, wish.Preview),
                        token => store.FindPeopleAsync(parsed, readOnly: true, token), wish, output, errors, cancellationToken)
                            .ConfigureAwait(false);
                }

                long leftOut = 0;
                FileTable table = FileTable.Read(TableFile.Open(path, reading.Read(parsed)), problem =>
                {
                    leftOut++;
                    ProblemReport.Tell(errors, problem, problem.Place);
                });
                if (wish.Preview)
                {
                    await output.WriteLineAsync(TableOptions.Describe(table.File)).ConfigureAwait(false);
                }

                return await ImportAsync(
                    method,
                    async (import, numbers) => await ReadAsync(
                        table, layout, given ?? await RememberedAsync(import, method, table, output, cancellationToken)
                            .ConfigureAwait(false), settings, numbers).ConfigureAwait(false),
                    import => given is null
                        ? Task.CompletedTask
                        : import.RememberMapAsync(method.Id, table.Columns, given, cancellationToken),
                    store.Use(parsed, wish.Preview), token => store.FindPeopleAsync(parsed, readOnly: true, token),
                    wish with { FaultyRows = leftOut }, output,
                    errors, cancellationToken).ConfigureAwait(false);
            });
        });
        return command;
    }

    // Only a file with printed numbers needs the key: importing other files does not create a personal-data store.
    private static async Task<BallotFile> ReadAsync(FileTable table, AnswerLayout layout, ColumnMap map, ImportSettings settings,
        Func<Task<BallotNumberKey>> numbers) =>
        BallotFile.Read(table, layout, map, BallotFile.HasNumbers(table, map)
            ? settings with { Numbers = await numbers().ConfigureAwait(false) }
            : settings);

    // A preview creates no key. If there is none, no number has been stored, and none is found under any key.
    private static async Task<BallotNumberKey> NumbersAsync(
        IHost host, SqlPersonalDataStorage? people, bool preview, CancellationToken cancellationToken) =>
        !preview
            ? (await host.Services.GetRequiredService<StoreKeys>().OpenAsync(cancellationToken).ConfigureAwait(false)).Numbers
            : people is not null
                && await people.Tickets.OpenTicketKeysAsync(make: false, cancellationToken).ConfigureAwait(false) is { } keys
                ? keys.Numbers
                : new BallotNumberKey(RandomNumberGenerator.GetBytes(BallotNumberKey.KeyLength));

    private static async Task<ColumnMap> RememberedAsync(
        BallotImport import, MethodPack method, FileTable table, TextWriter output, CancellationToken cancellationToken)
    {
        if (await import.FindMapAsync(method.Id, table.Columns, cancellationToken).ConfigureAwait(false) is not { } map)
        {
            return new ColumnMap();
        }

        await output.WriteLineAsync(
            "Dùng lại ánh xạ cột đã nhớ cho tệp có các cột này. / Using the column mapping remembered for files with these columns.")
            .ConfigureAwait(false);
        return map;
    }

    private static async Task<int> ImportAsync(
        MethodPack? method, Func<BallotImport, Func<Task<BallotNumberKey>>, Task<BallotFile>> read, Func<BallotImport, Task> remember,
        Action<ISipasBuilder> useStorage, Func<CancellationToken, Task<SqlPersonalDataStorage?>> findPeople, ImportWish wish,
        TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        using IHost host = HostFactory.CreateWithoutWeb(useStorage, method);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        using SqlPersonalDataStorage? people = await findPeople(cancellationToken).ConfigureAwait(false);
        var import = new BallotImport(
            host.Services.GetRequiredService<IImportMapStore>(), host.Services.GetRequiredService<IBallotStore>(),
            host.Services.GetRequiredService<IAuditStore>(),
            host.Services.GetRequiredService<BallotIntake>(), host.Services.GetRequiredService<CorrectionService>(),
            people is null ? null : new IssuedNumbers(people.Plans, people.Frames, people.Samples, people.Field));
        BallotFile file = await read(import, () => NumbersAsync(host, people, wish.Preview, cancellationToken)).ConfigureAwait(false);
        long faultyRows = wish.FaultyRows;
        int lastFaulty = -1;
        await import.CheckAsync(file, Tell, cancellationToken).ConfigureAwait(false);
        if (faultyRows == 0)
        {
            await ShowAsync(file, output).ConfigureAwait(false);
            if (wish.Preview)
            {
                await ShowPlanAsync(await import.PlanAsync(file, cancellationToken).ConfigureAwait(false), file, output)
                    .ConfigureAwait(false);
                await output.WriteLineAsync("Xem trước: chưa có gì được lưu. / Preview: nothing was stored.").ConfigureAwait(false);
                return CommandRunner.Done;
            }

            BallotCorrection? correction = wish.Correct
                ? new BallotCorrection(wish.Reason ?? "", AuditActor.Current ?? Environment.UserName, wish.Reviewer ?? "")
                : null;
            BatchResult result = await import.SaveAsync(file, correction, cancellationToken).ConfigureAwait(false);
            if (result.Problems.Count == 0)
            {
                await remember(import).ConfigureAwait(false);
                await TellCountsAsync(output, result.Appended, result.AlreadyStored, result.Corrected).ConfigureAwait(false);
                if (result.Corrected > 0)
                {
                    await output.WriteLineAsync(
                        "Người đối chiếu là tên tự khai, không có tài khoản: được ghi nhận như xác nhận của một người. / The reviewer is "
                        + "a typed name without an account: stored as one person's word.")
                        .ConfigureAwait(false);
                }

                return CommandRunner.Done;
            }

            foreach (BatchProblem problem in result.Problems)
            {
                Tell(problem);
            }
        }

        string rows = CsvOutput.Show(faultyRows);
        await errors.WriteLineAsync($"{rows} dòng có lỗi; chưa có gì được lưu. / {rows} rows have problems; nothing was stored.")
            .ConfigureAwait(false);
        return CommandRunner.ProblemsFound;

        void Tell(BatchProblem problem)
        {
            faultyRows += problem.Index == lastFaulty ? 0 : 1;
            lastFaulty = problem.Index;
            ProblemReport.Tell(errors, problem.Problem, BallotImport.InFile(file, problem).Place);
        }
    }

    // The stored answers precede the arrow, the row's answers follow it, one character per answer as in the store.
    private static async Task ShowPlanAsync(CorrectionPlan plan, BallotFile file, TextWriter output)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Phiếu mới: {plan.New}, đã có: {plan.Same}, đính chính: {plan.Corrections.Count}. / New: {plan.New}, already "
            + $"stored: {plan.Same}, corrections: {plan.Corrections.Count}.")).ConfigureAwait(false);
        foreach (PlannedCorrection planned in plan.Corrections)
        {
            string differences = string.Join(", ",
                planned.Differences.Select(difference => $"{difference.Place} {difference.Stored} → {difference.Brought}"));
            await output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture,
                    $"{FileTable.RowPlace(file.RowNumbers[planned.Index])} → {planned.Current.Sequence}: {differences}"))
                    .ConfigureAwait(false);
            if (planned.Refusal is { } refusal)
            {
                await CommandRunner.TellAsync(output, refusal).ConfigureAwait(false);
            }
        }
    }

    private static async Task ShowAsync(BallotFile file, TextWriter output)
    {
        foreach (IGrouping<string?, BallotSubmission> unit in file.Submissions.GroupBy(ballot => ballot.Unit)
            .OrderBy(unit => unit.Key, StringComparer.Ordinal))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{unit.Key}: {unit.LongCount()}"))
                .ConfigureAwait(false);
        }
    }

    private static Task TellCountsAsync(TextWriter output, long appended, long alreadyStored, long corrected = 0) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
        $"Đã lưu {appended} phiếu, {alreadyStored} phiếu đã có từ trước. / {appended} ballots were stored, {alreadyStored} were already "
        + $"stored.")
        + (corrected == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $" Trong đó {corrected} phiếu đính chính. / {corrected} of them correct others.")));

    /// <summary>Options of the import in addition to the file.</summary>
    private sealed record ImportWish(bool Preview, bool Correct, string? Reason, string? Reviewer)
    {
        /// <summary>Number of unreadable rows of the file, which were reported.</summary>
        public long FaultyRows { get; init; }
    }
}
