using Microsoft.Extensions.DependencyInjection.Extensions;
using Sipas.AspNetCore;
using Sipas.AspNetCore.Admin;
using Sipas.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what the officer's pages need.</summary>
public static class SipasBuilderAdminExtensions
{
    /// <summary>Adds the services of the officer's pages, which <c>MapSipasAdmin</c> maps: forms are protected by the host's own antiforgery.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options; may be left out.</param>
    public static ISipasBuilder AddAdmin(this ISipasBuilder builder, Action<SipasAdminOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddAntiforgery();
        builder.Services.TryAddSingleton<SipasAdminMarker>();
        builder.Services.AddOptions<SipasAdminOptions>()
            .Validate(options => !string.IsNullOrWhiteSpace(options.DefaultActor), "SipasAdminOptions.DefaultActor: a name is needed. / cần một tên.")
            .Validate(options => options.MaximumFrameBytes is >= 1_048_576 and <= 1_073_741_824, "SipasAdminOptions.MaximumFrameBytes: 1,048,576 to 1,073,741,824. / từ 1.048.576 đến 1.073.741.824.")
            .ValidateOnStart();
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }
}
