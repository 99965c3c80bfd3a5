using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Reports;
using Sipas.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Configures who may see live figures. All other readers see figures in batches
/// (<see cref="SipasOptions.Disclosure"/>); in the Development environment everyone sees live figures.
/// </summary>
public static class SipasBuilderFigureExtensions
{
    /// <summary>
    /// Shows live figures to users that an authorization policy admits. May be called more than once: one admitting
    /// policy suffices.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="policy">Name of a policy of the host. If it does not exist, startup fails (<c>CFG0004</c>).</param>
    public static ISipasBuilder AddLiveFigures(this ISipasBuilder builder, string policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        builder.Services.AddSingleton(new LiveFigureRule(policy, context => HostPolicies.AdmitsAsync(context, policy)));
        return builder;
    }

    /// <summary>Shows live figures to readers that the host identifies itself, for example by a claim.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="maySeeLive">Whether the sender of a request may see live figures.</param>
    public static ISipasBuilder AddLiveFigures(this ISipasBuilder builder, Func<HttpContext, ValueTask<bool>> maySeeLive)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(maySeeLive);
        builder.Services.AddSingleton(new LiveFigureRule(null, maySeeLive));
        return builder;
    }
}
