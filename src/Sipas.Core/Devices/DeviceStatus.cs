namespace Sipas.Devices;

/// <summary>The last status that a device reported.</summary>
/// <param name="At">Time of the report by the server's clock, in UTC.</param>
/// <param name="QueueLength">Number of ballots waiting on the device: 0 or more.</param>
/// <param name="Version">Version of its page; null if not reported.</param>
/// <param name="ClockSkew">
/// The device's clock minus the server's; positive when it is ahead. Null if the device did not report its time.
/// </param>
internal sealed record DeviceStatus(DateTimeOffset At, long QueueLength, string? Version, TimeSpan? ClockSkew);
