using System.Security.Cryptography;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Surveys;

namespace Sipas.Devices;

/// <summary>The devices of a running host: read from memory, changed in the store. Safe for concurrent use.</summary>
/// <remarks>
/// Changes by another process, for example a revocation from the command line, become effective within
/// <see cref="RefreshAfter"/>.
/// </remarks>
internal sealed class DeviceRegistry : IDisposable
{
    /// <summary>Lifetime of an enrolment code.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromDays(3);

    /// <summary>Maximum age of the device data in memory.</summary>
    public static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(5);

    private readonly IDeviceStore _store;
    private readonly SurveyState _state;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly SemaphoreSlim _pen = new(1, 1);
    private readonly Dictionary<string, DeviceStatus> _heard = new(StringComparer.Ordinal);
    private volatile Known? _known;

    private sealed record Known(IReadOnlyList<Device> Devices, Dictionary<string, Device> ByCode, long At);

    /// <summary>Creates the registry; the store is read on first use.</summary>
    /// <param name="store">Store of the devices.</param>
    /// <param name="state">Provides the organisation units.</param>
    /// <param name="clock">Server time.</param>
    public DeviceRegistry(IDeviceStore store, SurveyState state, TimeProvider clock)
    {
        _store = store;
        _state = state;
        _clock = clock;
    }

    /// <summary>Finds the device of a credential.</summary>
    /// <param name="credential">The credential; null if it was malformed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// The device; null when the credential is malformed, unknown, wrong or revoked. The result does not distinguish
    /// these cases.
    /// </returns>
    /// <exception cref="StoreUnavailableException">No device data has been loaded yet, and the store does not answer.</exception>
    public async Task<Device?> AuthenticateAsync(DeviceCredential? credential, CancellationToken cancellationToken)
    {
        Known known = await KnownAsync(cancellationToken).ConfigureAwait(false);
        Device? device = credential is null ? null : known.ByCode.GetValueOrDefault(credential.DeviceCode);
        return credential is not null && credential.Opens(device) ? device : null;
    }

    /// <summary>Whether a device has this code, enrolled or not.</summary>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> IsKnownAsync(string code, CancellationToken cancellationToken) =>
        (await KnownAsync(cancellationToken).ConfigureAwait(false)).ByCode.ContainsKey(code);

    /// <summary>Reads the current devices from the store, in the order in which they were added.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Device>> ListAsync(CancellationToken cancellationToken) =>
        (await LoadAsync(cancellationToken).ConfigureAwait(false)).Devices;

    /// <summary>Adds a device for a unit.</summary>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="label">Location of the device, at most 64 characters; null if not stated.</param>
    /// <param name="phase">Initial phase of the device.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">
    /// The unit is unknown (<c>BAL0104</c>) or does not exist today (<c>UNT0102</c>), or the label is too long (<c>BAL0110</c>).
    /// </exception>
    public async Task<DeviceInvitation> AddAsync(string unit, string? label, DevicePhase phase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (await _state.CheckUnitAsync(unit, VietnameseTime.DayOf(Now()), cancellationToken).ConfigureAwait(false) is { } absent)
        {
            throw new SipasException(absent);
        }

        if (label is { Length: > 64 } || (label is not null && label.Any(char.IsControl)))
        {
            throw new SipasException(new Problem(ProblemCodes.CodeMalformed, "label", label, "1–64"));
        }

        DateTimeOffset now = Now();
        var device = new Device
        {
            Code = EnrolmentCode.NewDeviceCode(Fill),
            UnitCode = unit,
            Label = string.IsNullOrWhiteSpace(label) ? null : label.Trim(),
            AddedAt = now,
            Phases = [new PhaseChange(phase, now)],
        };
        string code = EnrolmentCode.New(Fill);
        await _store.AddDeviceAsync(device, EnrolmentCode.HashOf(code), now + CodeLifetime, cancellationToken).ConfigureAwait(false);
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return new DeviceInvitation(device, code, now + CodeLifetime);
    }

    /// <summary>
    /// Creates another enrolment code for a device, for a tablet that was wiped or replaced; its old secret stays valid
    /// until the code is used.
    /// </summary>
    /// <param name="deviceCode">Code of the device.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">There is no such device (<c>DEV0006</c>), or it is revoked (<c>DEV0008</c>).</exception>
    public async Task<DeviceInvitation> RenewAsync(string deviceCode, CancellationToken cancellationToken)
    {
        string code = EnrolmentCode.New(Fill);
        DateTimeOffset ends = Now() + CodeLifetime;
        await _store.RenewCodeAsync(deviceCode, EnrolmentCode.HashOf(code), ends, cancellationToken).ConfigureAwait(false);
        return new DeviceInvitation((await LoadAsync(cancellationToken).ConfigureAwait(false)).ByCode[deviceCode], code, ends);
    }

    /// <summary>Enrols the device that has this code.</summary>
    /// <param name="code">The code as typed.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The device and its secret; null when no device waits for this code.</returns>
    public async Task<DeviceEnrolment?> EnrolAsync(string? code, CancellationToken cancellationToken)
    {
        byte[] hash = EnrolmentCode.HashOf(EnrolmentCode.Parse(code) ?? "");
        byte[] secret = DeviceCredential.NewSecret(Fill);
        if (await _store.EnrolDeviceAsync(hash, DeviceCredential.HashOf(secret), Now(), cancellationToken)
            .ConfigureAwait(false) is not { } device)
        {
            return null;
        }

        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return new DeviceEnrolment(device, secret);
    }

    /// <summary>Revokes a device permanently.</summary>
    /// <param name="deviceCode">Code of the device.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">There is no such device (<c>DEV0006</c>).</exception>
    public async Task RevokeAsync(string deviceCode, CancellationToken cancellationToken)
    {
        await _store.RevokeDeviceAsync(deviceCode, Now(), cancellationToken).ConfigureAwait(false);
        await LoadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets the phase of a device from now on; ballots completed before belong to the phase of their time.</summary>
    /// <param name="deviceCode">Code of the device.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">There is no such device (<c>DEV0006</c>).</exception>
    public async Task SetPhaseAsync(string deviceCode, DevicePhase phase, CancellationToken cancellationToken)
    {
        await _store.SetPhaseAsync(deviceCode, new PhaseChange(phase, Now()), cancellationToken).ConfigureAwait(false);
        await LoadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Stores the status that a device reported. Reports that arrive during a commit are stored together in the next
    /// one.
    /// </summary>
    /// <param name="deviceCode">Code of the device, whose credential was checked.</param>
    /// <param name="sign">The status.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task HeardAsync(string deviceCode, DeviceStatus sign, CancellationToken cancellationToken)
    {
        lock (_heard)
        {
            _heard[deviceCode] = sign;
        }

        await _pen.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Dictionary<string, DeviceStatus> signs;
            lock (_heard)
            {
                signs = new Dictionary<string, DeviceStatus>(_heard, StringComparer.Ordinal);
                _heard.Clear();
            }

            if (signs.Count > 0)
            {
                await _store.SaveSignsAsync(signs, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _pen.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loading.Dispose();
        _pen.Dispose();
    }

    private static void Fill(byte[] bytes) => RandomNumberGenerator.Fill(bytes);

    private DateTimeOffset Now() => Iso8601.CutToMilliseconds(_clock.GetUtcNow().ToUniversalTime());

    private async Task<Known> KnownAsync(CancellationToken cancellationToken)
    {
        if (_known is not { } known)
        {
            return await LoadAsync(cancellationToken).ConfigureAwait(false);
        }

        // One request reloads; the others continue with the data in memory, and so does this one when the store does not answer.
        if (_clock.GetElapsedTime(known.At) < RefreshAfter || !await _loading.WaitAsync(0, cancellationToken).ConfigureAwait(false))
        {
            return known;
        }

        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            return known;
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Known> LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Known> ReadAsync(CancellationToken cancellationToken)
    {
        long at = _clock.GetTimestamp();
        IReadOnlyList<Device> devices = await _store.ReadDevicesAsync(cancellationToken).ConfigureAwait(false);
        return _known = new Known(devices, devices.ToDictionary(device => device.Code, StringComparer.Ordinal), at);
    }
}
