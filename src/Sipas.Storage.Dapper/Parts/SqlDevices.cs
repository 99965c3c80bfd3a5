using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Devices;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Devices and their phases.</summary>
internal sealed class SqlDevices(SqlSession session, SqlAudit audit, SqlContents covered) : IDeviceStore
{
    private const string DeviceColumns =
        "device_id, code, unit_code, label, added_at, enrolled_at, revoked_at, secret_hash, seen_at, queue_length, page_version, "
        + "clock_skew";

    /// <inheritdoc/>
    public Task<IReadOnlyList<Device>> ReadDevicesAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => DevicesAsync(connection, null, "", new { }), cancellationToken);

    /// <inheritdoc/>
    public Task AddDeviceAsync(Device device, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    """
                    insert into device (code, unit_code, label, added_at, code_hash, code_ends_at)
                    values (@Code, @UnitCode, @Label, @addedAt, @codeHash, @ends)
                    """,
                    new
                    {
                        device.Code,
                        device.UnitCode,
                        device.Label,
                        addedAt = session.Dialect.TimeValue(device.AddedAt),
                        codeHash,
                        ends = session.Dialect.TimeValue(codeEndsAt),
                    }, transaction).ConfigureAwait(false);
                await AddPhaseAsync(connection, transaction, device.Code, device.Phases[0]).ConfigureAwait(false);
                string detail = $"{device.Code} {device.UnitCode} {DevicePhaseNames.Of(device.Phase)}";
                return await AuditDeviceAsync(connection, transaction, AuditActions.DeviceAdded, detail, device.Code).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RenewCodeAsync(string deviceCode, byte[] codeHash, DateTimeOffset codeEndsAt, CancellationToken cancellationToken) =>
        session.WriteAsync(
            async (connection, transaction) =>
            {
                Device device = await DeviceAsync(connection, transaction, deviceCode).ConfigureAwait(false);
                if (device.RevokedAt is not null)
                {
                    throw new SipasException(new Problem(ProblemCodes.DeviceRevoked, "device", deviceCode));
                }

                await connection.ExecuteAsync("update device set code_hash = @codeHash, code_ends_at = @ends where code = @deviceCode",
                    new { codeHash, ends = session.Dialect.TimeValue(codeEndsAt), deviceCode }, transaction).ConfigureAwait(false);
                return await AuditDeviceAsync(connection, transaction, AuditActions.DeviceCodeRenewed, deviceCode, deviceCode)
                    .ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<Device?> EnrolDeviceAsync(byte[] codeHash, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.WriteAsync(
        async (connection, transaction) =>
        {
            string? code = await connection.QuerySingleOrDefaultAsync<string?>(
                "select code from device where code_hash = @codeHash and code_ends_at > @now and revoked_at is null",
                    new { codeHash, now = session.Dialect.TimeValue(now) }, transaction).ConfigureAwait(false);
            if (code is null)
            {
                return null;
            }

            await connection.ExecuteAsync(
                "update device set secret_hash = @secretHash, enrolled_at = @now, code_hash = null, code_ends_at = null where code = @code",
                new { secretHash, now = session.Dialect.TimeValue(now), code }, transaction).ConfigureAwait(false);
            await AuditDeviceAsync(connection, transaction, AuditActions.DeviceEnrolled, code, code).ConfigureAwait(false);
            return (Device?)await DeviceAsync(connection, transaction, code).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task RevokeDeviceAsync(string deviceCode, DateTimeOffset now, CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            Device device = await DeviceAsync(connection, transaction, deviceCode).ConfigureAwait(false);
            if (device.RevokedAt is not null)
            {
                return 0;
            }

            await connection.ExecuteAsync(
                "update device set revoked_at = @now, code_hash = null, code_ends_at = null where code = @deviceCode",
                new { now = session.Dialect.TimeValue(now), deviceCode }, transaction).ConfigureAwait(false);
            return await AuditDeviceAsync(connection, transaction, AuditActions.DeviceRevoked, deviceCode, deviceCode)
                .ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task SetPhaseAsync(string deviceCode, PhaseChange change, CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            Device device = await DeviceAsync(connection, transaction, deviceCode).ConfigureAwait(false);
            if (device.Phase == change.Phase)
            {
                return 0;
            }

            await AddPhaseAsync(connection, transaction, deviceCode, change).ConfigureAwait(false);
            string detail = $"{deviceCode} {DevicePhaseNames.Of(change.Phase)}";
            return await AuditDeviceAsync(connection, transaction, AuditActions.DevicePhaseSet, detail, deviceCode).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task SaveSignsAsync(IReadOnlyDictionary<string, DeviceStatus> signs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signs);
        return session.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "update device set seen_at = @at, queue_length = @QueueLength, page_version = @Version, clock_skew = @skew where code "
                + "= @code",
                signs.Select(pair => new
                {
                    code = pair.Key,
                    at = session.Dialect.TimeValue(pair.Value.At),
                    pair.Value.QueueLength,
                    pair.Value.Version,
                    skew = (long?)pair.Value.ClockSkew?.TotalMilliseconds,
                }),
                transaction),
            cancellationToken);
    }

    private async Task<int> AuditDeviceAsync(
        DbConnection connection, DbTransaction transaction, string action, string detail, string deviceCode)
    {
        StoredContent[] contents =
        [
            .. await SqlContents.ReadAsync(connection, transaction, covered.Devices, "where code = @deviceCode", new { deviceCode })
            .ConfigureAwait(false),
            .. await SqlContents.ReadAsync(
                connection, transaction, covered.Phases, "where device_id = (select device_id from device where code = @deviceCode)",
                new { deviceCode })
                .ConfigureAwait(false),
        ];
        return await audit.RecordAsync(connection, transaction, action, detail, contents).ConfigureAwait(false);
    }

    private Task<int> AddPhaseAsync(DbConnection connection, DbTransaction transaction, string deviceCode, PhaseChange change) =>
        connection.ExecuteAsync(
            "insert into device_phase (device_id, since, phase) select device_id, @since, @phase from device where code = @deviceCode",
            new { since = session.Dialect.TimeValue(change.Since), phase = DevicePhaseNames.Of(change.Phase), deviceCode }, transaction);

    private async Task<Device> DeviceAsync(DbConnection connection, DbTransaction transaction, string deviceCode) =>
        await DevicesAsync(connection, transaction, "where code = @deviceCode", new { deviceCode }).ConfigureAwait(false) is [var device]
        ? device
        : throw new SipasException(new Problem(ProblemCodes.DeviceUnknown, "device", deviceCode));

    private async Task<IReadOnlyList<Device>> DevicesAsync(
        DbConnection connection, DbTransaction? transaction, string where, object parameters)
    {
        var phases = new Dictionary<long, List<PhaseChange>>();
        foreach ((long id, PhaseChange change) in await QueryAsync(connection, transaction,
            "select device_id, since, phase from device_phase order by device_id, since",
            reader => (reader.GetInt64(0),
                new PhaseChange(DevicePhaseNames.TryRead(reader.GetString(2), out DevicePhase phase) ? phase : DevicePhase.Trial,
                    session.Dialect.ReadTime(reader, 1)))).ConfigureAwait(false))
        {
            (phases.TryGetValue(id, out List<PhaseChange>? list) ? list : phases[id] = []).Add(change);
        }

        var devices = new List<Device>();
        DbDataReader reader = await connection.ExecuteReaderAsync($"select {DeviceColumns} from device {where} order by device_id",
            parameters, transaction).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                devices.Add(ReadDevice(reader, phases[reader.GetInt64(0)]));
            }
        }

        return devices;
    }

    private Device ReadDevice(DbDataReader reader, IReadOnlyList<PhaseChange> phases) => new()
    {
        Code = reader.GetString(1),
        UnitCode = reader.GetString(2),
        Label = TextOrNull(reader, 3),
        AddedAt = session.Dialect.ReadTime(reader, 4),
        EnrolledAt = session.Dialect.TimeOrNull(reader, 5),
        RevokedAt = session.Dialect.TimeOrNull(reader, 6),
        SecretHash = reader.IsDBNull(7) ? (ReadOnlyMemory<byte>?)null : reader.GetFieldValue<byte[]>(7),
        Phases = phases,
        LastSign = session.Dialect.TimeOrNull(reader, 8) is { } at
            ? new DeviceStatus(at, reader.GetInt64(9), TextOrNull(reader, 10),
                reader.IsDBNull(11) ? null : TimeSpan.FromMilliseconds((double)reader.GetInt64(11)))
            : null,
    };
}
