using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Sipas.Ballots;
using Sipas.Receipts;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Reads ballots as they are stored, with their values and seals.</summary>
internal sealed class SqlStoredBallots(SqlSession session)
{
    private static readonly string StoredSql =
        $"""
        select b.sequence, b.position, b.started_at, b.completed_at, b.received_at, b.ballot_id, q.pack, q.version, u.code, b.mode, b.basis,
               b.started_offset, b.completed_offset, b.answers, b.content_hash, b.chain_hash,
               l.sequence as late, s.leaves, s.key_id, s.signature, b.counted_on, b.clock_skew, b.sent_by, b.channel,
               c.replaced_id, x.sequence as replaced_by, c.original, c.reason, c.brought_by, c.reviewed_by, g.name as late_for,
               {string.Join(", ", BallotFields.Codes.Select(field => "b." + field.Column))}
        from ballot b
        join questionnaire q on q.questionnaire_id = b.questionnaire_id
        join unit u on u.unit_id = b.unit_id
        left join late_ballot l on l.sequence = b.sequence
        left join survey_closing g on g.closing_id = l.closing_id
        left join receipt_seal s on s.first_sequence = b.sequence
        left join ballot_correction c on c.sequence = b.sequence
        left join ballot_correction x on x.replaced = b.sequence
        where b.sequence > @after and b.sequence <= @last
        order by b.sequence
        """;

    // A larger number of milliseconds is not a valid time span: the value was modified.
    private const long MaximumSkew = 900_000_000_000_000;

    private const string SealedSql =
        """
        select v.sequence, n.code, v.commitment, v.salt, v.value
        from ballot_value v
        join ballot b on b.sequence = v.sequence
        left join questionnaire_question n on n.questionnaire_id = b.questionnaire_id and n.number = v.number
        where v.sequence > @after
        order by v.sequence, v.number
        """;

    /// <summary>Streams the ballots after a sequence number, up to another one.</summary>
    public IAsyncEnumerable<StoredBallot> ReadAsync(long after, long last, CancellationToken cancellationToken)
    {
        DynamicParameters range = LogRange.After(after);
        range.Add("last", last);
        return ReadAsync(range, _ => Task.FromResult(true), after, cancellationToken);
    }

    /// <summary>Streams the ballots after a sequence number that can be read completely.</summary>
    public IAsyncEnumerable<StoredBallot> ReadAsync(long after, CancellationToken cancellationToken)
    {
        DynamicParameters range = LogRange.After(after);
        return ReadAsync(
            range,
            async connection =>
            {
                range.Add("last", await session.Dialect.LastReadableAsync(connection).ConfigureAwait(false));
                return true;
            },
            after, cancellationToken);
    }

    /// <summary>Reads one ballot as a transaction sees it, without its values.</summary>
    public async Task<StoredBallot> ReadAsync(DbConnection connection, DbTransaction transaction, long sequence) =>
        (await QueryAsync(connection, transaction, StoredSql, Read, new { after = sequence - 1, last = sequence })
            .ConfigureAwait(false))[0];

    private IAsyncEnumerable<StoredBallot> ReadAsync(
        DynamicParameters range, Func<DbConnection, Task<bool>> prepare, long after, CancellationToken cancellationToken) =>
        WithValuesAsync(session.StreamAsync(StoredSql, range, prepare, (reader, _) => Read(reader), cancellationToken), after,
            cancellationToken);

    private StoredBallot Read(DbDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        Header = BallotHeader.Of(
            new RowCodes(reader),
            (SafeId(reader, 5), reader.IsDBNull(24) ? null : SafeId(reader, 24)), (reader.GetString(6), reader.GetString(7)),
            reader.GetString(8), (CollectionMode)Small(reader, 9), (SelectionBasis)Small(reader, 10),
            (WithOffset(reader, 2, 11), WithOffset(reader, 3, 12))),
        Position = reader.GetInt64(1),
        ReceivedAt = Safe(reader, 4),
        Original = reader.IsDBNull(26) ? null : reader.GetInt64(26),
        Correction = reader.IsDBNull(27) ? null : new BallotCorrection(reader.GetString(27), reader.GetString(28), reader.GetString(29)),
        ReplacedBy = reader.IsDBNull(25) ? null : reader.GetInt64(25),
        Answers = reader.GetString(13),
        ContentHash = reader.GetFieldValue<byte[]>(14),
        ChainHash = reader.GetFieldValue<byte[]>(15),
        Late = !reader.IsDBNull(16),
        LateFor = TextOrNull(reader, 30),
        Seal = reader.IsDBNull(17)
        ? null
        : new ReceiptSeal(reader.GetFieldValue<byte[]>(17), reader.GetString(18), reader.GetFieldValue<byte[]>(19)),
        CountedOn = DayNumber.Read(Small(reader, 20)),
        ClockSkew = reader.IsDBNull(21)
        ? null
        : new TimeSpan(Math.Clamp(reader.GetInt64(21), -MaximumSkew, MaximumSkew) * TimeSpan.TicksPerMillisecond),
        SentBy = TextOrNull(reader, 22),
        Channel = reader.IsDBNull(23) ? null : (CollectionChannel)Small(reader, 23),
    };

    // If the stored value is not a valid time or offset, it was modified; the ballot then shows as changed and reading continues.
    private DateTimeOffset WithOffset(DbDataReader reader, int time, int offset)
    {
        try
        {
            return Whole(session.Dialect.ReadTime(reader, time)).ToOffset(TimeSpan.FromMinutes(Small(reader, offset)));
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    private DateTimeOffset Safe(DbDataReader reader, int time)
    {
        try
        {
            return Whole(session.Dialect.ReadTime(reader, time));
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    private Guid SafeId(DbDataReader reader, int ordinal)
    {
        try
        {
            return session.Dialect.ReadId(reader, ordinal);
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    // Ballots and values are two streams in one order. The stream of ballots begins first: every value of a ballot that
    // it returns exists by then.
    private async IAsyncEnumerable<StoredBallot> WithValuesAsync(
        IAsyncEnumerable<StoredBallot> ballots, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<(long Sequence, SealedValue Value)>? values = null;
        try
        {
            bool more = false;
            await foreach (StoredBallot ballot in ballots.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (values is null)
                {
                    values = session.StreamAsync(SealedSql, new { after = afterSequence }, _ => Task.FromResult(true),
                        (reader, _) => ReadSealed(reader), cancellationToken).GetAsyncEnumerator(cancellationToken);
                    more = await values.MoveNextAsync().ConfigureAwait(false);
                }

                List<SealedValue>? own = null;
                for (; more && values.Current.Sequence <= ballot.Sequence; more = await values.MoveNextAsync().ConfigureAwait(false))
                {
                    if (values.Current.Sequence == ballot.Sequence)
                    {
                        (own ??= []).Add(values.Current.Value);
                    }
                }

                yield return own is null ? ballot : ballot with { Values = own };
            }
        }
        finally
        {
            if (values is not null)
            {
                await values.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static (long Sequence, SealedValue Value) ReadSealed(DbDataReader reader) => (
        reader.GetInt64(0),
        new SealedValue
        {
            QuestionCode = TextOrNull(reader, 1) ?? "",
            Commitment = reader.GetFieldValue<byte[]>(2),
            Salt = reader.IsDBNull(3) ? default(ReadOnlyMemory<byte>?) : reader.GetFieldValue<byte[]>(3),
            Value = TextOrNull(reader, 4),
        });

    // The codes are the last columns of StoredSql.
    private readonly struct RowCodes(DbDataReader reader) : IBallotCodes
    {
        private const int First = 31;

        public string? CodeOf(BallotField field) => TextOrNull(reader, First + BallotFields.Codes.IndexOf(field));
    }
}
