using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sipas.Alerts;
using Sipas.AspNetCore.Alerts;
using Sipas.Hosting;
using Sipas.Problems;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds receivers of low-rating alerts outside the host.</summary>
public static class SipasBuilderAlertExtensions
{
    /// <summary>Sends every low-rating alert to an address, signed, until it is delivered: across failures and
    /// restarts.</summary>
    /// <param name="builder">The builder; <c>AddLowRatingAlerts</c> defines low ratings, and is added with its
    /// defaults if it was not called.</param>
    /// <param name="name">The receiver's name, under which deliveries are stored: a code of 1 to 64 characters, unique
    /// among receivers.</param>
    /// <param name="address">The address: https, or http on this machine. Redirects are not followed.</param>
    /// <param name="secret">The signing secret, at least 16 bytes, shared with the receiver. It is never logged.</param>
    /// <exception cref="SipasException">Name, address or secret cannot be used (<c>SIG0001</c> to
    /// <c>SIG0003</c>), or the name was added before (<c>SIG0004</c>).</exception>
    public static ISipasBuilder AddAlertWebhook(this ISipasBuilder builder, string name, Uri address, string secret)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(secret);
        builder.AddLowRatingAlerts();
        if (builder.Services.Any(service => service.ImplementationInstance is AlertWebhook known && known.Name == name))
        {
            throw new SipasException(new Problem(ProblemCodes.WebhookTwice, "name", name));
        }

        builder.Services.AddSingleton(new AlertWebhook(name, address, secret));
        builder.Services.TryAddSingleton<WebhookTargets>();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IAlertTargets, WebhookTargets>(provider => provider.GetRequiredService<WebhookTargets>()));
        builder.Services.TryAddSingleton<WebhookSender>();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, WebhookSender>(provider => provider.GetRequiredService<WebhookSender>()));
        return builder;
    }
}
