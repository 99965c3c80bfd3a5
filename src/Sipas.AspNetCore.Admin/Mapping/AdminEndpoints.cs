using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Admin.Cases;
using Sipas.AspNetCore.Admin.Corrections;
using Sipas.AspNetCore.Admin.Devices;
using Sipas.AspNetCore.Admin.Fieldwork;
using Sipas.AspNetCore.Admin.Http;
using Sipas.AspNetCore.Admin.Import;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Paper;
using Sipas.AspNetCore.Admin.Printing;
using Sipas.AspNetCore.Admin.Quality;
using Sipas.AspNetCore.Admin.Sampling;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Problems;
using Sipas.Surveys;

namespace Sipas.AspNetCore.Admin.Mapping;

/// <summary>Maps the officer's pages with their common behaviour: forms are accepted only with their antiforgery token,
/// and errors are shown on a page.</summary>
internal static class AdminEndpoints
{
    private const string FormTypes = "application/x-www-form-urlencoded, multipart/form-data; boundary=…";

    public static void Map(RouteGroupBuilder group)
    {
        group.ExcludeFromDescription();
        StoreFaults.Attach(group,
            (context, problem) => new AdminRequest(context).Fault(StatusCodes.Status503ServiceUnavailable, [problem]));
        group.AddEndpointFilter(TellAsync);
        group.AddEndpointFilter(RequireAccountAsync);
        group.AddEndpointFilter(CheckFormAsync);
        group.AddEndpointFilter(ReloadUnitsAsync);
        group.AddEndpointFilter(PeopleReads.RecordAsync);
        AdminAssets.BaseStyle.Map(group);
        AdminAssets.Style.Map(group);
        AdminAssets.UploadScript.Map(group);
        SurveyListEndpoints.Map(group);
        PlanEndpoints.Map(group);
        SurveyEndpoints.Map(group);
        FrameEndpoints.Map(group);
        DrawEndpoints.Map(group);
        PrintEndpoints.Map(group);
        FieldEndpoints.Map(group);
        ReinterviewEndpoints.Map(group);
        DeviceListEndpoints.Map(group);
        PaperEndpoints.Map(group);
        ImportEndpoints.Map(group);
        CorrectionEndpoints.Map(group);
        ReviewEndpoints.Map(group);
        CaseEndpoints.Map(group);
        UnknownAddresses.MapPages(group, "/admin", (context, status, problem) =>
            new AdminRequest(context).Fault(status, [problem], "fault.page"));
    }

    private static async ValueTask<object?> TellAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (SipasException error) when (!StoreFaults.Is(error))
        {
            int status = error.Problems[0].Code is ProblemCodes.SurveyUnknown or ProblemCodes.UploadGone
                ? StatusCodes.Status404NotFound
                : StatusCodes.Status400BadRequest;
            return new AdminRequest(context.HttpContext).Fault(status, error.Problems);
        }
    }

    // A signed-in account without the claim must not be treated as if the host had no accounts.
    private static async ValueTask<object?> RequireAccountAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        SipasAdminOptions options = http.RequestServices.GetRequiredService<IOptions<SipasAdminOptions>>().Value;
        return AccountName.IsAuthenticated(http) && AccountName.Of(http, options) is null
            ? new AdminRequest(http).Fault(StatusCodes.Status403Forbidden,
                [new Problem(ProblemCodes.AccountUnnamed, "account", AccountName.ClaimOf(options))])
            : await next(context);
    }

    private static async ValueTask<object?> CheckFormAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && !UnknownAddresses.Answers(http.GetEndpoint()))
        {
            if (BodyLimit.IsExceeded(http))
            {
                return TooLarge(http, BodyLimit.Of(http)!.Value);
            }

            try
            {
                if (!await FormMark.IsGoodAsync(http))
                {
                    return Unmarked(http);
                }

                if (UploadSize.IsExceeded(http, await ReadFormAsync(http)))
                {
                    return TooLarge(http, BodyLimit.Of(http) ?? FormOptions.DefaultBufferBodyLengthLimit);
                }
            }
            catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                return TooLarge(http, BodyLimit.Of(http) ?? FormOptions.DefaultBufferBodyLengthLimit);
            }
            catch (Exception error) when (error is IOException or InvalidDataException)
            {
                return new AdminRequest(http).Fault(
                    StatusCodes.Status400BadRequest, [new Problem(ProblemCodes.FormMalformed, "body", error.Message, FormTypes)]);
            }
        }

        return await next(context);
    }

    // Officer pages reload the units on every request, because any process may have saved some; these requests are few.
    private static async ValueTask<object?> ReloadUnitsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.Arguments.OfType<SurveyState>().FirstOrDefault() is { } state)
        {
            await state.ReloadAsync(context.HttpContext.RequestAborted);
        }

        return await next(context);
    }

    // The link back leads to the submitted form. The space for the other fields is not stated, because officers cannot act on it.
    private static IResult TooLarge(HttpContext http, long limit) => new AdminRequest(http).Fault(
        StatusCodes.Status413PayloadTooLarge,
        [new Problem(ProblemCodes.UploadTooLarge, "file", null,
            FileSize.Words(http.GetEndpoint()?.Metadata.GetMetadata<UploadSize>()?.Bytes ?? limit))],
        back: http.GetEndpoint()?.Metadata.GetMetadata<UploadSize>() is null ? null : http.Request.PathBase.Add(http.Request.Path));

    private static IResult Unmarked(HttpContext http)
    {
        // A browser with an outdated form may send all of it and receives the response; nothing of it is stored.
        if (!http.RequestServices.GetRequiredService<FormMarks>().HasCookie(http))
        {
            BodyLimit.LeaveRest(http);
        }

        return new AdminRequest(http).Fault(StatusCodes.Status400BadRequest, [new Problem(ProblemCodes.FormExpired)]);
    }

    // A body of another content type has no fields.
    private static async Task<IFormCollection> ReadFormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            http.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
        }

        return await http.Request.ReadFormAsync(http.RequestAborted);
    }
}
