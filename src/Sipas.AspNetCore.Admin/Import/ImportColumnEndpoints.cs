using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Problems;
using Sipas.Tickets;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The second step of an import: the header row, the decimal mark, and the column of each item.</summary>
internal static class ImportColumnEndpoints
{
    private const int SampleRows = 4;

    public static async Task<IResult> ShowAsync(HttpContext context, string id)
    {
        var request = new ImportRequest(context);
        ImportUpload upload = request.Find(id);
        if (upload.Result is not null)
        {
            return request.To(ImportEndpoints.DoneName, id);
        }

        FileTable table = await request.ReadAsync(upload);
        IReadOnlyList<ColumnTarget> targets = request.TargetsOf(upload);
        ColumnMap? remembered = upload.Choice is null
            ? await request.Import.FindMapAsync(upload.PackId, table.Columns, request.Aborted)
            : null;
        ColumnMap? map = upload.Choice?.Map ?? remembered;
        FormState form = ImportColumnForm.Of(
            upload, map, map is null ? ColumnTarget.Guess(targets, table.Columns) : ColumnTarget.Known(targets, table.Columns, map));
        return Show(request, upload, table, targets, form, upload.Choice is not null ? null : remembered is not null);
    }

    public static async Task<IResult> ChooseAsync(HttpContext context, string id, TimeProvider clock)
    {
        var request = new ImportRequest(context);
        FormState form = await request.ReadFormAsync();
        ImportUpload upload = request.Find(id);
        if (upload.Result is not null)
        {
            return request.To(ImportEndpoints.DoneName, id);
        }

        ImportColumnForm.ShowTableOptions(form, upload);
        FileTable table = await request.ReadAsync(upload);
        IReadOnlyList<ColumnTarget> targets = request.TargetsOf(upload);
        ColumnMap map = ImportColumnForm.ReadMap(request, form, targets, table) with { DecimalMark = upload.Reading.DecimalMark };
        ImportSettings settings = ImportColumnForm.ReadSettings(request, form, upload, targets, VietnameseTime.DayOf(clock.GetUtcNow()));
        if (!form.HasProblems && BallotFile.HasNumbers(table, map))
        {
            settings = settings with
            {
                Numbers = (await context.RequestServices.GetRequiredService<StoreKeys>()
                    .OpenAsync(request.Aborted)).Numbers,
            };
        }

        if (!form.HasProblems)
        {
            IResult? done = ReportedProblems.Handle<IResult?>(
                () =>
                {
                    BallotFile.Read(table, request.LayoutOf(upload), map, settings);
                    request.Uploads.Put(upload with { Choice = new ImportChoice(map, settings) });
                    return request.To(ImportEndpoints.PreviewName, id);
                },
                problems =>
                {
                    foreach (Problem problem in problems)
                    {
                        form.Add("", problem);
                    }

                    return null;
                });
            if (done is not null)
            {
                return done;
            }
        }

        return Show(request, upload, table, targets, form, null);
    }

    /// <summary>Reads the file again with another header row or decimal mark; the columns are then chosen again.</summary>
    public static async Task<IResult> ReadAgainAsync(HttpContext context, string id)
    {
        var request = new ImportRequest(context);
        FormState form = await request.ReadFormAsync();
        ImportUpload upload = request.Find(id);
        if (upload.Result is not null)
        {
            return request.To(ImportEndpoints.DoneName, id);
        }

        (int? headerRow, DecimalMark? mark) = ImportColumnForm.ReadTableOptions(form);
        if (!form.HasProblems)
        {
            IResult? done = await form.TryAsync(
                async () =>
                {
                    ImportUpload changed = upload with
                    {
                        Reading = upload.Reading with { HeaderRow = headerRow, DecimalMark = mark },
                        Choice = null,
                    };
                    await request.ReadAsync(changed);
                    request.Uploads.Put(changed);
                    return request.To(ImportEndpoints.ColumnsName, id);
                },
                problem => problem.Code == ProblemCodes.HeaderRowMissing ? "headerRow" : "");
            if (done is not null)
            {
                return done;
            }
        }

        return Show(request, upload, await request.ReadAsync(upload), request.TargetsOf(upload), form, null);
    }

    private static IResult Show(
        ImportRequest request, ImportUpload upload, FileTable table, IReadOnlyList<ColumnTarget> targets, FormState form,
        bool? isRemembered) => request.Admin.Show<ImportColumnsPage>(
        AdminSection.Import, request.Admin.Words["import.columns"],
        new ImportColumnsModel
        {
            Mark = request.Admin.Mark(),
            Form = form,
            Upload = upload,
            Table = table,
            Sample = [.. table.Rows.Take(SampleRows)],
            Targets = targets,
            Units = [.. UnitChoices.AnyDay(request.Admin.Words, request.State.History, VietnameseTime.DayOf(request.Admin.Now))],
            IsRemembered = isRemembered,
            Href = request.Path(ImportEndpoints.ColumnsName, upload.Id),
            HeaderHref = request.Path(ImportEndpoints.HeaderName, upload.Id),
            DiscardHref = request.Path(ImportEndpoints.DiscardName, upload.Id),
        },
        over: request.Admin.Words["import.title"], status: form.HasProblems ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
}
