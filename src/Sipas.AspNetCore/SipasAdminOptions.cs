namespace Sipas.AspNetCore;

/// <summary>What a host may say about the officer's pages. Validated at start.</summary>
public sealed class SipasAdminOptions
{
    /// <summary>Who is written down where the host has no sign-in: with one, it is the signed-in name.</summary>
    public string DefaultActor { get; set; } = "cán bộ";

    /// <summary>Largest frame file that is taken, in bytes: 1,048,576 to 1,073,741,824. Default 67,108,864 (64 MiB).</summary>
    public long MaximumFrameBytes { get; set; } = 67_108_864;
}
