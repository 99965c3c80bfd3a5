using Sipas.Problems;

namespace Sipas.Devices;

/// <summary>Stores the collecting devices. Secrets and enrolment codes are stored only as hashes.</summary>
/// <remarks>
/// Implementations are safe for concurrent use. A shared test suite verifies the contract. Every change except a status
/// report is written to the audit log.
/// </remarks>
internal interface IDeviceStore
{
    /// <summary>Reads all devices in the order in which they were added.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<Device>> ReadDevicesAsync(CancellationToken cancellationToken);

    /// <summary>Adds a device that waits for its enrolment.</summary>
    /// <param name="device">The device, with one phase and not yet enrolled; its unit is already stored.</param>
    /// <param name="codeHash">Hash of its enrolment code.</param>
    /// <param name="codeEndsAt">Expiry of the code.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AddDeviceAsync(Device device, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken);

    /// <summary>Replaces the waiting enrolment code of a device; its secret stays valid until the new code is used.</summary>
    /// <param name="deviceCode">Code of the device.</param>
    /// <param name="codeHash">Hash of the enrolment code.</param>
    /// <param name="codeEndsAt">Expiry of the code.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">There is no such device (<c>DEV0006</c>), or it is revoked (<c>DEV0008</c>).</exception>
    Task RenewCodeAsync(string deviceCode, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken);

    /// <summary>Enrols the device that has this enrolment code. The same commit uses up the code and removes any earlier secret.</summary>
    /// <param name="codeHash">Hash of the enrolment code.</param>
    /// <param name="secretHash">Hash of the secret with which the device will authenticate.</param>
    /// <param name="now">Server time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The device; null when no device waits for this code: it never existed, was used, or has expired.</returns>
    Task<Device?> EnrolDeviceAsync(byte[] codeHash, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Revokes a device permanently; revoking it again changes nothing.</summary>
    /// <param name="deviceCode">Code of the device.</param>
    /// <param name="now">Server time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">There is no such device (<c>DEV0006</c>).</exception>
    Task RevokeDeviceAsync(string deviceCode, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Sets the phase of a device from an instant on; setting the current phase changes nothing.</summary>
    /// <param name="deviceCode">Code of the device.</param>
    /// <param name="change">The phase and its start, not before the last change of the device.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">There is no such device (<c>DEV0006</c>).</exception>
    Task SetPhaseAsync(string deviceCode, PhaseChange change, CancellationToken cancellationToken);

    /// <summary>Stores the last status reported by devices, in one commit; unknown devices are skipped.</summary>
    /// <param name="signs">Status by device code.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task SaveSignsAsync(IReadOnlyDictionary<string, DeviceStatus> signs, CancellationToken cancellationToken);
}
