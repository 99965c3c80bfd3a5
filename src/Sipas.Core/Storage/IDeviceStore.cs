using Sipas.Collection;

namespace Sipas.Storage;

/// <summary>Keeps the devices that collect. Neither secrets nor enrolment codes are kept, only their hashes.</summary>
/// <remarks>Implementations are safe for concurrent use, and their contract is held by one test suite. Every change but a sign of life is written into the audit log.</remarks>
public interface IDeviceStore
{
    /// <summary>Reads all devices in the order in which they were added.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<Device>> ReadDevicesAsync(CancellationToken cancellationToken);

    /// <summary>Adds a device that waits to be enrolled.</summary>
    /// <param name="device">The device, in one phase and not yet enrolled; its unit is kept already.</param>
    /// <param name="codeHash">Hash of its enrolment code.</param>
    /// <param name="codeEndsAt">When the code ends.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AddDeviceAsync(Device device, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken);

    /// <summary>Gives a device another enrolment code in place of one that waits; its secret holds until that code is used.</summary>
    /// <param name="deviceCode">Code of the device.</param>
    /// <param name="codeHash">Hash of the enrolment code.</param>
    /// <param name="codeEndsAt">When the code ends.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="Problems.SipasException">There is no such device (<c>DEV0006</c>), or it is revoked (<c>DEV0008</c>).</exception>
    Task RenewCodeAsync(string deviceCode, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken);

    /// <summary>Enrols the device whose code it is; the code is used up in the same commit, and the secret it may have had is gone.</summary>
    /// <param name="codeHash">Hash of the enrolment code.</param>
    /// <param name="secretHash">Hash of the secret that the device will show.</param>
    /// <param name="now">Server time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The device; null when no device waits for this code: it never was, was used, or has ended.</returns>
    Task<Device?> EnrolDeviceAsync(byte[] codeHash, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Revokes a device for ever; revoking it again changes nothing.</summary>
    /// <param name="deviceCode">Code of the device.</param>
    /// <param name="now">Server time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="Problems.SipasException">There is no such device (<c>DEV0006</c>).</exception>
    Task RevokeDeviceAsync(string deviceCode, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Puts a device into a phase from an instant on; the phase it is in already changes nothing.</summary>
    /// <param name="deviceCode">Code of the device.</param>
    /// <param name="change">The phase and since when; not before its last change.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="Problems.SipasException">There is no such device (<c>DEV0006</c>).</exception>
    Task SetPhaseAsync(string deviceCode, PhaseChange change, CancellationToken cancellationToken);

    /// <summary>Keeps what devices told of themselves last, all in one commit; unknown devices are passed over.</summary>
    /// <param name="signs">By device code.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task SaveSignsAsync(IReadOnlyDictionary<string, DeviceSign> signs, CancellationToken cancellationToken);
}
