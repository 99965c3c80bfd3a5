namespace Sipas.Devices;

/// <summary>Start of a phase of a device.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Since">Server time, in UTC.</param>
internal readonly record struct PhaseChange(DevicePhase Phase, DateTimeOffset Since);
