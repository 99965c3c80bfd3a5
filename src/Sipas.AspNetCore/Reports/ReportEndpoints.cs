using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;

namespace Sipas.AspNetCore.Reports;

/// <summary>The report pages.</summary>
internal static class ReportEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => Asset.ReportStyle.Map(routes);
}
