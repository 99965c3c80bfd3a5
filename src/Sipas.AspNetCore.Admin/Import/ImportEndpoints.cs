using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Http;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The routes of <c>/admin/import</c>: upload, columns, preview (which writes nothing), confirmation, result.</summary>
internal static class ImportEndpoints
{
    public const string ColumnsName = "SipasAdminImportColumns";
    public const string HeaderName = "SipasAdminImportHeader";
    public const string PreviewName = "SipasAdminImportPreview";
    public const string KeepName = "SipasAdminImportKeep";
    public const string DoneName = "SipasAdminImportDone";
    public const string DiscardName = "SipasAdminImportDiscard";
    public const string ListFileName = "SipasAdminImportProblems";
    public const string TemplateName = "SipasAdminImportTemplate";

    public static void Map(IEndpointRouteBuilder routes)
    {
        long limit = routes.ServiceProvider.GetRequiredService<IOptions<SipasAdminOptions>>().Value.MaximumImportBytes;
        routes.MapGet("/admin/import", ImportUploadEndpoints.Start)
            .AlsoHead(routes.MapMethods("/admin/import", ReadRoutes.Head, ImportUploadEndpoints.Start))
            .WithName(AdminSection.Import.EndpointName);
        UploadSize.Limit(routes.MapPost("/admin/import", ImportUploadEndpoints.UploadAsync), limit);
        routes.MapGet("/admin/import/template.{format}", ImportUploadEndpoints.Template)
            .AlsoHead(routes.MapMethods("/admin/import/template.{format}", ReadRoutes.Head, ImportUploadEndpoints.Template))
            .WithName(TemplateName);
        routes.MapPost("/admin/import/{id}/discard", ImportUploadEndpoints.Discard).WithName(DiscardName);
        routes.MapGet("/admin/import/{id}", ImportColumnEndpoints.ShowAsync)
            .AlsoHead(routes.MapMethods("/admin/import/{id}", ReadRoutes.Head, ImportColumnEndpoints.ShowAsync)).WithName(ColumnsName);
        routes.MapPost("/admin/import/{id}", ImportColumnEndpoints.ChooseAsync);
        routes.MapPost("/admin/import/{id}/header", ImportColumnEndpoints.ReadAgainAsync).WithName(HeaderName);
        routes.MapGet("/admin/import/{id}/preview", ImportPreviewEndpoints.ShowAsync)
            .AlsoHead(routes.MapMethods("/admin/import/{id}/preview", ReadRoutes.Head, ImportPreviewEndpoints.ShowAsync))
            .WithName(PreviewName);
        routes.MapGet("/admin/import/{id}/problems.csv", ImportPreviewEndpoints.ListAsync)
            .AlsoHead(routes.MapMethods("/admin/import/{id}/problems.csv", ReadRoutes.Head, ImportPreviewEndpoints.ListAsync))
            .WithName(ListFileName);
        routes.MapPost("/admin/import/{id}/keep", ImportPreviewEndpoints.ConfirmAsync).WithName(KeepName);
        routes.MapGet("/admin/import/{id}/done", ImportPreviewEndpoints.Done)
            .AlsoHead(routes.MapMethods("/admin/import/{id}/done", ReadRoutes.Head, ImportPreviewEndpoints.Done)).WithName(DoneName);
    }
}
