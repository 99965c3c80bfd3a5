namespace Sipas.Limits;

/// <summary>Limits on the resources for figures on a host that also accepts ballots.</summary>
public sealed class ReadSettings
{
    /// <summary>
    /// Maximum number of figures computed concurrently, 0 to 1,024. Default: 0, which means half of the processors, at least one.
    /// </summary>
    public int AtOnce { get; set; }

    /// <summary>Maximum number of waiting requests, 0 to 100,000. Further requests receive status 503 (<c>LIM0010</c>).
    /// Default: 64.</summary>
    public int Waiting { get; set; } = 64;

    /// <summary>Maximum number of cached responses, 0 to 100,000. Default: 512.</summary>
    public int CachedAnswers { get; set; } = 512;

    /// <summary>Maximum size of the cached responses in bytes, 0 to 1 GiB. Default: 32 MiB.</summary>
    public long CachedBytes { get; set; } = 32L << 20;
}
