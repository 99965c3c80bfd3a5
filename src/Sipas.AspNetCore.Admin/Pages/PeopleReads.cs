using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sipas.AspNetCore.Http;
using Sipas.Audit;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>Records reads of names, contacts and messages of persons before they are shown. Data whose read cannot be
/// recorded is not shown.</summary>
internal static partial class PeopleReads
{
    private const int LongestPath = 200;
    private const string RowsKey = "Sipas.PeopleReads.Rows";
    private const string NoneKey = "Sipas.PeopleReads.None";

    private static readonly object Mark = new Marker();

    /// <summary>Marks a route whose responses contain personal data.</summary>
    public static RouteHandlerBuilder ReadsPeople(this RouteHandlerBuilder route) => route.WithMetadata(Mark);

    /// <summary>States the number of persons in a response.</summary>
    public static void Count(HttpContext context, long rows) => context.Items[RowsKey] = rows;

    /// <summary>States that a response contains no personal data.</summary>
    public static void None(HttpContext context) => context.Items[NoneKey] = true;

    /// <summary>Records the response of a marked route before it is sent.</summary>
    /// <exception cref="StoreUnavailableException">It could not be recorded: the response is 503.</exception>
    public static async ValueTask<object?> RecordAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        object? answer = await next(context);
        HttpContext http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<Marker>() is null || http.Items.ContainsKey(NoneKey) || AdminRequest.Leads(answer))
        {
            return answer;
        }

        var request = new AdminRequest(http);
        string path = http.Request.Path.Value ?? "";
        string rows = http.Items[RowsKey] is long count ? string.Create(CultureInfo.InvariantCulture, $" {count} rows") : "";
        string detail = $"{(path.Length > LongestPath ? path[..LongestPath] : path)}{rows}{(request.IsSignedIn ? "" : " (no account)")}";
        try
        {
            using (AuditActor.Begin(request.IsSignedIn ? request.Actor : null, request.IsSignedIn))
            {
                await http.RequestServices.GetRequiredService<IPersonalDataStorage>().Access.RecordReadAsync(detail, http.RequestAborted);
            }
        }
#pragma warning disable CA1031 // Whatever prevents the record prevents the response.
        catch (Exception error) when (error is not OperationCanceledException && !StoreFaults.Is(error))
#pragma warning restore CA1031
        {
            LogFailed(LoggerOf(http), error);
            throw new StoreUnavailableException(StoreUnavailability.Failing, error);
        }

        // A second record: anyone who can write to the personal-data store can remove its records, but not those that
        // the host's log already sent elsewhere.
        string account = request.IsSignedIn ? request.Actor : "-";
        ILogger logger = LoggerOf(http);
        LogRead(logger, account, detail);
        return answer;
    }

    private static ILogger LoggerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Sipas.AspNetCore");

    [LoggerMessage(EventId = 2006, Level = LogLevel.Information, Message = "Personal data were read by {Account}: {Detail}")]
    private static partial void LogRead(ILogger logger, string account, string detail);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Error, Message = "A read of personal data could not be recorded and was refused.")]
    private static partial void LogFailed(ILogger logger, Exception error);

    private sealed class Marker;
}
