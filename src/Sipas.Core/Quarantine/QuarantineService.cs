using System.Globalization;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Problems;

namespace Sipas.Quarantine;

/// <summary>
/// Releases quarantined submissions: submits them again after their cause was fixed, for example after a pack or a unit
/// was added.
/// </summary>
internal sealed class QuarantineService
{
    private readonly IHeldSubmissionStore _held;
    private readonly IDeviceStore _devices;
    private readonly ISubmissionIntake _intake;
    private readonly TimeProvider _clock;

    /// <summary>Creates the service.</summary>
    /// <param name="held">Store of the submissions.</param>
    /// <param name="devices">Store of the devices.</param>
    /// <param name="intake">Accepts the ballots.</param>
    /// <param name="clock">Server time.</param>
    public QuarantineService(IHeldSubmissionStore held, IDeviceStore devices, ISubmissionIntake intake, TimeProvider clock)
    {
        _held = held;
        _devices = devices;
        _intake = intake;
        _clock = clock;
    }

    /// <summary>Finds a quarantined submission.</summary>
    /// <param name="storage">Store of the submissions.</param>
    /// <param name="number">Number of the submission.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">There is no such submission in quarantine (<c>QUA0002</c>).</exception>
    public static async Task<(HeldSubmissionEntry Entry, byte[] Body)> FindAsync(
        IHeldSubmissionStore storage, long number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return await storage.FindHeldAsync(number, cancellationToken)
            .ConfigureAwait(false) is { Entry.Receipt.Kind: HeldSubmissionKind.Quarantine } found
            ? found
            : throw new SipasException(new Problem(ProblemCodes.PackageUnknown, value: number.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Submits a quarantined submission again. If it is accepted, it is marked as released and its bytes are erased;
    /// otherwise it remains in quarantine.
    /// </summary>
    /// <param name="number">Number of the submission.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// Result of the ballot. The ballot carries the device that sent the submission; its counting day follows from the
    /// original time of receipt.
    /// </returns>
    /// <exception cref="SipasException">
    /// There is no such submission (<c>QUA0002</c>), or it was already released (<c>QUA0003</c>) or erased
    /// (<c>QUA0004</c>).
    /// </exception>
    public async Task<ReleaseResult> ReleaseAsync(long number, CancellationToken cancellationToken)
    {
        (HeldSubmissionEntry entry, byte[] body) = await FindAsync(_held, number, cancellationToken).ConfigureAwait(false);
        if (entry.ReleasedAt is not null)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageReleased, value: number.ToString(CultureInfo.InvariantCulture)));
        }

        if (entry.ErasedAt is { } erased)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageErased, value: number.ToString(CultureInfo.InvariantCulture),
                allowed: Iso8601.Write(erased)));
        }

        IReadOnlyList<Device> devices = entry.DeviceCode is null
            ? []
            : await _devices.ReadDevicesAsync(cancellationToken).ConfigureAwait(false);
        ReleaseResult result = await _intake.SubmitReleasedAsync(
            body, devices.FirstOrDefault(device => device.Code == entry.DeviceCode), entry.Receipt.ReceivedAt, cancellationToken)
            .ConfigureAwait(false);
        if (result.Problems.Count == 0)
        {
            await _held.MarkReleasedAsync(number, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        return result;
    }
}
