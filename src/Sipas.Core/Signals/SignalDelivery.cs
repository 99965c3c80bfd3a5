namespace Sipas.Signals;

/// <summary>A signal on its way to one receiver, kept until it arrived.</summary>
/// <param name="SignalId">The signal.</param>
/// <param name="Target">The receiver's name in the host's configuration.</param>
/// <param name="Body">What is sent: a JSON object.</param>
/// <param name="Attempts">Tries so far.</param>
/// <param name="DueAt">When to try next, UTC.</param>
/// <param name="SentAt">When it arrived; null while it has not.</param>
/// <param name="Answer">What the last try came to, for example <c>503</c>; null before the first.</param>
public sealed record SignalDelivery(string SignalId, string Target, string Body, int Attempts, DateTimeOffset DueAt, DateTimeOffset? SentAt, string? Answer)
{
    /// <summary>Longest wait between two tries.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The delivery after a try that failed: due again after 5 s, 10 s, 20 s … up to an hour, for ever.</summary>
    /// <param name="now">When it failed.</param>
    /// <param name="answer">What it came to.</param>
    public SignalDelivery Failed(DateTimeOffset now, string answer)
    {
        TimeSpan wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 5 * Math.Pow(2, Math.Min(Attempts, 20))));
        return this with { Attempts = Attempts + 1, DueAt = now + wait, Answer = answer };
    }

    /// <summary>The delivery after it arrived.</summary>
    /// <param name="now">When.</param>
    /// <param name="answer">What the receiver answered.</param>
    public SignalDelivery Arrived(DateTimeOffset now, string answer) => this with { Attempts = Attempts + 1, SentAt = now, Answer = answer };
}
