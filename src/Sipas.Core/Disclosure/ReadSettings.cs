namespace Sipas.Disclosure;

/// <summary>How much figures may cost a host that also takes ballots.</summary>
public sealed class ReadSettings
{
    /// <summary>
    /// Figures that are computed at the same time: 0 to 1,024. Default 0, which means half of the processors, at least one.
    /// </summary>
    public int AtOnce { get; set; }

    /// <summary>Requests that wait for their turn; further ones are answered 503 (<c>LIM0010</c>): 0 to 100,000. Default 64.</summary>
    public int Waiting { get; set; } = 64;

    /// <summary>Answers that are kept for the same question: 0 to 100,000. Default 512.</summary>
    public int CachedAnswers { get; set; } = 512;

    /// <summary>Bytes of the answers that are kept: 0 to 1 GiB. Default 32 MiB.</summary>
    public long CachedBytes { get; set; } = 32L << 20;
}
