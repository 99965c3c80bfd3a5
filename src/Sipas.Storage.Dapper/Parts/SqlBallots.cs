using System.Data.Common;
using Dapper;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Corrections;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>The log of ballots.</summary>
internal sealed class SqlBallots(SqlSession session, SqlQuestionnaires questionnaires, SqlAppend append, SqlReceipts receipts,
    SqlReplacements replacements, SqlStoredBallots ballots, SqlSecret secret) : IBallotStore
{
    /// <summary>Condition of a ballot <c>b</c> that was received before its survey was closed.</summary>
    internal const string NotLate = "not exists (select 1 from late_ballot l where l.sequence = b.sequence)";

    /// <inheritdoc/>
    public ValueSealer Sealer => secret.Sealer;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        ArgumentOutOfRangeException.ThrowIfZero(drafts.Count);
        CorrectionRules.RequireWhole(drafts);
        return await append.AppendAsync(drafts, allOrNothing, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken)
    {
        DynamicParameters range = LogRange.After(afterSequence);
        return session.StreamAsync(
            "select sequence, questionnaire_id, unit_id, basis, mode, counted_on, answers, procedure_code, channel from ballot where "
            + "sequence > @after and sequence <= @last order by sequence",
            range,
            async connection =>
            {
                // The end is fixed before corrections are read: all corrections up to it are included, and a ballot is
                // never returned together with the ballot that it replaces.
                long end = Math.Min(
                    await session.Dialect.LastReadableAsync(connection).ConfigureAwait(false),
                    await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot").ConfigureAwait(false));
                range.Add("last", end);
                await questionnaires.RegisterStoredPacksAsync(connection, null).ConfigureAwait(false);
                Dictionary<long, string> units = (await connection.QueryAsync<(long Id, string Code)>("select unit_id, code from unit")
                    .ConfigureAwait(false)).ToDictionary(row => row.Id, row => row.Code);
                (long Sequence, long Replaced, long Original)[] corrections =
                    [.. await connection.QueryAsync<(long, long, long)>(
                        "select sequence, replaced, original from ballot_correction where sequence <= @end", new { end })
                        .ConfigureAwait(false)];
                // Few ballots are late or replaced: skipping them here is faster than a condition in the query for each row.
                HashSet<long> passedOver =
                    [.. await connection.QueryAsync<long>("select sequence from late_ballot where sequence <= @end", new { end })
                        .ConfigureAwait(false), .. corrections.Select(row => row.Replaced)];
                return new CountingContext(units, passedOver, corrections.ToDictionary(row => row.Sequence, row => row.Original));
            },
            ReadCounted,
            cancellationToken,
            retain: (ballot, context) => !context.PassedOver.Contains(ballot.Sequence));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LoggedBallot> ReadLoggedAsync(long afterSequence, CancellationToken cancellationToken)
    {
        DynamicParameters range = LogRange.After(afterSequence);
        return session.StreamAsync(
            "select sequence, questionnaire_id, unit_id, basis, mode, counted_on, answers, procedure_code, channel, received_at from "
            + "ballot where sequence > @after and sequence <= @last order by sequence",
            range,
            async connection =>
            {
                long end = Math.Min(
                    await session.Dialect.LastReadableAsync(connection).ConfigureAwait(false),
                    await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot").ConfigureAwait(false));
                range.Add("last", end);
                await questionnaires.RegisterStoredPacksAsync(connection, null).ConfigureAwait(false);
                Dictionary<long, string> units = (await connection.QueryAsync<(long Id, string Code)>("select unit_id, code from unit")
                    .ConfigureAwait(false)).ToDictionary(row => row.Id, row => row.Code);
                (long Sequence, long Replaced, long Original, int Day)[] corrections =
                [
                    .. await connection.QueryAsync<(long, long, long, int)>(
                        "select c.sequence, c.replaced, c.original, b.counted_on from ballot_correction c join ballot b on b.sequence = "
                        + "c.replaced where c.sequence <= @end", new { end }).ConfigureAwait(false),
                ];
                HashSet<long> late = [.. await connection.QueryAsync<long>("select sequence from late_ballot where sequence <= @end",
                    new { end }).ConfigureAwait(false)];
                return (
                    Counting: new CountingContext(units, late, corrections.ToDictionary(row => row.Sequence, row => row.Original)),
                    Replaced: corrections.ToDictionary(row => row.Sequence, row => (row.Replaced, Day: DayNumber.Read(row.Day))));
            },
            (reader, context) =>
            {
                CountedBallot counted = ReadCounted(reader, context.Counting);
                (long replaced, DateOnly day) = context.Replaced.GetValueOrDefault(counted.Sequence);
                return new LoggedBallot(counted, VietnameseTime.DayOf(session.Dialect.ReadTime(reader, 9)))
                {
                    Replaced = replaced,
                    ReplacedDay = day,
                };
            },
            cancellationToken,
            retain: (ballot, context) => !context.Counting.PassedOver.Contains(ballot.Counted.Sequence));
    }

    /// <inheritdoc/>
    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            $"select sequence from ballot b where {NotLate} order by sequence desc limit 1"), cancellationToken);

    /// <inheritdoc/>
    public Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken) => session.ReadAsync(
        async connection => (await session.Dialect.FindAsync(connection, null, [ballotId], cancellationToken).ConfigureAwait(false))
            .GetValueOrDefault(ballotId) is { } stored
            ? await receipts.FindAsync(connection, null, stored, []).ConfigureAwait(false)
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(
        IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ballotIds);
        return session.ReadAsync<IReadOnlyDictionary<Guid, byte[]>>(
            async connection =>
                (await session.Dialect.FindAsync(connection, null, [.. ballotIds.Distinct()], cancellationToken).ConfigureAwait(false))
                .ToDictionary(pair => pair.Key, pair => pair.Value.ContentHash), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoredBallot?> FindCurrentAsync(Guid ballotId, CancellationToken cancellationToken)
    {
        long sequence = await session.ReadAsync(connection => replacements.CurrentAsync(connection, ballotId, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (sequence > 0)
        {
            await foreach (StoredBallot ballot in ballots.ReadAsync(sequence - 1, sequence, cancellationToken).ConfigureAwait(false))
            {
                return ballot;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => SqlKeys.ReadAsync(connection, null), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountConflictsAsync(CancellationToken cancellationToken) =>
        session.ReadAsync(connection => connection.ExecuteScalarAsync<long>("select count(*) from ballot_conflict"), cancellationToken);

    private CountedBallot ReadCounted(DbDataReader reader, CountingContext context)
    {
        if (questionnaires.Find(reader.GetInt64(1)) is not { } layout
            || !context.Units.TryGetValue(reader.GetInt64(2), out string? unit))
        {
            throw Damaged(reader, "questionnaire_id, unit_id", null);
        }

        // The characters are converted to codes in place.
        byte[] codes = session.Dialect.ReadAscii(reader, 6);
        try
        {
            layout.FromCharacters(codes, codes);
        }
        catch (FormatException error)
        {
            throw Damaged(reader, error.Message, error);
        }

        DateOnly day = DayNumber.Read(Small(reader, 5));
        return new CountedBallot(reader.GetInt64(0), layout,
            CellKey.Of(unit, (SelectionBasis)reader.GetInt32(3), (CollectionMode)reader.GetInt32(4), day), codes)
        {
            Day = day,
            ProcedureCode = reader.IsDBNull(7) ? null : reader.GetString(7),
            Channel = reader.IsDBNull(8) ? CollectionChannel.Open : (CollectionChannel)reader.GetInt32(8),
            Replaces = context.Originals.Count == 0 ? 0 : context.Originals.GetValueOrDefault(reader.GetInt64(0)),
        };
    }

    private SipasException Damaged(DbDataReader reader, string what, Exception? inner) =>
        new(new Problem(ProblemCodes.DatabaseDamaged, session.Dialect.Place,
            FormattableString.Invariant($"ballot {reader.GetInt64(0)}: {what}")), inner);

    /// <summary>The data that counting needs in addition to a row: unit codes, late or replaced ballots, and for each
    /// correction's number that of the first version of the ballot.</summary>
    private sealed record CountingContext(Dictionary<long, string> Units, HashSet<long> PassedOver, Dictionary<long, long> Originals);
}
