namespace Sipas.Alerts;

/// <summary>Stores low-rating alerts until they are delivered.</summary>
internal interface IAlertStore
{
    /// <summary>Finds the sequence number up to which the log has been examined; null before the first time.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long?> FindAlertWatermarkAsync(CancellationToken cancellationToken);

    /// <summary>Stores deliveries and the watermark, together or not at all. An already stored delivery is not changed.</summary>
    /// <param name="watermark">Sequence number of the last examined ballot; a value below the stored one changes nothing.</param>
    /// <param name="deliveries">New deliveries; may be empty.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AppendAlertsAsync(long watermark, IReadOnlyList<AlertDelivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Reads undelivered deliveries that are due, the longest due first.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="maximum">Maximum number of deliveries.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AlertDelivery>> ReadDueAlertsAsync(DateTimeOffset now, int maximum, CancellationToken cancellationToken);

    /// <summary>Stores the result of a delivery attempt.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task SaveAlertAsync(AlertDelivery delivery, CancellationToken cancellationToken);
}
