namespace Sipas.Devices;

/// <summary>Result of enrolling a device. The secret is shown once; only its hash is stored.</summary>
/// <param name="Device">The device.</param>
/// <param name="Secret">The secret: 32 bytes.</param>
internal sealed record DeviceEnrolment(Device Device, ReadOnlyMemory<byte> Secret);
