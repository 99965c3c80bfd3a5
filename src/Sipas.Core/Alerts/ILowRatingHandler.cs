namespace Sipas.Alerts;

/// <summary>Handles low-rating alerts inside the host, within about one second.</summary>
/// <remarks>
/// Called for one alert after another, outside the processing of ballots. Exceptions are logged, and the next alert
/// follows. After a crash the last alerts may be repeated with the same ids.
/// </remarks>
public interface ILowRatingHandler
{
    /// <summary>Handles an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    Task HandleAsync(LowRatingAlert alert, CancellationToken cancellationToken);
}
