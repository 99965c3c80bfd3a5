namespace Sipas.AspNetCore.Devices;

/// <summary>The response to a heartbeat.</summary>
internal sealed record HeartbeatResponse
{
    /// <summary>Server time in UTC.</summary>
    public required string ServerTime { get; init; }

    /// <summary><c>official</c> or <c>trial</c>.</summary>
    public required string Phase { get; init; }
}
