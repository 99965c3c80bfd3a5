using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Scoring;
using Sipas.Values;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlStorage
{
    private const string ValueTables =
        """
        from ballot_value v
        join ballot b on b.sequence = v.sequence
        join questionnaire q on q.questionnaire_id = b.questionnaire_id
        join questionnaire_question n on n.questionnaire_id = b.questionnaire_id and n.number = v.number
        join unit u on u.unit_id = b.unit_id
        """;

    private const string SealedSql =
        """
        select v.sequence, n.code, v.commitment, v.salt, v.value
        from ballot_value v
        join ballot b on b.sequence = v.sequence
        left join questionnaire_question n on n.questionnaire_id = b.questionnaire_id and n.number = v.number
        where v.sequence > @after
        order by v.sequence, v.number
        """;

    private ValueSealer? _sealer;

    /// <inheritdoc/>
    public ValueSealer Sealer => _sealer ?? throw new InvalidOperationException("The storage was not opened.");

    /// <inheritdoc/>
    public byte[]? DeriveKey(string purpose) => (_signer ?? throw new InvalidOperationException("The storage was not opened."))
        .DeriveKey(purpose);

    /// <summary>SQL that makes the connection overwrite erased data; null when the dialect does not support it.</summary>
    private protected virtual string? OverwriteSql => null;

    /// <summary>SQL that removes erased values from the dialect's log, run after the commit; null when the dialect does
    /// not support it.</summary>
    private protected virtual string? ForgetSql => null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ValueOfBallot> ReadValuesAsync(
        ValueFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (string where, DynamicParameters parameters) = Narrow(filter);
        IAsyncEnumerable<ValueOfBallot> values = StreamAsync(
            $"select b.sequence, b.ballot_id, q.version, u.code, b.basis, b.counted_on, n.code, v.value {ValueTables} {where} order by "
            + $"v.sequence, v.number",
            parameters,
            _ => Task.FromResult(true),
            (reader, _) => new ValueOfBallot(
                reader.GetInt64(0), ReadId(reader, 1), reader.GetString(2), reader.GetString(3), (SelectionBasis)reader.GetInt32(4),
                DayNumber.Read(reader.GetInt32(5)), reader.GetString(6), Text(reader, 7)),
            cancellationToken);
        await foreach (ValueOfBallot value in values.ConfigureAwait(false))
        {
            yield return value;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ValueCount>> CountValuesAsync(ValueFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (string where, DynamicParameters parameters) = Narrow(filter);
        return ReadAsync<IReadOnlyList<ValueCount>>(
            async connection =>
            [
                .. (await connection.QueryAsync<(string Code, string? Value, int Erased, long Count)>(
                    $"""
                    select n.code, case when n.kind in ('number', 'date') then v.value end as counted,
                           case when v.value is null then 1 else 0 end as erased, count(*)
                    {ValueTables} {where} group by n.code, counted, erased
                    """,
                    parameters).ConfigureAwait(false))
                    .Select(row => new ValueCount(row.Code, row.Value, row.Erased == 1, row.Count)),
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> EraseValuesAsync(ValueErasure erasure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        long count = await WriteAsync<long>(
            async (connection, transaction) =>
            {
                if (OverwriteSql is { } overwrite)
                {
                    await connection.ExecuteAsync(overwrite, transaction: transaction).ConfigureAwait(false);
                }

                (string chosen, object parameters) = Chosen(erasure);
                int erased = await connection.ExecuteAsync($"update ballot_value set salt = null, value = null where {chosen}", parameters,
                    transaction).ConfigureAwait(false);
                if (erased > 0)
                {
                    IReadOnlyList<StoredContent> contents = await ContentsAsync(connection, transaction, ErasedContents)
                        .ConfigureAwait(false);
                    await AuditAsync(connection, transaction, AuditActions.PersonErased, erasure.Detail(erased), contents)
                        .ConfigureAwait(false);
                }

                return erased;
            },
            cancellationToken).ConfigureAwait(false);
        return await ForgetAsync(count, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<long> CountErasableAsync(ValueErasure erasure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        (string chosen, object parameters) = Chosen(erasure);
        return ReadAsync(connection => connection.ExecuteScalarAsync<long>($"select count(*) from ballot_value where {chosen}", parameters),
            cancellationToken);
    }

    /// <summary>Inserts the values of ballots that were just inserted.</summary>
    private protected abstract Task InsertValuesAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<ValueRow> rows, CancellationToken cancellationToken);

    // Removes erased data from the dialect's log too.
    private async Task<long> ForgetAsync(long erased, CancellationToken cancellationToken)
    {
        if (erased > 0 && ForgetSql is { } forget)
        {
            await ReadAsync(connection => connection.ExecuteAsync(forget), cancellationToken).ConfigureAwait(false);
        }

        return erased;
    }

    private (string Sql, object Parameters) Chosen(ValueErasure erasure)
    {
        string which = erasure switch
        {
            { BallotId: not null } => "sequence = (select sequence from ballot where ballot_id = @id)",
            { PackId: null } => Before("n.kind in ('shortText', 'longText')"),
            _ => Before("q.pack = @PackId and n.code = @QuestionCode"),
        };
        return ($"value is not null and {which}",
            new
            {
                erasure.PackId,
                erasure.QuestionCode,
                before = erasure.Before is { } day ? DayNumber.Of(day) : (int?)null,
                id = erasure.BallotId is { } id ? IdValue(id) : null,
            });

        static string Before(string condition) =>
            $"""
            exists (select 1 from ballot b join questionnaire q on q.questionnaire_id = b.questionnaire_id
                    join questionnaire_question n on n.questionnaire_id = b.questionnaire_id
                    where b.sequence = ballot_value.sequence and n.number = ballot_value.number and {condition} and b.counted_on < @before)
            """;
    }

    private async Task InsertValuesAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<BallotRow> rows,
        CancellationToken cancellationToken)
    {
        ValueRow[] values = [.. rows.Where(row => row.Draft.Values.Count > 0).SelectMany(ValueRow.Of)];
        if (values.Length > 0)
        {
            await InsertValuesAsync(connection, transaction, values, cancellationToken).ConfigureAwait(false);
        }
    }

    // The first process that opens the store creates the secret; it never changes, because otherwise resent ballots
    // would not be recognized.
    private async Task OpenSealerAsync(DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync(
            "insert into value_secret (secret_id, secret, created_at) values (1, @secret, @at) on conflict do nothing",
            new { secret = ValueSealer.NewSecret(), at = Stamp(Clock.GetUtcNow()) }, transaction).ConfigureAwait(false);
        StoreSecret = (await connection.ExecuteScalarAsync<byte[]>("select secret from value_secret", transaction: transaction)
            .ConfigureAwait(false))!;
        _sealer = new ValueSealer(StoreSecret);
    }

    // A read-only role cannot read the secret, and needs it only to compare ballots that are not stored yet.
    private async Task ReadSealerAsync(DbConnection connection)
    {
        try
        {
            _sealer = await connection.ExecuteScalarAsync<byte[]?>("select secret from value_secret").ConfigureAwait(false) is { } secret
                ? new ValueSealer(secret)
                : null;
        }
        catch (DbException)
        {
            _sealer = null;
        }
    }

    private async Task<bool> RegisterValueQuestionsAsync(DbConnection connection, DbTransaction? transaction, long id, AnswerLayout layout)
    {
        (long Number, string Code, string Kind)[] own =
            [.. layout.ValueQuestions.Select((question, i) => (i + 1L, question.Code, KindWord(question.Kind)))];
        (long Number, string Code, string Kind)[] stored = [.. await connection.QueryAsync<(long, string, string)>(
            "select number, code, kind from questionnaire_question where questionnaire_id = @id order by number", new { id }, transaction)
            .ConfigureAwait(false)];
        if (stored.Length == 0 && own.Length > 0 && !Options.ReadOnly)
        {
            await connection.ExecuteAsync("insert into questionnaire_question values (@id, @Number, @Code, @Kind)",
                own.Select(row => new { id, row.Number, row.Code, row.Kind }), transaction).ConfigureAwait(false);
            return true;
        }

        return stored.SequenceEqual(own);
    }

    private static string KindWord(QuestionKind kind) => kind switch
    {
        QuestionKind.Number => "number",
        QuestionKind.ShortText => "shortText",
        QuestionKind.LongText => "longText",
        QuestionKind.Date => "date",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of question has no value."),
    };

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
                    values = StreamAsync(SealedSql, new { after = afterSequence }, _ => Task.FromResult(true),
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
            QuestionCode = Text(reader, 1) ?? "",
            Commitment = reader.GetFieldValue<byte[]>(2),
            Salt = reader.IsDBNull(3) ? default(ReadOnlyMemory<byte>?) : reader.GetFieldValue<byte[]>(3),
            Value = Text(reader, 4),
        });

    private static (string Where, DynamicParameters Parameters) Narrow(ValueFilter filter)
    {
        var clauses = new List<string> { "q.pack = @PackId", NotLate, NotReplaced };
        var parameters = new DynamicParameters(new { filter.PackId });
        Add(filter.QuestionnaireVersion, "q.version = @version", "version");
        Add(filter.QuestionCode, "n.code = @question", "question");
        Add((short?)filter.Basis, "b.basis = @basis", "basis");
        Add(filter.From is { } from ? DayNumber.Of(from) : null, "b.counted_on >= @from", "from");
        Add(filter.To is { } to ? DayNumber.Of(to) : null, "b.counted_on <= @to", "to");
        return ($"where {string.Join(" and ", clauses)}", parameters);

        void Add(object? value, string clause, string name)
        {
            if (value is not null)
            {
                clauses.Add(clause);
                parameters.Add(name, value);
            }
        }
    }
}
