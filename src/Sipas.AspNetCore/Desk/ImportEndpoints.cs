using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Http;
using Sipas.Ballots;
using Sipas.Desk;
using Sipas.Files;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.AspNetCore.Desk;

/// <summary>Files of ballots: <c>/admin/import</c>, from the upload over its columns and a preview, in which nothing is written, to what was kept.</summary>
internal static class ImportEndpoints
{
    public const string StartName = "SipasAdminImport";
    private const string ColumnsName = "SipasAdminImportColumns";
    private const string HeaderName = "SipasAdminImportHeader";
    private const string PreviewName = "SipasAdminImportPreview";
    private const string KeepName = "SipasAdminImportKeep";
    private const string DoneName = "SipasAdminImportDone";
    private const string DiscardName = "SipasAdminImportDiscard";

    private const string ListFileName = "SipasAdminImportProblems";
    private const string TemplateName = "SipasAdminImportTemplate";

    /// <summary>Corrections and units that a page lists at most; how many more there are stands below.</summary>
    internal const int MostShown = 200;

    private const int SampleRows = 4;
    private const int MostUnits = 12;
    private const int MaximumName = 120;

    // An encoding is chosen and never guessed: a wrong guess changes words without anybody noticing.
    internal static readonly string[] Encodings = ["", "windows-1258", "utf-16"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        long limit = routes.ServiceProvider.GetRequiredService<IOptions<SipasAdminOptions>>().Value.MaximumImportBytes;
        routes.MapReading("/admin/import", Start).WithName(StartName);
        UploadSize.Limit(routes.MapPost("/admin/import", UploadAsync), limit);
        routes.MapReading("/admin/import/{id}", ColumnsAsync).WithName(ColumnsName);
        routes.MapPost("/admin/import/{id}", ChooseAsync);
        routes.MapPost("/admin/import/{id}/header", HeaderAsync).WithName(HeaderName);
        routes.MapReading("/admin/import/{id}/preview", PreviewAsync).WithName(PreviewName);
        routes.MapReading("/admin/import/{id}/problems.csv", ListAsync).WithName(ListFileName);
        routes.MapReading("/admin/import/template.{format}", Template).WithName(TemplateName);
        routes.MapPost("/admin/import/{id}/keep", KeepAsync).WithName(KeepName);
        routes.MapReading("/admin/import/{id}/done", Done).WithName(DoneName);
        routes.MapPost("/admin/import/{id}/discard", Discard).WithName(DiscardName);
    }

    private static IResult Start(HttpContext context, SurveyState state, IOptions<SipasAdminOptions> options) =>
        ShowStart(new AdminRequest(context), state, options.Value, new FormState([]));

    private static IResult ShowStart(AdminRequest request, SurveyState state, SipasAdminOptions options, FormState form) => request.Show(
        AdminSection.Import, request.Words["import.title"],
        ImportPages.Start(
            request.Words, request.Mark(), form, request.Path(StartName), state.Packs, options,
            (layout, format) => request.Path(TemplateName, ("format", format), ("questionnaire", $"{layout.PackId}/{layout.QuestionnaireVersion}"))),
        status: form.HasProblems ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    private static async Task<IResult> UploadAsync(HttpContext context, SurveyState state, ImportUploads uploads, IOptions<SipasAdminOptions> options)
    {
        var request = new AdminRequest(context);
        IFormCollection sent = await context.Request.ReadFormAsync(context.RequestAborted);
        FormState form = FormState.Of(sent);
        string[] questionnaire = form["questionnaire"].Split('/', 2);
        AnswerLayout? layout = questionnaire.Length == 2 ? state.Packs.FindLayout(questionnaire[0], questionnaire[1]) : null;
        if (layout is null)
        {
            form.Add("questionnaire", new Problem(ProblemCodes.QuestionnaireUnknown, "questionnaire", form["questionnaire"], string.Join(", ", state.Packs.Layouts.Select(known => $"{known.PackId}/{known.QuestionnaireVersion}"))));
        }

        if (!Encodings.Contains(form["encoding"]))
        {
            form.Add("encoding", new Problem(ProblemCodes.QueryValue, "encoding", form["encoding"], "utf-8, " + string.Join(", ", Encodings.Skip(1))));
        }

        (int? headerRow, DecimalMark? mark) = ReadReading(form);
        IFormFile? file = sent.Files["file"];
        if (file is null || file.Length == 0)
        {
            form.Add("file", new Problem(ProblemCodes.FileEmpty, "file", file is null ? "—" : NameOf(file)));
        }

        if (!form.HasProblems)
        {
            try
            {
                byte[] bytes = new byte[file!.Length];
                await using (Stream stream = file.OpenReadStream())
                {
                    await stream.ReadExactlyAsync(bytes, context.RequestAborted);
                }

                var upload = new ImportUpload(
                    Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), OfficerOf(context, request), NameOf(file), bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)),
                    uploads.Reading(form.Text("sheet"), form.Text("encoding") is { } name ? TableFileOptions.FindEncoding(name) : null, headerRow, mark))
                {
                    PackId = layout!.PackId,
                    QuestionnaireVersion = layout.QuestionnaireVersion,
                };
                using (await uploads.ReadTurnAsync(context.RequestAborted))
                {
                    // A file of which no row can be used is no table of ballots; of any other the rows that can be used go on, and the preview tells all faults together.
                    var leftOut = new List<Problem>();
                    if (upload.Read(leftOut.Add).Rows.Count == 0)
                    {
                        throw new SipasException(leftOut);
                    }
                }

                uploads.Hold(upload);
                return AdminRequest.Next(request.Path(ColumnsName, ("id", upload.Id)));
            }
            catch (SipasException error)
            {
                foreach (Problem problem in error.Problems)
                {
                    form.Add(problem.Code == ProblemCodes.SheetMissing ? "sheet" : problem.Code == ProblemCodes.FileEncoding ? "encoding" : problem.Code == ProblemCodes.HeaderRowMissing ? "headerRow" : "", problem);
                }
            }
        }

        return ShowStart(request, state, options.Value, form);
    }

    private static async Task<IResult> ColumnsAsync(HttpContext context, string id, SurveyState state, ImportUploads uploads)
    {
        var request = new AdminRequest(context);
        ImportUpload upload = uploads.Find(id, OfficerOf(context, request));
        if (upload.Result is not null)
        {
            return AdminRequest.Next(request.Path(DoneName, ("id", id)));
        }

        FileTable table = await ReadAsync(upload, uploads, context);
        IReadOnlyList<ColumnTarget> targets = TargetsOf(state, upload);
        ColumnMap? remembered = upload.Choice is null ? await ImportOf(context).FindMapAsync(upload.PackId, table.Columns, context.RequestAborted) : null;
        ColumnMap? map = upload.Choice?.Map ?? remembered;
        IReadOnlyDictionary<ColumnTarget, string> chosen = map is null ? ColumnTarget.Guess(targets, table.Columns) : ColumnTarget.Known(targets, table.Columns, map);
        ImportSettings? settings = upload.Choice?.Settings;
        var form = new FormState(
        [
            .. chosen.Select(pair => KeyValuePair.Create(ImportPages.FieldOf(pair.Key), pair.Value)),
            new("headerRow", HeaderRowOf(upload)),
            new("decimal", DecimalOf(upload)),
            new("unit", settings?.Unit ?? ""),
            new("mode", settings?.Mode ?? "paper"),
            new("basis", settings?.Basis ?? "listed"),
            new("day", settings?.Date is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""),
            new("answers", AnswerLines(map)),
        ]);
        return ShowColumns(request, state, upload, table, targets, form, upload.Choice is not null ? null : remembered is not null);
    }

    private static IResult ShowColumns(
        AdminRequest request, SurveyState state, ImportUpload upload, FileTable table, IReadOnlyList<ColumnTarget> targets, FormState form, bool? isRemembered) => request.Show(
        AdminSection.Import, request.Words["import.columns"],
        ImportPages.Columns(new ImportColumnsModel
        {
            Words = request.Words,
            Mark = request.Mark(),
            Form = form,
            Upload = upload,
            Table = table,
            Sample = [.. table.Rows.Take(SampleRows)],
            Targets = targets,
            Units = [.. UnitChoices.AnyDay(request.Words, state.History, VietnameseTime.DayOf(request.Now))],
            IsRemembered = isRemembered,
            Href = request.Path(ColumnsName, ("id", upload.Id)),
            HeaderHref = request.Path(HeaderName, ("id", upload.Id)),
            DiscardHref = request.Path(DiscardName, ("id", upload.Id)),
        }),
        over: request.Words["import.title"], status: form.HasProblems ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    private static async Task<IResult> ChooseAsync(HttpContext context, string id, SurveyState state, ImportUploads uploads, TimeProvider clock)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        ImportUpload upload = uploads.Find(id, OfficerOf(context, request));
        if (upload.Result is not null)
        {
            return AdminRequest.Next(request.Path(DoneName, ("id", id)));
        }

        form["headerRow"] = HeaderRowOf(upload);
        form["decimal"] = DecimalOf(upload);
        FileTable table = await ReadAsync(upload, uploads, context);
        IReadOnlyList<ColumnTarget> targets = TargetsOf(state, upload);
        ColumnMap map = WithAnswers(ColumnTarget.ToMap(targets, table.Columns, ReadColumns(request, form, targets, table)), form) with { DecimalMark = upload.Reading.DecimalMark };
        ImportSettings settings = ReadSettings(form, upload, state, clock);
        RequireUnitAndDay(request, form, targets);
        if (!form.HasProblems)
        {
            try
            {
                BallotFile.Read(table, LayoutOf(state, upload), map, settings);
                uploads.Put(upload with { Choice = new ImportChoice(map, settings) });
                return AdminRequest.Next(request.Path(PreviewName, ("id", id)));
            }
            catch (SipasException error)
            {
                foreach (Problem problem in error.Problems)
                {
                    form.Add("", problem);
                }
            }
        }

        return ShowColumns(request, state, upload, table, targets, form, null);
    }

    // Another row is the header, or numbers have another mark: the file is read again, and its columns are chosen again.
    private static async Task<IResult> HeaderAsync(HttpContext context, string id, SurveyState state, ImportUploads uploads)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        ImportUpload upload = uploads.Find(id, OfficerOf(context, request));
        if (upload.Result is not null)
        {
            return AdminRequest.Next(request.Path(DoneName, ("id", id)));
        }

        (int? headerRow, DecimalMark? mark) = ReadReading(form);
        if (!form.HasProblems)
        {
            try
            {
                ImportUpload changed = upload with { Reading = upload.Reading with { HeaderRow = headerRow, DecimalMark = mark }, Choice = null };
                await ReadAsync(changed, uploads, context);
                uploads.Put(changed);
                return AdminRequest.Next(request.Path(ColumnsName, ("id", id)));
            }
            catch (SipasException error)
            {
                foreach (Problem problem in error.Problems)
                {
                    form.Add(problem.Code == ProblemCodes.HeaderRowMissing ? "headerRow" : "", problem);
                }
            }
        }

        FileTable table = await ReadAsync(upload, uploads, context);
        return ShowColumns(request, state, upload, table, TargetsOf(state, upload), form, null);
    }

    private static string HeaderRowOf(ImportUpload upload) => upload.Reading.HeaderRow?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string DecimalOf(ImportUpload upload) => upload.Reading.DecimalMark switch { DecimalMark.Comma => ",", DecimalMark.Point => ".", _ => "" };

    private static (int? HeaderRow, DecimalMark? Mark) ReadReading(FormState form)
    {
        int? headerRow = null;
        if (form.Text("headerRow") is { } text)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row is > 0 and <= 1_048_576)
            {
                headerRow = row;
            }
            else
            {
                form.Add("headerRow", new Problem(ProblemCodes.QueryValue, "headerRow", text, "1, 2, 3 …"));
            }
        }

        if (form["decimal"] is not ("" or "," or "."))
        {
            form.Add("decimal", new Problem(ProblemCodes.QueryValue, "decimal", form["decimal"], "\",\", \".\""));
        }

        return (headerRow, form["decimal"] switch { "," => DecimalMark.Comma, "." => DecimalMark.Point, _ => null });
    }

    private static async Task<IResult> PreviewAsync(HttpContext context, string id, SurveyState state, ImportUploads uploads)
    {
        var request = new AdminRequest(context);
        ImportUpload upload = uploads.Find(id, OfficerOf(context, request));
        return upload.Result is not null ? AdminRequest.Next(request.Path(DoneName, ("id", id)))
            : upload.Choice is null ? AdminRequest.Next(request.Path(ColumnsName, ("id", id)))
            : await ShowPreviewAsync(context, request, state, uploads, upload, new FormState([]), []);
    }

    private static async Task<IResult> ShowPreviewAsync(
        HttpContext context, AdminRequest request, SurveyState state, ImportUploads uploads, ImportUpload upload, FormState form, BatchProblem[] refused)
    {
        using IDisposable turn = await uploads.ReadTurnAsync(context.RequestAborted);
        BallotImport import = ImportOf(context);
        var problems = new ProblemSummary();
        long faultyRows = 0;
        IReadOnlyList<BatchProblem> numbers = refused.Length > 0 ? refused : await NumberProblemsAsync(import, state, upload, context.RequestAborted);
        BallotFile file = FindProblems(import, state, upload, refused.Length > 0, numbers, problem =>
        {
            faultyRows += problems.Count == 0 || problem.IsOfNewRow ? 1 : 0;
            problems.Add(problem.Problem);
        }, context.RequestAborted);
        CorrectionPlan? plan = problems.Count > 0 ? null : await import.PlanAsync(file, context.RequestAborted);
        return request.Show(
            AdminSection.Import, request.Words["import.preview"],
            ImportPages.Preview(new ImportPreviewModel
            {
                Words = request.Words,
                Mark = request.Mark(),
                Form = form,
                Upload = upload,
                File = upload.Open(),
                RowCount = file.Submissions.Count,
                Units = [.. file.Submissions.GroupBy(ballot => ballot.Unit ?? "").OrderBy(unit => unit.Key, StringComparer.Ordinal)
                    .Select(unit => (state.Units.Find(unit.Key) is { } known ? $"{unit.Key} · {request.Words.Of(known.Name)}" : unit.Key, unit.LongCount()))],
                Problems = problems,
                ListHref = request.Path(ListFileName, ("id", upload.Id)),
                FaultyRowCount = faultyRows,
                Plan = plan,
                Corrections = [.. (plan?.Corrections ?? []).Take(MostShown).Select(planned => new ImportCorrectionRow(
                    file.RowNumbers[planned.Index], planned.Standing.Sequence,
                    string.Join(", ", planned.Differences.Select(difference => $"{file.ColumnOf(difference.Place) ?? difference.Place}: {Shown(difference.Kept)} → {Shown(difference.Brought)}")), planned.Refusal))],
                AsksBringer = !request.IsSignedIn,
                KeepHref = request.Path(KeepName, ("id", upload.Id)),
                ColumnsHref = request.Path(ColumnsName, ("id", upload.Id)),
                DiscardHref = request.Path(DiscardName, ("id", upload.Id)),
            }),
            over: request.Words["import.title"], status: form.HasProblems || problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static async Task<IResult> KeepAsync(HttpContext context, string id, SurveyState state, ImportUploads uploads)
    {
        var request = new AdminRequest(context);
        FormState form = FormState.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        using IDisposable turn = await uploads.KeepTurnAsync(context.RequestAborted);
        ImportUpload upload = uploads.Find(id, OfficerOf(context, request));
        if (upload.Result is not null)
        {
            return AdminRequest.Next(request.Path(DoneName, ("id", id)));
        }

        if (upload.Choice is null)
        {
            return AdminRequest.Next(request.Path(ColumnsName, ("id", id)));
        }

        BatchResult? result = null;
        if (form["shown"] != upload.Shown)
        {
            form.Add("", new Problem(ProblemCodes.PreviewMoved, "shown"));
        }
        else
        {
            string bringer = request.IsSignedIn ? request.Actor : form.Text("broughtBy") ?? request.Actor;
            using IDisposable actor = AuditActor.Begin(bringer);
            using IDisposable reading = await uploads.ReadTurnAsync(context.RequestAborted);
            BallotImport import = ImportOf(context);
            var leftOut = new ProblemSummary();
            FileTable table = upload.Read(leftOut.Add);
            if (leftOut.Count > 0)
            {
                return AdminRequest.Next(request.Path(PreviewName, ("id", id)));
            }

            BallotFile file = BallotFile.Read(table, LayoutOf(state, upload), upload.Choice.Map, upload.Choice.Settings);
            bool corrects = import.Check(file, context.RequestAborted).Count == 0 && (await import.PlanAsync(file, context.RequestAborted)).Corrections.Count > 0;
            result = await import.KeepAsync(file, corrects ? new BallotCorrection(form["reason"], bringer, form["reviewer"]) : null, context.RequestAborted);
            if (result.Problems.Count == 0)
            {
                // What is durable is reported whatever becomes of the request.
                uploads.Put(upload with { Result = result, Bytes = [] });
                await import.RememberMapAsync(upload.PackId, table.Columns, upload.Choice.Map, CancellationToken.None);
                return AdminRequest.Next(request.Path(DoneName, ("id", id)));
            }
        }

        BatchProblem[] ofRows = [.. (result?.Problems ?? []).Where(problem => FieldOf(problem.Problem) is null)];
        foreach (Problem problem in (result?.Problems ?? []).Select(problem => problem.Problem).Where(problem => FieldOf(problem) is not null).Distinct())
        {
            form.Add(FieldOf(problem)!, problem);
        }

        return await ShowPreviewAsync(context, request, state, uploads, upload, form, ofRows);
    }

    private static IResult Done(HttpContext context, string id, ImportUploads uploads)
    {
        var request = new AdminRequest(context);
        ImportUpload upload = uploads.Find(id, OfficerOf(context, request));
        return upload.Result is { } result
            ? request.Show(
                AdminSection.Import, request.Words["import.done"],
                ImportPages.Done(request.Words, upload, result, request.Path(StartName), ResultHref(context, request, upload)), over: request.Words["import.title"])
            : AdminRequest.Next(request.Path(PreviewName, ("id", id)));
    }

    // The report of the ballots that came, where this host serves reports.
    private static string? ResultHref(HttpContext context, AdminRequest request, ImportUpload upload) => context.RequestServices.GetRequiredService<LinkGenerator>().GetPathByName(
        context, Reports.ReportEndpoints.ReportName, new RouteValueDictionary
        {
            ["pack"] = upload.PackId,
            ["questionnaireVersion"] = upload.QuestionnaireVersion,
            ["basis"] = upload.Choice?.Settings.Basis,
            ["lang"] = request.Words.Language,
        });

    private static IResult Discard(HttpContext context, string id, ImportUploads uploads)
    {
        var request = new AdminRequest(context);
        uploads.Drop(uploads.Find(id, OfficerOf(context, request)).Id);
        return AdminRequest.Next(request.Path(StartName));
    }

    // Not a parameter of the handlers: a storage without a desk is said on a page then.
    private static BallotImport ImportOf(HttpContext context) => context.RequestServices.GetRequiredService<BallotImport>();

    // An upload belongs to whoever signed in, and to the browser whose forms bear the mark that goes with its cookie: where nobody signs in, that alone tells officers apart.
    private static string OfficerOf(HttpContext context, AdminRequest request)
    {
        string? cookie = context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.IsSignedIn}\n{request.Actor}\n{(cookie is null ? "" : context.Request.Cookies[cookie])}")));
    }

    private static async Task<FileTable> ReadAsync(ImportUpload upload, ImportUploads uploads, HttpContext context)
    {
        using IDisposable turn = await uploads.ReadTurnAsync(context.RequestAborted);
        return upload.Read();
    }

    private static AnswerLayout LayoutOf(SurveyState state, ImportUpload upload) => state.Packs.FindLayout(upload.PackId, upload.QuestionnaireVersion)!;

    private static IReadOnlyList<ColumnTarget> TargetsOf(SurveyState state, ImportUpload upload) =>
        ColumnTarget.Of(LayoutOf(state, upload), state.Packs.Find(upload.PackId)!.FindQuestionnaire(upload.QuestionnaireVersion)!.Questions);

    private static Dictionary<ColumnTarget, string> ReadColumns(AdminRequest request, FormState form, IReadOnlyList<ColumnTarget> targets, FileTable table)
    {
        var chosen = new Dictionary<ColumnTarget, string>();
        var holders = new Dictionary<string, ColumnTarget>(StringComparer.OrdinalIgnoreCase);
        foreach (ColumnTarget target in targets)
        {
            string field = ImportPages.FieldOf(target);
            if (form.Text(field) is not { } column)
            {
                continue;
            }

            if (table.Find(column) < 0)
            {
                form.Add(field, new Problem(ProblemCodes.ColumnMissing, "header", column, string.Join(", ", table.Columns)));
            }
            else if (!holders.TryAdd(column, target))
            {
                form.Add(field, new Problem(ProblemCodes.ColumnForTwo, ImportPages.NameOf(request.Words, target), column, ImportPages.NameOf(request.Words, holders[column])));
            }

            chosen[target] = column;
        }

        return chosen;
    }

    // A line each: the words of a cell, an equals sign, the level or special answer that they mean.
    // A line a word: "Tốt = 5" for every question, "[yn] 1 = 2" for the questions of a scale.
    private static ColumnMap WithAnswers(ColumnMap map, FormState form)
    {
        var everywhere = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var byScale = new Dictionary<string, IReadOnlyDictionary<string, JsonElement>>(StringComparer.Ordinal);
        foreach (string line in form.Lines("answers"))
        {
            int at = line.LastIndexOf('=');
            string words = at < 0 ? "" : line[..at].Trim();
            string meaning = at < 0 ? "" : line[(at + 1)..].Trim();
            string? scale = words.StartsWith('[') && words.IndexOf(']', StringComparison.Ordinal) is > 1 and int end && CodeText.IsWellFormed(words[1..end]) ? words[1..end] : null;
            Dictionary<string, JsonElement> answers = scale is null ? everywhere
                : byScale.TryGetValue(scale, out IReadOnlyDictionary<string, JsonElement>? known) ? (Dictionary<string, JsonElement>)known : [];
            words = scale is null ? words : words[(scale.Length + 2)..].Trim();
            JsonElement? read = long.TryParse(meaning, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long level) ? JsonSerializer.SerializeToElement(level)
                : BallotWords.TrySpecial(meaning, out _) ? JsonSerializer.SerializeToElement(meaning)
                : null;
            if (words.Length > 0 && read is { } answer)
            {
                answers[words] = answer;
                if (scale is not null)
                {
                    byScale[scale] = answers;
                }
            }
            else
            {
                form.Add("answers", new Problem(ProblemCodes.QueryValue, "answers", line, $"Tốt = 5; [yn] 1 = 2; KAD = {string.Join(" | ", Enum.GetValues<SpecialAnswer>().Select(BallotWords.Of))}"));
            }
        }

        return map with { Answers = everywhere.Count == 0 ? null : everywhere, AnswersByScale = byScale.Count == 0 ? null : byScale };
    }

    private static string AnswerLines(ColumnMap? map) => string.Join('\n', (map?.Answers ?? new Dictionary<string, JsonElement>()).Select(pair => $"{pair.Key} = {pair.Value}")
        .Concat((map?.AnswersByScale ?? new Dictionary<string, IReadOnlyDictionary<string, JsonElement>>()).SelectMany(scale => scale.Value.Select(pair => $"[{scale.Key}] {pair.Key} = {pair.Value}"))));

    private static ImportSettings ReadSettings(FormState form, ImportUpload upload, SurveyState state, TimeProvider clock)
    {
        DateOnly day = default;
        if (form.Text("day") is { } text && !DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            form.Add("day", new Problem(ProblemCodes.TimeMalformed, "day", text, "2026-11-21"));
        }

        if (!BallotWords.TryMode(form["mode"], out _))
        {
            form.Add("mode", new Problem(ProblemCodes.ModeUnknown, "mode", form["mode"], string.Join(", ", BallotWords.ModeWords)));
        }

        if (!BallotWords.TryBasis(form["basis"], out _))
        {
            form.Add("basis", new Problem(ProblemCodes.BasisUnknown, "basis", form["basis"], string.Join(", ", BallotWords.BasisWords)));
        }

        if (form.Text("unit") is { } unit && (day == default
            ? state.Units.Find(unit) is null ? new Problem(ProblemCodes.UnitUnknown, "unit", unit) : null
            : state.History.Check(unit, day, "unit")) is { } absent)
        {
            form.Add("unit", absent);
        }

        return new ImportSettings
        {
            Pack = upload.PackId,
            QuestionnaireVersion = upload.QuestionnaireVersion,
            UnitColumn = "unit",
            Unit = form.Text("unit"),
            Mode = form["mode"],
            Basis = form["basis"],
            Date = day == default ? null : day,
            Today = VietnameseTime.DayOf(clock.GetUtcNow()),
        };
    }

    private static void RequireUnitAndDay(AdminRequest request, FormState form, IReadOnlyList<ColumnTarget> targets)
    {
        if (form.Text("unit") is null && form.Text(Field(ColumnRole.Unit)) is null)
        {
            form.Add("unit", new Problem(ProblemCodes.UnitNotNamed, "unit"));
        }

        if (form.Text("day") is null && form.Text(Field(ColumnRole.BallotNumber)) is not null && form.Text(Field(ColumnRole.CompletedAt)) is null)
        {
            form.Add("day", new Problem(ProblemCodes.DateMissing, "day", null, request.Words["import.dayHere"]));
        }

        string Field(ColumnRole role) => ImportPages.FieldOf(targets.First(target => target.Role == role));
    }

    // Rows that cannot be used come first, then the ballots of all others in their order: each row together.
    // Printed numbers against those that were issued: asked of the storage of people, all at once.
    private static async Task<IReadOnlyList<BatchProblem>> NumberProblemsAsync(BallotImport import, SurveyState state, ImportUpload upload, CancellationToken cancellationToken) =>
        await import.CheckNumbersAsync(BallotFile.Read(upload.Read(_ => { }), LayoutOf(state, upload), upload.Choice!.Map, upload.Choice.Settings), cancellationToken);

    private static BallotFile FindProblems(
        BallotImport import, SurveyState state, ImportUpload upload, bool isRefused, IReadOnlyList<BatchProblem> known, Action<(Problem Problem, bool IsOfNewRow)> onProblem, CancellationToken cancellationToken)
    {
        BallotFile file = BallotFile.Read(
            upload.Read(problem => onProblem((problem, true))), LayoutOf(state, upload), upload.Choice!.Map, upload.Choice.Settings);
        int last = -1;
        if (!isRefused)
        {
            import.Check(file, Tell, cancellationToken);
        }

        foreach (BatchProblem problem in known)
        {
            Tell(problem);
        }

        return file;

        void Tell(BatchProblem found)
        {
            Problem problem = BallotImport.InFile(file, found);
            onProblem((problem.Allowed is null && problem.Code == ProblemCodes.UnitUnknown ? new Problem(problem.Code, problem.Place, problem.Value, UnitCodes(state)) : problem, found.Index != last));
            last = found.Index;
        }
    }

    private static async Task<IResult> ListAsync(HttpContext context, string id, SurveyState state, ImportUploads uploads)
    {
        var request = new AdminRequest(context);
        ImportUpload upload = uploads.Find(id, OfficerOf(context, request));
        if (upload.Choice is null || upload.Result is not null)
        {
            return AdminRequest.Next(request.Path(upload.Choice is null ? ColumnsName : DoneName, ("id", id)));
        }

        using IDisposable turn = await uploads.ReadTurnAsync(context.RequestAborted);
        BallotImport import = ImportOf(context);
        IReadOnlyList<BatchProblem> numbers = await NumberProblemsAsync(import, state, upload, context.RequestAborted);
        return new CsvDownload(Path.GetFileNameWithoutExtension(upload.Name) + "-loi.csv", write =>
        {
            write(ProblemList.Header);
            FindProblems(import, state, upload, false, numbers, problem => write(ProblemList.Line(problem.Problem)), context.RequestAborted);
        });
    }

    // A file with the headings that need no choice of columns; the workbook also says what each column holds.
    private static IResult Template(HttpContext context, string format, string? questionnaire, SurveyState state)
    {
        var request = new AdminRequest(context);
        string[] named = (questionnaire ?? "").Split('/', 2);
        AnswerLayout layout = (named.Length == 2 ? state.Packs.FindLayout(named[0], named[1]) : null) ?? throw new SipasException(
            new Problem(ProblemCodes.QuestionnaireUnknown, "questionnaire", questionnaire, string.Join(", ", state.Packs.Layouts.Select(known => $"{known.PackId}/{known.QuestionnaireVersion}"))));
        string name = $"{layout.PackId}-{layout.QuestionnaireVersion}";
        ImportTemplate template = new(request.Words, layout, state.Packs.Find(layout.PackId)!.FindQuestionnaire(layout.QuestionnaireVersion)!);
        return format switch
        {
            "csv" => AdminDownload.Csv([template.Headings], name + ".csv"),
            "xlsx" => AdminDownload.Of(template.ToXlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx"),
            _ => request.Fault(StatusCodes.Status404NotFound, [new Problem(ProblemCodes.PageUnknown, "path", context.Request.Path)], "fault.page"),
        };
    }

    private static string UnitCodes(SurveyState state) =>
        string.Join(", ", state.Units.Units.Take(MostUnits).Select(unit => unit.Code)) + (state.Units.Units.Count > MostUnits ? " …" : "");

    // Beside which field of the preview a refusal stands; null for those of a row.
    private static string? FieldOf(Problem problem) => problem.Code switch
    {
        ProblemCodes.CorrectionReason => "reason",
        ProblemCodes.ReviewerUnknown or ProblemCodes.CorrectionByOne or ProblemCodes.ReviewerIsCollector => "reviewer",
        _ => null,
    };

    private static string Shown(string value) => value.Length == 0 ? "—" : value;

    private static string NameOf(IFormFile file)
    {
        string name = VietnameseText.Compose(Path.GetFileName(file.FileName.Replace('\\', '/')));
        return name.Length == 0 ? "—" : name.Length > MaximumName ? name[..MaximumName] : name;
    }
}
