using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sipas.Intake;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>The responses of this library's endpoints.</summary>
internal static class SipasResults
{
    public const string ProblemContentType = "application/problem+json";

    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        new BytesResult(JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json; charset=utf-8", status);

    public static IResult Json(byte[] json) => new BytesResult(json, "application/json; charset=utf-8", StatusCodes.Status200OK);

    public static IResult PlainText(string text) =>
        new BytesResult(System.Text.Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", StatusCodes.Status200OK);

    public static IResult Problem(ProblemKind kind, params IReadOnlyList<Problem> problems) =>
        new BytesResult(
            JsonSerializer.SerializeToUtf8Bytes(ProblemResponse.Of(kind, problems), ProblemJson.Body.ProblemResponse), ProblemContentType,
            kind.Status,
            codes: [.. problems.Select(problem => problem.Code)]);

    public static IResult Unavailable(params IReadOnlyList<Problem> problems) => Problem(ProblemKind.Unavailable, problems);

    public static IResult TooMany(int seconds, Problem? problem = null) => new BytesResult(
        JsonSerializer.SerializeToUtf8Bytes(
            ProblemResponse.Of(ProblemKind.TooManyRequests,
                [problem ?? new Problem(ProblemCodes.TooManyRequests, allowed: seconds.ToString(CultureInfo.InvariantCulture))]),
            ProblemJson.Body.ProblemResponse),
        ProblemContentType, StatusCodes.Status429TooManyRequests, seconds, [problem?.Code ?? ProblemCodes.TooManyRequests]);

    public static Problem Busy(string code) => new(code, allowed: IntakeResult.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture));

    private sealed class BytesResult(
        byte[] body, string contentType, int status, int retryAfter = IntakeResult.RetryAfterSeconds, IReadOnlyList<string>? codes = null)
            : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            Refusals.Note(httpContext, status, codes ?? []);
            HttpResponse response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = contentType;
            response.ContentLength = body.Length;
            if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            {
                response.Headers.RetryAfter = retryAfter.ToString(CultureInfo.InvariantCulture);
            }

            return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
        }
    }
}
