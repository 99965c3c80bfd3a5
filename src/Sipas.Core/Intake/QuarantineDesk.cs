using System.Globalization;
using Sipas.Collection;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.Intake;

/// <summary>Releases packages from quarantine: hands them in again once their cause was mended, for example after a pack or a unit was added.</summary>
public sealed class QuarantineDesk
{
    private readonly ISipasStorage _storage;
    private readonly BallotIntake _intake;
    private readonly TimeProvider _clock;

    /// <summary>Makes the desk.</summary>
    /// <param name="storage">Keeps the packages.</param>
    /// <param name="intake">Takes the ballots.</param>
    /// <param name="clock">Server time.</param>
    public QuarantineDesk(ISipasStorage storage, BallotIntake intake, TimeProvider clock)
    {
        _storage = storage;
        _intake = intake;
        _clock = clock;
    }

    /// <summary>Finds a package of the quarantine.</summary>
    /// <param name="storage">Keeps the packages.</param>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">There is no such package in quarantine (<c>QUA0002</c>).</exception>
    public static async Task<(SetAsideEntry Entry, byte[] Body)> FindAsync(ISetAsideStore storage, long number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return await storage.FindSetAsideAsync(number, cancellationToken).ConfigureAwait(false) is { Entry.Receipt.Kind: SetAsideKind.Quarantine } found
            ? found
            : throw new SipasException(new Problem(ProblemCodes.PackageUnknown, value: number.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Hands a package in again. When it is taken it is marked as released and its bytes are erased; otherwise it waits on.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What became of the ballot: it bears the device that sent the package, and counts for its day by the time when the package came.</returns>
    /// <exception cref="SipasException">There is no such package (<c>QUA0002</c>), or it was released (<c>QUA0003</c>) or erased (<c>QUA0004</c>) before.</exception>
    public async Task<IntakeResult> ReleaseAsync(long number, CancellationToken cancellationToken)
    {
        (SetAsideEntry entry, byte[] body) = await FindAsync(_storage, number, cancellationToken).ConfigureAwait(false);
        if (entry.ReleasedAt is not null)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageReleased, value: number.ToString(CultureInfo.InvariantCulture)));
        }

        if (entry.ErasedAt is { } erased)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageErased, value: number.ToString(CultureInfo.InvariantCulture), allowed: Text.IsoTime.Write(erased)));
        }

        IReadOnlyList<Device> devices = entry.DeviceCode is null ? [] : await _storage.ReadDevicesAsync(cancellationToken).ConfigureAwait(false);
        var sender = new BallotSender { IsOfficer = true, Device = devices.FirstOrDefault(device => device.Code == entry.DeviceCode), FirstReceivedAt = entry.Receipt.ReceivedAt };
        IntakeResult result = await _intake.SubmitAsync(body, sender, cancellationToken).ConfigureAwait(false);
        if (result.Problems.Count == 0)
        {
            await _storage.MarkReleasedAsync(number, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        return result;
    }
}
