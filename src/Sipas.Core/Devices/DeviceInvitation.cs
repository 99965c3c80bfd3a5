namespace Sipas.Devices;

/// <summary>Enrolment data for an officer who adds a device. The code is shown once and never stored in plain text.</summary>
/// <param name="Device">The device.</param>
/// <param name="EnrolmentCode">The enrolment code, for example <c>7QK2-M0XA</c>.</param>
/// <param name="EndsAt">Expiry of the code.</param>
internal sealed record DeviceInvitation(Device Device, string EnrolmentCode, DateTimeOffset EndsAt);
