namespace Sipas.Alerts;

/// <summary>Delivery of an alert to one receiver, stored until it succeeds.</summary>
/// <param name="AlertId">Id of the alert.</param>
/// <param name="Target">The receiver's name in the host's configuration.</param>
/// <param name="Body">The body to send: a JSON object.</param>
/// <param name="Attempts">Number of attempts so far.</param>
/// <param name="DueAt">Time of the next attempt, UTC.</param>
/// <param name="SentAt">Time of delivery; null while undelivered.</param>
/// <param name="Answer">Result of the last attempt, for example <c>503</c>; null before the first.</param>
internal sealed record AlertDelivery(string AlertId, string Target, string Body, int Attempts, DateTimeOffset DueAt, DateTimeOffset? SentAt,
    string? Answer)
{
    /// <summary>Maximum wait between two attempts.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>
    /// Returns the delivery after a failed attempt: due again after 5 s, 10 s, 20 s … up to an hour, without a limit on
    /// attempts.
    /// </summary>
    /// <param name="now">Time of the failure.</param>
    /// <param name="answer">Result of the attempt.</param>
    public AlertDelivery Failed(DateTimeOffset now, string answer)
    {
        TimeSpan wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 5 * Math.Pow(2, Math.Min(Attempts, 20))));
        return this with { Attempts = Attempts + 1, DueAt = now + wait, Answer = answer };
    }

    /// <summary>Returns the delivery after a successful attempt.</summary>
    /// <param name="now">Time of the attempt.</param>
    /// <param name="answer">Response of the receiver.</param>
    public AlertDelivery Arrived(DateTimeOffset now, string answer) => this with { Attempts = Attempts + 1, SentAt = now, Answer = answer };
}
