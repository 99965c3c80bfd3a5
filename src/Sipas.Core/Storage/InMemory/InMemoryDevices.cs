using Sipas.Audit;
using Sipas.Devices;
using Sipas.Problems;

namespace Sipas.Storage.InMemory;

/// <summary>Enrolled devices.</summary>
internal sealed class InMemoryDevices(InMemorySession session, InMemoryAudit audit) : IDeviceStore, IInMemoryContents
{
    private readonly List<Device> _devices = [];
    private readonly Dictionary<string, (string Code, DateTimeOffset Ends)> _codes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Device>> ReadDevicesAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyList<Device>>(() => [.. _devices], cancellationToken);

    /// <inheritdoc/>
    public Task AddDeviceAsync(Device device, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        return session.RunAsync(() =>
        {
            _devices.Add(device);
            _codes[Convert.ToHexString(codeHash)] = (device.Code, codeEndsAt);
            audit.Record(AuditActions.DeviceAdded, $"{device.Code} {device.UnitCode} {DevicePhaseNames.Of(device.Phase)}", this, "device");
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RenewCodeAsync(string deviceCode, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken) =>
        session.RunAsync(() =>
    {
        if (_devices[IndexOf(deviceCode)].RevokedAt is not null)
        {
            throw new SipasException(new Problem(ProblemCodes.DeviceRevoked, "device", deviceCode));
        }

        ForgetCodes(deviceCode);
        _codes[Convert.ToHexString(codeHash)] = (deviceCode, codeEndsAt);
        audit.Record(AuditActions.DeviceCodeRenewed, deviceCode, this, "device");
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<Device?> EnrolDeviceAsync(byte[] codeHash, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.RunAsync(
        () =>
        {
            if (!_codes.TryGetValue(Convert.ToHexString(codeHash), out (string Code, DateTimeOffset Ends) waiting) || waiting.Ends <= now)
            {
                return null;
            }

            int index = IndexOf(waiting.Code);
            ForgetCodes(waiting.Code);
            _devices[index] = _devices[index] with { SecretHash = secretHash, EnrolledAt = now };
            audit.Record(AuditActions.DeviceEnrolled, waiting.Code, this, "device");
            return _devices[index];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task RevokeDeviceAsync(string deviceCode, DateTimeOffset now, CancellationToken cancellationToken) => session.RunAsync(() =>
    {
        int index = IndexOf(deviceCode);
        if (_devices[index].RevokedAt is null)
        {
            ForgetCodes(deviceCode);
            _devices[index] = _devices[index] with { RevokedAt = now };
            audit.Record(AuditActions.DeviceRevoked, deviceCode, this, "device");
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public Task SetPhaseAsync(string deviceCode, PhaseChange change, CancellationToken cancellationToken) => session.RunAsync(() =>
    {
        int index = IndexOf(deviceCode);
        if (_devices[index].Phase != change.Phase)
        {
            _devices[index] = _devices[index] with { Phases = [.. _devices[index].Phases, change] };
            audit.Record(AuditActions.DevicePhaseSet, $"{deviceCode} {DevicePhaseNames.Of(change.Phase)}", this, "device");
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public Task SaveSignsAsync(IReadOnlyDictionary<string, DeviceStatus> signs, CancellationToken cancellationToken) =>
        session.RunAsync(() =>
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
    public IEnumerable<StoredContent> Contents()
    {
        foreach (Device device in _devices)
        {
            string[] codes = [.. _codes.Where(pair => pair.Value.Code == device.Code).Select(pair => pair.Key)
                .Order(StringComparer.Ordinal)];
            object?[] phases = [.. device.Phases.SelectMany(phase => (object?[])[phase.Since, phase.Phase.ToString()])];
            yield return InMemoryDigest.Of(
                $"device {device.Code}",
                [device.UnitCode, device.Label, device.AddedAt, device.EnrolledAt, device.RevokedAt, device.SecretHash?.ToArray(), .. codes,
                    .. phases]);
        }
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
