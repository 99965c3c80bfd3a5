using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Problems;
using Sipas.Quarantine;

namespace Sipas.Storage;

public sealed partial class InMemoryStorage
{
    private readonly List<Device> _devices = [];
    private readonly Dictionary<string, (string Code, DateTimeOffset Ends)> _codes = new(StringComparer.Ordinal);
    private readonly List<(HeldSubmissionEntry Entry, byte[] Body)> _aside = [];
    private readonly HashSet<string> _spent = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Device>> ReadDevicesAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Device>>([.. _devices]);
        }
    }

    /// <inheritdoc/>
    public Task AddDeviceAsync(Device device, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        return LockedAsync(() =>
        {
            _devices.Add(device);
            _codes[Convert.ToHexString(codeHash)] = (device.Code, codeEndsAt);
            Record(AuditActions.DeviceAdded, $"{device.Code} {device.UnitCode} {DevicePhaseNames.Of(device.Phase)}", "device");
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RenewCodeAsync(string deviceCode, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken) =>
        LockedAsync(() =>
    {
        if (_devices[IndexOf(deviceCode)].RevokedAt is not null)
        {
            throw new SipasException(new Problem(ProblemCodes.DeviceRevoked, "device", deviceCode));
        }

        ForgetCodes(deviceCode);
        _codes[Convert.ToHexString(codeHash)] = (deviceCode, codeEndsAt);
        Record(AuditActions.DeviceCodeRenewed, deviceCode, "device");
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<Device?> EnrolDeviceAsync(byte[] codeHash, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_codes.TryGetValue(Convert.ToHexString(codeHash), out (string Code, DateTimeOffset Ends) waiting) || waiting.Ends <= now)
            {
                return Task.FromResult<Device?>(null);
            }

            int index = IndexOf(waiting.Code);
            ForgetCodes(waiting.Code);
            _devices[index] = _devices[index] with { SecretHash = secretHash, EnrolledAt = now };
            Record(AuditActions.DeviceEnrolled, waiting.Code, "device");
            return Task.FromResult<Device?>(_devices[index]);
        }
    }

    /// <inheritdoc/>
    public Task RevokeDeviceAsync(string deviceCode, DateTimeOffset now, CancellationToken cancellationToken) => LockedAsync(() =>
    {
        int index = IndexOf(deviceCode);
        if (_devices[index].RevokedAt is null)
        {
            ForgetCodes(deviceCode);
            _devices[index] = _devices[index] with { RevokedAt = now };
            Record(AuditActions.DeviceRevoked, deviceCode, "device");
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public Task SetPhaseAsync(string deviceCode, PhaseChange change, CancellationToken cancellationToken) => LockedAsync(() =>
    {
        int index = IndexOf(deviceCode);
        if (_devices[index].Phase != change.Phase)
        {
            _devices[index] = _devices[index] with { Phases = [.. _devices[index].Phases, change] };
            Record(AuditActions.DevicePhaseSet, $"{deviceCode} {DevicePhaseNames.Of(change.Phase)}", "device");
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public Task SaveSignsAsync(IReadOnlyDictionary<string, DeviceStatus> signs, CancellationToken cancellationToken) => LockedAsync(() =>
    {
        for (int i = 0; i < _devices.Count; i++)
        {
            if (signs.TryGetValue(_devices[i].Code, out DeviceStatus? sign))
            {
                _devices[i] = _devices[i] with { LastSign = sign };
            }
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<HeldSubmissionOutcome> HoldAsync(HeldSubmission package, int maximumWaiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            HeldSubmissionReceipt[] known = [.. _aside.Select(stored => stored.Entry.Receipt)
                .Where(receipt => receipt.Kind == package.Kind && receipt.BallotId == package.BallotId)];
            if (Array.Find(known, receipt => receipt.ContentHash == package.ContentHash) is { } same)
            {
                return Task.FromResult(new HeldSubmissionOutcome(HeldSubmissionStatus.AlreadyStored, same));
            }

            if (package.Kind == HeldSubmissionKind.Trial && known.Length > 0)
            {
                return Task.FromResult(new HeldSubmissionOutcome(HeldSubmissionStatus.Conflict, null));
            }

            if (_aside.Count(stored =>
                stored.Entry.Receipt.Kind == package.Kind && stored.Entry.DeviceCode == package.DeviceCode && stored.Entry.IsWaiting)
                >= maximumWaiting)
            {
                return Task.FromResult(new HeldSubmissionOutcome(HeldSubmissionStatus.Full, null));
            }

            var receipt = HeldSubmissionReceipt.Make(_signer, package);
            _aside.Add((new HeldSubmissionEntry(_aside.Count + 1, package.DeviceCode, package.Body.Length, receipt, null),
                package.Body.ToArray()));
            return Task.FromResult(new HeldSubmissionOutcome(HeldSubmissionStatus.Stored, receipt));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldSubmissionEntry>> ListHeldAsync(HeldSubmissionKind kind, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<HeldSubmissionEntry>>(
                [.. _aside.Select(stored => stored.Entry).Where(entry => entry.Receipt.Kind == kind)]);
        }
    }

    /// <inheritdoc/>
    public Task<(HeldSubmissionEntry Entry, byte[] Body)?> FindHeldAsync(long number, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(number >= 1 && number <= _aside.Count ? _aside[(int)number - 1] : ((HeldSubmissionEntry, byte[])?)null);
        }
    }

    /// <inheritdoc/>
    public Task MarkReleasedAsync(long number, DateTimeOffset now, CancellationToken cancellationToken) => LockedAsync(() =>
    {
        string shown = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (number < 1 || number > _aside.Count)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageUnknown, value: shown));
        }

        (HeldSubmissionEntry entry, _) = _aside[(int)number - 1];
        if (entry.ReleasedAt is not null)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageReleased, value: shown));
        }

        if (entry.ErasedAt is { } erased)
        {
            throw new SipasException(new Problem(ProblemCodes.PackageErased, value: shown, allowed: Iso8601.Write(erased)));
        }

        _aside[(int)number - 1] = (entry with { ReleasedAt = Iso8601.CutToMilliseconds(now.ToUniversalTime()) }, []);
        Record(AuditActions.PackageReleased, shown);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<long> EraseHeldAsync(HeldSubmissionKind kind, DateTimeOffset receivedBefore, DateTimeOffset now,
        CancellationToken cancellationToken) => Locked(
        () =>
        {
            long count = 0;
            for (int i = 0; i < _aside.Count; i++)
            {
                HeldSubmissionEntry entry = _aside[i].Entry;
                if (entry.IsWaiting && entry.Receipt.Kind == kind && entry.Receipt.ReceivedAt < receivedBefore)
                {
                    _aside[i] = (entry with { ErasedAt = Iso8601.CutToMilliseconds(now.ToUniversalTime()) }, []);
                    count++;
                }
            }

            if (count > 0)
            {
                Record(AuditActions.PackagesErased, HeldSubmissionReceipt.ErasureDetail(kind, receivedBefore, count));
            }

            return count;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsSpentAsync(byte[] spentHash, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_spent.Contains(Convert.ToHexString(spentHash)));
        }
    }

    private static string? TicketOf(PendingBallot draft) => draft.TicketHash is { } hash ? Convert.ToHexString(hash) : null;

    private Task LockedAsync(Action act, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            act();
        }

        return Task.CompletedTask;
    }

    private int IndexOf(string deviceCode) => _devices.FindIndex(device => device.Code == deviceCode) is >= 0 and int index
        ? index
        : throw new SipasException(new Problem(ProblemCodes.DeviceUnknown, "device", deviceCode));

    private void ForgetCodes(string deviceCode)
    {
        foreach (string hash in _codes.Where(pair => pair.Value.Code == deviceCode).Select(pair => pair.Key).ToArray())
        {
            _codes.Remove(hash);
        }
    }
}
