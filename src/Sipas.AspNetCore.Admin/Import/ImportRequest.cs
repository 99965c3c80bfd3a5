using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Pages;
using Sipas.Files.Columns;
using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>A request to one of the import pages, with the services that all of them use.</summary>
internal sealed class ImportRequest(HttpContext context)
{
    private string? _officer;

    public HttpContext Context => context;

    public AdminRequest Admin { get; } = new(context);

    public SurveyState State { get; } = context.RequestServices.GetRequiredService<SurveyState>();

    public ImportUploads Uploads { get; } = context.RequestServices.GetRequiredService<ImportUploads>();

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>The import. Resolved on use: a storage without this part is reported on the page.</summary>
    public BallotImport Import => context.RequestServices.GetRequiredService<BallotImport>();

    /// <summary>The owner of an upload: the account, and the browser by its antiforgery cookie, which separates
    /// officers of a host without sign-in.</summary>
    public string Officer => _officer ??= FindOfficer();

    public async Task<FormState> ReadFormAsync() => FormState.Of(await context.Request.ReadFormAsync(Aborted));

    /// <summary>The upload, if it belongs to the officer.</summary>
    public ImportUpload Find(string id) => Uploads.Find(id, Officer);

    /// <summary>Reads an upload as a table. The number of files that are read at one time is limited.</summary>
    public async Task<FileTable> ReadAsync(ImportUpload upload)
    {
        using IDisposable turn = await Uploads.ReadTurnAsync(Aborted);
        return upload.Read();
    }

    public AnswerLayout LayoutOf(ImportUpload upload) => State.Packs.FindLayout(upload.PackId, upload.QuestionnaireVersion)!;

    public Questionnaire QuestionnaireOf(ImportUpload upload) =>
        State.Packs.Find(upload.PackId)!.FindQuestionnaire(upload.QuestionnaireVersion)!;

    public IReadOnlyList<ColumnTarget> TargetsOf(ImportUpload upload) =>
        ColumnTarget.Of(LayoutOf(upload), QuestionnaireOf(upload).Questions);

    /// <summary>Gets the path of a page of an upload.</summary>
    public string Path(string name, string id) => Admin.Path(name, ("id", id));

    /// <summary>Creates a redirect to a page of an upload.</summary>
    public IResult To(string name, string id) => AdminRequest.Next(Path(name, id));

    private string FindOfficer()
    {
        string browser = context.RequestServices.GetRequiredService<FormMarks>().BrowserOf(context);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Admin.IsSignedIn}\n{Admin.Actor}\n{browser}")));
    }
}
