using System.Data.Common;
using Dapper;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>The log as a verification reads it.</summary>
internal sealed class SqlLog(SqlSession session, SqlStoredBallots ballots, SqlAudit audit, SqlClosings closings, SqlContents covered)
    : ILogSource
{
    /// <summary>The tables of which a verification reports every change, except in the columns that docs/proof.md
    /// names.</summary>
    public static IReadOnlySet<string> CoveredTables { get; } = new HashSet<string>(
        [
            "audit", "ballot", "ballot_correction", "ballot_flag", "ballot_review", "ballot_value", "device", "device_phase", "late_ballot",
            "method_pack", "notice", "quality_notice", "quality_run", "questionnaire", "questionnaire_item", "questionnaire_question",
            "receipt_key", "receipt_seal", "spent_seal", "spent_ticket", "survey_closing", "survey_design", "unit", "unit_succession",
        ],
        StringComparer.Ordinal);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredBallot> ReadStoredAsync(long afterSequence, CancellationToken cancellationToken) =>
        ballots.ReadAsync(afterSequence, cancellationToken);

    /// <inheritdoc/>
    public Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => session.ReadAsync(
        async connection =>
        {
            // Separate statements could see a key or a closing that was written between them.
            long readable = await session.Dialect.LastReadableAsync(connection).ConfigureAwait(false);
            DbTransaction state = await session.Dialect.BeginReadAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (state.ConfigureAwait(false))
            {
                long last = await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot", transaction: state)
                    .ConfigureAwait(false);
                return new LogHead
                {
                    LastSequence = Math.Min(last, readable),
                    LastSealed = Math.Min(await LastSealedAsync(connection, state).ConfigureAwait(false), readable),
                    Keys = await SqlKeys.ReadAsync(connection, state).ConfigureAwait(false),
                    Questionnaires = await SqlQuestionnaires.ReadAsync(connection, state).ConfigureAwait(false),
                    Closings = [.. (await closings.ReadAsync(connection, state).ConfigureAwait(false)).Select(row => row.Closing)],
                    Audit = await audit.ReadAsync(connection, state).ConfigureAwait(false),
                    Contents = await covered.ReadAsync(connection, state).ConfigureAwait(false),
                    Spent = last <= readable ? await SqlSpentTickets.ReadAsync(connection, state).ConfigureAwait(false) : null,
                    UncoveredTables = await UncoveredTablesAsync(connection, state).ConfigureAwait(false),
                };
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<StoreCondition> CheckConditionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await session.ReadAsync(connection => session.Dialect.CheckConditionAsync(connection, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (SipasException error) when (error.Problems.All(problem => problem.Code == ProblemCodes.DatabaseDamaged))
        {
            return new StoreCondition(error.Problems, []);
        }
    }

    private static async Task<long> LastSealedAsync(DbConnection connection, DbTransaction transaction)
    {
        IReadOnlyList<(long First, long Bytes)> seals = await QueryAsync(
            connection, transaction, "select first_sequence, length(leaves) from receipt_seal order by first_sequence desc limit 1",
            reader => (reader.GetInt64(0), reader.GetInt64(1))).ConfigureAwait(false);
        return seals is [var last] ? Math.Min(last.First, long.MaxValue - last.Bytes) + (last.Bytes / 32) - 1 : 0;
    }

    private async Task<IReadOnlyList<string>> UncoveredTablesAsync(DbConnection connection, DbTransaction transaction)
    {
        IEnumerable<string> tables = await connection.QueryAsync<string>(session.Dialect.TableNamesSql, transaction: transaction)
            .ConfigureAwait(false);
        return [.. tables.Except(CoveredTables, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
