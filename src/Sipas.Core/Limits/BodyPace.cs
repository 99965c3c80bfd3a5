namespace Sipas.Limits;

/// <summary>Minimum pace of a request body: a grace period, then a minimum rate over the whole body.</summary>
/// <param name="Grace">Time before the rate applies.</param>
/// <param name="BytesPerSecond">The minimum rate, above 0.</param>
internal readonly record struct BodyPace(TimeSpan Grace, double BytesPerSecond)
{
    // Maximum time after the grace period of the largest body at its minimum rate.
    private const double LongestSeconds = 60;

    /// <summary>
    /// Computes the pace for a maximum body size. The whole body takes at most the grace period and 60 seconds: a
    /// larger limit has a higher rate.
    /// </summary>
    /// <param name="settings">The host's settings.</param>
    /// <param name="maximumBytes">Largest body that is accepted: 1 or more.</param>
    public static BodyPace Of(CollectionSettings settings, long maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBytes, 1);
        return new BodyPace(TimeSpan.FromSeconds(settings.BodyGraceSeconds),
            Math.Max(settings.BodyBytesPerSecond, maximumBytes / LongestSeconds));
    }

    /// <summary>Returns the time that a body may still take before its next bytes.</summary>
    /// <param name="received">Number of bytes received.</param>
    /// <param name="elapsed">Time since reading began.</param>
    /// <returns>The time; 0 or less if the body is too slow.</returns>
    public TimeSpan Left(long received, TimeSpan elapsed) => Grace + TimeSpan.FromSeconds(received / BytesPerSecond) - elapsed;
}
