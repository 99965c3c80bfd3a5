using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sipas.AspNetCore.Desk;
using Sipas.AspNetCore.Http;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin;

/// <summary>Maps the officer's pages. What all of them share stands here: forms are taken only with their mark, and what goes wrong is told on a page.</summary>
internal static class AdminEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.ExcludeFromDescription();
        group.AddEndpointFilter(TellAsync);
        group.AddEndpointFilter(CheckFormAsync);
        group.AddEndpointFilter(ReloadUnitsAsync);
        Asset.AdminBaseStyle.Map(group);
        Asset.AdminStyle.Map(group);
        Asset.UploadScript.Map(group);
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
        ReviewEndpoints.Map(group);
        CaseEndpoints.Map(group);
        UnknownAddresses.MapPages(group, "/admin", (context, status, problem) => new AdminRequest(context).Fault(status, [problem], "fault.page"));
    }

    private static async ValueTask<object?> TellAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (SipasException error)
        {
            int status = error.Problems[0].Code is ProblemCodes.SurveyUnknown or ProblemCodes.UploadGone ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
            return new AdminRequest(context.HttpContext).Fault(status, error.Problems);
        }
        catch (StoreUnavailableException error)
        {
            return new AdminRequest(context.HttpContext).Fault(StatusCodes.Status503ServiceUnavailable, [SipasResults.Busy(error.ProblemCode)]);
        }
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
                await http.RequestServices.GetRequiredService<FormMarks>().RequireAsync(http);
            }
            catch (Exception error) when (IsTooLarge(error) || IsTooLarge(error.InnerException))
            {
                return TooLarge(http, BodyLimit.Of(http) ?? FormOptions.DefaultBufferBodyLengthLimit);
            }
            catch (Exception error) when (error is AntiforgeryValidationException or BadHttpRequestException or InvalidDataException)
            {
                return new AdminRequest(http).Fault(StatusCodes.Status400BadRequest, [new Problem(ProblemCodes.FormExpired)]);
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

    // The link back leads to the form that was sent. The space for the other fields is not stated: officers cannot act on it.
    private static IResult TooLarge(HttpContext http, long limit) => new AdminRequest(http).Fault(
        StatusCodes.Status413PayloadTooLarge,
        [new Problem(ProblemCodes.UploadTooLarge, "file", null, FileSize.Words(http.GetEndpoint()?.Metadata.GetMetadata<UploadSize>()?.Bytes ?? limit))],
        back: http.GetEndpoint()?.Metadata.GetMetadata<UploadSize>() is null ? null : http.Request.PathBase.Add(http.Request.Path));

    // A multipart body beyond its own limit is told as invalid data.
    private static bool IsTooLarge(Exception? error) =>
        error is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } or InvalidDataException;
}
