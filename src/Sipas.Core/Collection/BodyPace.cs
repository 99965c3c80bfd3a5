namespace Sipas.Collection;

/// <summary>How fast a request body must arrive: a grace period, then a minimum rate over the whole body.</summary>
/// <param name="Grace">Time before the rate applies.</param>
/// <param name="BytesPerSecond">The minimum rate, above 0.</param>
public readonly record struct BodyPace(TimeSpan Grace, double BytesPerSecond)
{
    // The largest body that arrives at its minimum rate takes no longer than this after the grace period.
    private const double LongestSeconds = 60;

    /// <summary>The pace of a body of limited size. The whole body takes at most the grace period and 60 seconds: a larger limit has a larger rate.</summary>
    /// <param name="settings">The host's settings.</param>
    /// <param name="maximumBytes">Largest body that is accepted: 1 or more.</param>
    public static BodyPace Of(CollectionSettings settings, long maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBytes, 1);
        return new BodyPace(TimeSpan.FromSeconds(settings.BodyGraceSeconds), Math.Max(settings.BodyBytesPerSecond, maximumBytes / LongestSeconds));
    }

    /// <summary>Time that a body may still take before its next bytes.</summary>
    /// <param name="received">Bytes received.</param>
    /// <param name="elapsed">Time since reading began.</param>
    /// <returns>The time; 0 or less if the body is too slow.</returns>
    public TimeSpan Left(long received, TimeSpan elapsed) => Grace + TimeSpan.FromSeconds(received / BytesPerSecond) - elapsed;
}
