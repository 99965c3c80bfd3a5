using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sipas.AspNetCore.Signals;
using Sipas.DependencyInjection;
using Sipas.Desk;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds receivers of low-rating signals outside the host.</summary>
public static class SipasBuilderSignalExtensions
{
    /// <summary>Sends every signal to an address, signed, until it arrived: across failures and restarts.</summary>
    /// <param name="builder">The builder; <c>AddLowRatingSignals</c> says what a signal is, and is added with its defaults where it was not called.</param>
    /// <param name="name">The receiver's name, under which deliveries are kept: a code of 1 to 64 characters, each receiver another.</param>
    /// <param name="address">Where to: https, or http on this machine. Redirects are not followed.</param>
    /// <param name="secret">The secret that signs, at least 16 bytes; the receiver has the same. It is never logged.</param>
    /// <exception cref="Sipas.Problems.SipasException">Name, address or secret cannot be used (<c>SIG0001</c> to <c>SIG0003</c>), or the name was added before (<c>SIG0004</c>).</exception>
    public static ISipasBuilder AddSignalWebhook(this ISipasBuilder builder, string name, Uri address, string secret)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(secret);
        builder.AddLowRatingSignals();
        if (builder.Services.Any(service => service.ImplementationInstance is SignalWebhook known && known.Name == name))
        {
            throw new Sipas.Problems.SipasException(new Sipas.Problems.Problem(Sipas.Problems.ProblemCodes.WebhookTwice, "name", name));
        }

        builder.Services.AddSingleton(new SignalWebhook(name, address, secret));
        builder.Services.TryAddSingleton<WebhookTargets>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalTargets, WebhookTargets>(provider => provider.GetRequiredService<WebhookTargets>()));
        builder.Services.TryAddSingleton<WebhookSender>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WebhookSender>(provider => provider.GetRequiredService<WebhookSender>()));
        return builder;
    }
}
