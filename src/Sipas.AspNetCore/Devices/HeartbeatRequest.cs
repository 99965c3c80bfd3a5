namespace Sipas.AspNetCore.Devices;

/// <summary>The body of <c>POST /sipas/v1/devices/heartbeat</c>.</summary>
internal sealed record HeartbeatRequest
{
    /// <summary>Number of ballots that wait on the device: 0 or more.</summary>
    public required long Queue { get; init; }

    /// <summary>Version of the page, at most 64 characters; optional.</summary>
    public string? Version { get; init; }

    /// <summary>The device's clock: ISO 8601 with an offset; optional.</summary>
    public string? Clock { get; init; }
}
