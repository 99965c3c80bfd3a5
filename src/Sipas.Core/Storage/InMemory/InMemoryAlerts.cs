using Sipas.Alerts;

namespace Sipas.Storage.InMemory;

/// <summary>Outgoing low-rating alerts.</summary>
internal sealed class InMemoryAlerts(InMemorySession session) : IAlertStore
{
    private readonly Dictionary<(string, string), AlertDelivery> _deliveries = [];
    private long? _watermark;

    /// <inheritdoc/>
    public Task<long?> FindAlertWatermarkAsync(CancellationToken cancellationToken) =>
        session.RunAsync(() => _watermark, cancellationToken);

    /// <inheritdoc/>
    public Task AppendAlertsAsync(long watermark, IReadOnlyList<AlertDelivery> deliveries, CancellationToken cancellationToken) =>
        session.RunAsync(
        () =>
        {
            foreach (AlertDelivery delivery in deliveries)
            {
                _deliveries.TryAdd((delivery.AlertId, delivery.Target), delivery);
            }

            return _watermark = Math.Max(watermark, _watermark ?? watermark);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AlertDelivery>> ReadDueAlertsAsync(DateTimeOffset now, int maximum, CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<AlertDelivery>>(
            () => [.. _deliveries.Values.Where(delivery => delivery.SentAt is null && delivery.DueAt <= now)
                .OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.AlertId, StringComparer.Ordinal)
                .ThenBy(delivery => delivery.Target, StringComparer.Ordinal).Take(maximum)],
            cancellationToken);

    /// <inheritdoc/>
    public Task SaveAlertAsync(AlertDelivery delivery, CancellationToken cancellationToken) =>
        session.RunAsync(() => _deliveries[(delivery.AlertId, delivery.Target)] = delivery, cancellationToken);
}
