using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Held submissions.</summary>
internal sealed class SqlHeld(SqlSession session, SqlKeys keys, SqlAudit audit) : IHeldSubmissionStore
{
    private const string HeldColumns =
        "number, kind, ballot_id, device_code, received_at, content_hash, byte_count, key_id, signature, released_at, erased_at";

    /// <inheritdoc/>
    public Task<HeldSubmissionOutcome> HoldAsync(HeldSubmission package, int maximumWaiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        return session.WriteAsync((connection, transaction) => HoldAsync(connection, transaction, package, maximumWaiting),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldSubmissionEntry>> ListHeldAsync(HeldSubmissionKind kind, CancellationToken cancellationToken) =>
        session.ReadAsync(
            connection => QueryAsync(connection, null,
                FormattableString.Invariant($"select {HeldColumns} from held_submission where kind = {(int)kind} order by number"),
                ReadEntry),
            cancellationToken);

    /// <inheritdoc/>
    public Task<(HeldSubmissionEntry Entry, byte[] Body)?> FindHeldAsync(long number, CancellationToken cancellationToken) =>
        session.ReadAsync(
        async connection => await QueryAsync(connection, null,
            FormattableString.Invariant($"select {HeldColumns}, body from held_submission where number = {number}"),
            reader => (ReadEntry(reader), reader.GetFieldValue<byte[]>(11))).ConfigureAwait(false) is [var found]
                ? found
                : ((HeldSubmissionEntry, byte[])?)null,
        cancellationToken);

    /// <inheritdoc/>
    public Task MarkReleasedAsync(long number, DateTimeOffset now, CancellationToken cancellationToken) => session.WriteAsync(
        async (connection, transaction) =>
        {
            string shown = number.ToString(CultureInfo.InvariantCulture);
            int released = await connection
                .ExecuteAsync("update held_submission set released_at = @now, body = @nothing where number = @number and released_at "
                    + "is null and erased_at is null",
                new { now = session.Dialect.TimeValue(now), nothing = Array.Empty<byte>(), number }, transaction).ConfigureAwait(false);
            if (released == 0)
            {
                IReadOnlyList<HeldSubmissionEntry> known = await QueryAsync(connection, transaction,
                    $"select {HeldColumns} from held_submission where number = @number", ReadEntry, new { number }).ConfigureAwait(false);
                throw new SipasException(known switch
                {
                    [] => new Problem(ProblemCodes.PackageUnknown, value: shown),
                    [{ ErasedAt: { } erased }] => new Problem(ProblemCodes.PackageErased, value: shown, allowed: Iso8601.Write(erased)),
                    _ => new Problem(ProblemCodes.PackageReleased, value: shown),
                });
            }

            return await audit.RecordAsync(connection, transaction, AuditActions.PackageReleased, shown).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<long> EraseHeldAsync(HeldSubmissionKind kind, DateTimeOffset receivedBefore, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        return await session.EraseAsync(
            async (connection, transaction) =>
            {
                int erased = await connection.ExecuteAsync(
                    "update held_submission set erased_at = @now, body = @nothing where kind = @kind and received_at < @before and "
                    + "released_at is null and erased_at is null",
                    new
                    {
                        now = session.Dialect.TimeValue(now),
                        nothing = Array.Empty<byte>(),
                        kind = (short)kind,
                        before = session.Dialect.TimeValue(receivedBefore.ToUniversalTime()),
                    }, transaction).ConfigureAwait(false);
                if (erased > 0)
                {
                    await audit.RecordAsync(connection, transaction, AuditActions.PackagesErased,
                        HeldSubmissionReceipt.ErasureDetail(kind, receivedBefore, erased)).ConfigureAwait(false);
                }

                return erased;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> IsSpentAsync(byte[] spentHash, CancellationToken cancellationToken) =>
        session.ReadAsync(connection => SqlSpentTickets.IsSpentAsync(connection, null, spentHash), cancellationToken);

    private async Task<HeldSubmissionOutcome> HoldAsync(
        DbConnection connection, DbTransaction transaction, HeldSubmission package, int maximumWaiting)
    {
        HeldSubmissionEntry[] known = [.. await EntriesAsync(connection, transaction, package).ConfigureAwait(false)];
        if (Array.Find(known, entry => entry.Receipt.ContentHash == package.ContentHash) is { } same)
        {
            return new HeldSubmissionOutcome(HeldSubmissionStatus.AlreadyStored, same.Receipt);
        }

        if (package.Kind == HeldSubmissionKind.Trial && known.Length > 0)
        {
            return new HeldSubmissionOutcome(HeldSubmissionStatus.Conflict, null);
        }

        long waiting = await connection.ExecuteScalarAsync<long>(
            "select count(*) from held_submission where kind = @Kind and coalesce(device_code, '') = @device and released_at is null and "
            + "erased_at is null",
            new { Kind = (short)package.Kind, device = package.DeviceCode ?? "" }, transaction).ConfigureAwait(false);
        if (waiting >= maximumWaiting)
        {
            return new HeldSubmissionOutcome(HeldSubmissionStatus.Full, null);
        }

        var receipt = HeldSubmissionReceipt.Make(keys.Signer, package);
        await connection.ExecuteAsync(
            """
            insert into held_submission (kind, ballot_id, device_code, received_at, content_hash, byte_count, body, key_id, signature)
            values (@Kind, @Id, @DeviceCode, @ReceivedAt, @ContentHash, @ByteCount, @Body, @KeyId, @Signature)
            """,
            new
            {
                Kind = (short)package.Kind,
                Id = session.Dialect.IdValue(package.BallotId),
                package.DeviceCode,
                ReceivedAt = session.Dialect.TimeValue(package.ReceivedAt),
                ContentHash = Convert.FromHexString(package.ContentHash),
                ByteCount = package.Body.Length,
                Body = package.Body.ToArray(),
                receipt.KeyId,
                Signature = Base64Text.Decode(receipt.Signature),
            },
            transaction).ConfigureAwait(false);
        return new HeldSubmissionOutcome(HeldSubmissionStatus.Stored, receipt);
    }

    private async Task<IReadOnlyList<HeldSubmissionEntry>> EntriesAsync(
        DbConnection connection, DbTransaction transaction, HeldSubmission package)
    {
        var entries = new List<HeldSubmissionEntry>();
        DbDataReader reader = await connection.ExecuteReaderAsync(
            $"select {HeldColumns} from held_submission where kind = @Kind and ballot_id = @Id",
            new { Kind = (short)package.Kind, Id = session.Dialect.IdValue(package.BallotId) }, transaction).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                entries.Add(ReadEntry(reader));
            }
        }

        return entries;
    }

    private HeldSubmissionEntry ReadEntry(DbDataReader reader) => new(
        reader.GetInt64(0),
        TextOrNull(reader, 3),
        reader.GetInt64(6),
        new HeldSubmissionReceipt
        {
            Kind = (HeldSubmissionKind)reader.GetInt32(1),
            BallotId = session.Dialect.ReadId(reader, 2),
            ReceivedAt = session.Dialect.ReadTime(reader, 4),
            ContentHash = Convert.ToHexString(reader.GetFieldValue<byte[]>(5)).ToLowerInvariant(),
            KeyId = reader.GetString(7),
            Signature = Base64Text.Encode(reader.GetFieldValue<byte[]>(8)),
        },
        session.Dialect.TimeOrNull(reader, 9))
    {
        ErasedAt = session.Dialect.TimeOrNull(reader, 10),
    };
}
