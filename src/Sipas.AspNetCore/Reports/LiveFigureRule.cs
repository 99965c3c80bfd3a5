using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sipas.AspNetCore.Reports;

/// <summary>One of the host's ways to know who may see live figures.</summary>
/// <param name="Policy">Name of the authorization policy behind it; null where the host looks itself.</param>
/// <param name="AdmitsAsync">Whether the sender of a request is one.</param>
internal sealed record LiveFigureRule(string? Policy, Func<HttpContext, ValueTask<bool>> AdmitsAsync)
{
    /// <summary>
    /// Whether the sender of a request may see live figures: everybody in the Development environment, elsewhere nobody of whom the host
    /// does not say so.
    /// </summary>
    public static async ValueTask<bool> AnyAdmitsAsync(HttpContext context)
    {
        if (context.RequestServices.GetService<IHostEnvironment>()?.IsDevelopment() == true)
        {
            return true;
        }

        foreach (LiveFigureRule rule in context.RequestServices.GetServices<LiveFigureRule>())
        {
            if (await rule.AdmitsAsync(context))
            {
                return true;
            }
        }

        return false;
    }
}
