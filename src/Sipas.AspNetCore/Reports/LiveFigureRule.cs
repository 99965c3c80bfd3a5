using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sipas.AspNetCore.Reports;

/// <summary>One of the host's rules that identify who may see live figures.</summary>
/// <param name="Policy">Name of the authorization policy behind it; null if the host uses its own check.</param>
/// <param name="AdmitsAsync">Whether the sender of a request may see them.</param>
internal sealed record LiveFigureRule(string? Policy, Func<HttpContext, ValueTask<bool>> AdmitsAsync)
{
    /// <summary>
    /// Whether the sender of a request may see live figures: everyone in the Development environment, elsewhere only
    /// those whom a rule of the host admits.
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
