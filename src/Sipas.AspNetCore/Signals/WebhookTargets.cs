using Sipas.Desk;

namespace Sipas.AspNetCore.Signals;

/// <summary>All receivers of this host, by their names.</summary>
internal sealed class WebhookTargets(IEnumerable<SignalWebhook> webhooks) : ISignalTargets
{
    private readonly Dictionary<string, SignalWebhook> _webhooks = webhooks.ToDictionary(webhook => webhook.Name, StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. _webhooks.Keys];

    public SignalWebhook? Find(string name) => _webhooks.GetValueOrDefault(name);
}
