using System.Runtime.CompilerServices;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Scoring;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using Sipas.Values;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Answers to number, text and date questions.</summary>
internal sealed class SqlValues(SqlSession session, SqlAudit audit, SqlContents covered) : IValueStore
{
    private const string NotReplaced = "not exists (select 1 from ballot_correction c where c.replaced = b.sequence)";

    private const string ValueTables =
        """
        from ballot_value v
        join ballot b on b.sequence = v.sequence
        join questionnaire q on q.questionnaire_id = b.questionnaire_id
        join questionnaire_question n on n.questionnaire_id = b.questionnaire_id and n.number = v.number
        join unit u on u.unit_id = b.unit_id
        """;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ValueOfBallot> ReadValuesAsync(
        ValueFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (string where, DynamicParameters parameters) = Narrow(filter);
        IAsyncEnumerable<ValueOfBallot> values = session.StreamAsync(
            $"select b.sequence, b.ballot_id, q.version, u.code, b.basis, b.counted_on, n.code, v.value {ValueTables} {where} order by "
            + $"v.sequence, v.number",
            parameters,
            _ => Task.FromResult(true),
            (reader, _) => new ValueOfBallot(
                reader.GetInt64(0), session.Dialect.ReadId(reader, 1), reader.GetString(2), reader.GetString(3),
                    (SelectionBasis)reader.GetInt32(4),
                DayNumber.Read(reader.GetInt32(5)), reader.GetString(6), TextOrNull(reader, 7)),
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
        return session.ReadAsync<IReadOnlyList<ValueCount>>(
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
        return await session.EraseAsync(
            async (connection, transaction) =>
            {
                (string chosen, object parameters) = Chosen(erasure);
                int erased = await connection.ExecuteAsync($"update ballot_value set salt = null, value = null where {chosen}", parameters,
                    transaction).ConfigureAwait(false);
                if (erased > 0)
                {
                    IReadOnlyList<StoredContent> contents = await SqlContents.ReadAsync(connection, transaction, covered.Erased)
                        .ConfigureAwait(false);
                    await audit.RecordAsync(connection, transaction, AuditActions.PersonErased, erasure.Detail(erased), contents)
                        .ConfigureAwait(false);
                }

                return erased;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<long> CountErasableAsync(ValueErasure erasure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        (string chosen, object parameters) = Chosen(erasure);
        return session.ReadAsync(connection =>
            connection.ExecuteScalarAsync<long>($"select count(*) from ballot_value where {chosen}", parameters),
            cancellationToken);
    }

    private static readonly string TextKinds =
        string.Join(", ", QuestionKinds.All.Where(kind => kind.IsText).Select(kind => $"'{kind.Name}'"));

    private (string Sql, object Parameters) Chosen(ValueErasure erasure)
    {
        string which = erasure switch
        {
            { BallotId: not null } => "sequence = (select sequence from ballot where ballot_id = @id)",
            { PackId: null } => Before($"n.kind in ({TextKinds})"),
            _ => Before("q.pack = @PackId and n.code = @QuestionCode"),
        };
        return ($"value is not null and {which}",
            new
            {
                erasure.PackId,
                erasure.QuestionCode,
                before = erasure.Before is { } day ? DayNumber.Of(day) : (int?)null,
                id = erasure.BallotId is { } id ? session.Dialect.IdValue(id) : null,
            });

        static string Before(string condition) =>
            $"""
            exists (select 1 from ballot b join questionnaire q on q.questionnaire_id = b.questionnaire_id
                    join questionnaire_question n on n.questionnaire_id = b.questionnaire_id
                    where b.sequence = ballot_value.sequence and n.number = ballot_value.number and {condition} and b.counted_on < @before)
            """;
    }

    private static (string Where, DynamicParameters Parameters) Narrow(ValueFilter filter)
    {
        var clauses = new List<string> { "q.pack = @PackId", SqlBallots.NotLate, NotReplaced };
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
