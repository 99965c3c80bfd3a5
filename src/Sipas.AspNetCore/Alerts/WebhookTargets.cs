using Sipas.Alerts;

namespace Sipas.AspNetCore.Alerts;

/// <summary>All receivers of this host, by their names.</summary>
internal sealed class WebhookTargets(IEnumerable<AlertWebhook> webhooks) : IAlertTargets
{
    private readonly Dictionary<string, AlertWebhook> _webhooks = webhooks.ToDictionary(webhook => webhook.Name, StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. _webhooks.Keys];

    public AlertWebhook? Find(string name) => _webhooks.GetValueOrDefault(name);
}
