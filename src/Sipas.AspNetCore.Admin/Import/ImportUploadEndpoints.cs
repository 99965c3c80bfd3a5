using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The first step of an import: the file and its questionnaire, and the templates to download.</summary>
internal static class ImportUploadEndpoints
{
    private const int MaximumName = 120;

    // The encoding is chosen and never guessed: a wrong guess changes texts unnoticed.
    internal static readonly string[] Encodings = ["", "windows-1258", "utf-16"];

    public static IResult Start(HttpContext context, IOptions<SipasAdminOptions> options) =>
        ShowStart(new ImportRequest(context), options.Value, new FormState([]));

    public static async Task<IResult> UploadAsync(HttpContext context, IOptions<SipasAdminOptions> options)
    {
        var request = new ImportRequest(context);
        IFormCollection sent = await context.Request.ReadFormAsync(request.Aborted);
        FormState form = FormState.Of(sent);
        AnswerLayout? layout = FindLayout(request, form["questionnaire"]);
        if (layout is null)
        {
            form.Add("questionnaire", UnknownQuestionnaire(request, form["questionnaire"]));
        }

        if (!Encodings.Contains(form["encoding"]))
        {
            form.Add("encoding", new Problem(ProblemCodes.QueryValue, "encoding", form["encoding"],
                "utf-8, " + string.Join(", ", Encodings.Skip(1))));
        }

        (int? headerRow, DecimalMark? mark) = ImportColumnForm.ReadTableOptions(form);
        IFormFile? file = sent.Files["file"];
        if (file is null || file.Length == 0)
        {
            form.Add("file", new Problem(ProblemCodes.FileEmpty, "file", file is null ? "—" : NameOf(file)));
        }

        if (!form.HasProblems)
        {
            IResult? done = await form.TryAsync(
                async () =>
                {
                    byte[] bytes = new byte[file!.Length];
                    await using (Stream stream = file.OpenReadStream())
                    {
                        await stream.ReadExactlyAsync(bytes, request.Aborted);
                    }

                    TableFileOptions reading = request.Uploads.Reading(
                        form.Text("sheet"), form.Text("encoding") is { } name ? TableFileOptions.FindEncoding(name) : null, headerRow,
                        mark);
                    string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
                    var upload = new ImportUpload(id, request.Officer, NameOf(file), bytes,
                        Convert.ToHexStringLower(SHA256.HashData(bytes)), reading)
                    {
                        PackId = layout!.PackId,
                        QuestionnaireVersion = layout.QuestionnaireVersion,
                    };
                    using (await request.Uploads.ReadTurnAsync(request.Aborted))
                    {
                        // Unreadable rows are left out and reported in the preview with all other problems, but a file
                        // without any readable row is rejected here.
                        var unreadable = new List<Problem>();
                        if (upload.Read(unreadable.Add).Rows.Count == 0)
                        {
                            throw new SipasException(unreadable);
                        }
                    }

                    request.Uploads.Hold(upload);
                    return request.To(ImportEndpoints.ColumnsName, upload.Id);
                },
                FieldOf);
            if (done is not null)
            {
                return done;
            }
        }

        return ShowStart(request, options.Value, form);
    }

    /// <summary>An empty file with the columns of a questionnaire; the workbook also describes each column.</summary>
    public static IResult Template(HttpContext context, string format, string? questionnaire)
    {
        var request = new ImportRequest(context);
        AnswerLayout layout = FindLayout(request, questionnaire ?? "")
            ?? throw new SipasException(UnknownQuestionnaire(request, questionnaire));
        string name = $"{layout.PackId}-{layout.QuestionnaireVersion}";
        Questionnaire asked = request.State.Packs.Find(layout.PackId)!.FindQuestionnaire(layout.QuestionnaireVersion)!;
        ImportTemplate template = new(request.Admin.Words, layout, asked);
        return format switch
        {
            "csv" => AdminDownload.Csv([template.Headings], name + ".csv"),
            "xlsx" => AdminDownload.Of(template.ToXlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                name + ".xlsx"),
            _ => request.Admin.Fault(StatusCodes.Status404NotFound, [new Problem(ProblemCodes.PageUnknown, "path", context.Request.Path)],
                "fault.page"),
        };
    }

    public static IResult Discard(HttpContext context, string id)
    {
        var request = new ImportRequest(context);
        request.Uploads.Drop(request.Find(id).Id);
        return AdminRequest.Next(request.Admin.Path(AdminSection.Import.EndpointName));
    }

    private static IResult ShowStart(ImportRequest request, SipasAdminOptions options, FormState form) =>
        request.Admin.Show<ImportStartPage>(
            AdminSection.Import, request.Admin.Words["import.title"],
            new ImportStartModel
            {
                Mark = request.Admin.Mark(),
                Form = form,
                Href = request.Admin.Path(AdminSection.Import.EndpointName),
                Packs = request.State.Packs,
                Options = options,
                TemplateHref = (layout, format) => request.Admin.Path(ImportEndpoints.TemplateName, ("format", format),
                    ("questionnaire", $"{layout.PackId}/{layout.QuestionnaireVersion}")),
                CorrectionsHref = request.Admin.Path(CorrectionEntry.ListName),
            },
            status: form.HasProblems ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    private static AnswerLayout? FindLayout(ImportRequest request, string questionnaire) =>
        questionnaire.Split('/', 2) is [var pack, var version] ? request.State.Packs.FindLayout(pack, version) : null;

    private static Problem UnknownQuestionnaire(ImportRequest request, string? questionnaire) => new(
        ProblemCodes.QuestionnaireUnknown, "questionnaire", questionnaire,
        string.Join(", ", request.State.Packs.Layouts.Select(known => $"{known.PackId}/{known.QuestionnaireVersion}")));

    private static string FieldOf(Problem problem) => problem.Code switch
    {
        ProblemCodes.SheetMissing => "sheet",
        ProblemCodes.FileEncoding => "encoding",
        ProblemCodes.HeaderRowMissing => "headerRow",
        _ => "",
    };

    private static string NameOf(IFormFile file)
    {
        string name = VietnameseText.Compose(Path.GetFileName(file.FileName.Replace('\\', '/')));

        // Normalized again: the cut may separate a surrogate pair.
        return name.Length == 0 ? "—" : name.Length > MaximumName ? VietnameseText.Compose(name[..MaximumName]) : name;
    }
}
