using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.Sessions.SqlRows;

namespace Sipas.Storage.Dapper.Parts;

/// <summary>Closed surveys.</summary>
internal sealed class SqlClosings(SqlSession session, SqlAudit audit, SqlPacks packs, SqlStoredBallots ballots) : IClosingStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken) =>
        session.ReadAsync<IReadOnlyList<SurveyClosing>>(
            async connection => [.. (await ReadAsync(connection, null).ConfigureAwait(false)).Select(row => row.Closing)],
                cancellationToken);

    /// <inheritdoc/>
    public Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        SurveyNames.Require(name);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                if (await connection.ExecuteScalarAsync<long>("select count(*) from survey_closing where name = @name", new { name },
                    transaction).ConfigureAwait(false) > 0)
                {
                    throw new SipasException(new Problem(ProblemCodes.SurveyClosed, value: name));
                }

                string? packHash = await packs.PackHashAsync(connection, transaction, scope).ConfigureAwait(false);

                // No one else appends meanwhile: the writer lock is held. Another connection streams the committed data.
                var tree = new MerkleTree();
                long last = await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot",
                    transaction: transaction).ConfigureAwait(false);
                await foreach (StoredBallot ballot in ballots.ReadAsync(0, long.MaxValue, cancellationToken).ConfigureAwait(false))
                {
                    if (!ballot.Late && scope.Covers(ballot))
                    {
                        tree.Append(ballot.ContentHash.Span);
                    }
                }

                byte[] root = tree.Root();
                DateTimeOffset now = Iso8601.CutToMilliseconds(session.Clock.GetUtcNow().ToUniversalTime());
                var closing = new SurveyClosing(name, scope, last, tree.Count, Convert.ToHexString(root).ToLowerInvariant(),
                    now)
                {
                    PackHash = packHash,
                };
                await connection.ExecuteAsync(
                    $"""
                    insert into survey_closing (name, pack, version, basis, from_day, to_day, last_sequence, ballots, root,
                                                closed_at, pack_version, pack_hash)
                    values (@Name, @PackId, @QuestionnaireVersion, @Basis, {session.Dialect.DayIn("@From")},
                        {session.Dialect.DayIn("@To")}, @LastSequence,
                            @BallotCount, @root, @closedAt, @PackVersion, @packHash)
                    """,
                    new
                    {
                        closing.Name,
                        scope.PackId,
                        scope.QuestionnaireVersion,
                        Basis = (short?)scope.Basis,
                        From = Day(scope.From),
                        To = Day(scope.To),
                        closing.LastSequence,
                        closing.BallotCount,
                        root,
                        closedAt = session.Dialect.Stamp(now),
                        scope.PackVersion,
                        packHash,
                    },
                    transaction).ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.SurveyClosed, closing.AuditDetail())
                    .ConfigureAwait(false);
                return closing;
            },
            cancellationToken);
    }

    /// <summary>Reads the closed surveys with their numbers, oldest first.</summary>
    public Task<IReadOnlyList<(long Id, SurveyClosing Closing)>> ReadAsync(DbConnection connection, DbTransaction? transaction) =>
        QueryAsync(
            connection, transaction,
            $"""
            select closing_id, name, pack, version, basis, {session.Dialect.DayOut("from_day")}, {session.Dialect.DayOut("to_day")},
                last_sequence, ballots, root,
                   closed_at, pack_version, pack_hash
            from survey_closing order by closing_id
            """,
            reader => (
                reader.GetInt64(0),
                new SurveyClosing(
                    reader.GetString(1),
                    new SurveyScope
                    {
                        PackId = reader.GetString(2),
                        QuestionnaireVersion = TextOrNull(reader, 3),
                        Basis = reader.IsDBNull(4) ? null : (SelectionBasis)Small(reader, 4),
                        From = ReadDay(reader, 5),
                        To = ReadDay(reader, 6),
                        PackVersion = TextOrNull(reader, 11),
                    },
                    reader.GetInt64(7),
                    reader.GetInt64(8),
                    Convert.ToHexString(reader.GetFieldValue<byte[]>(9)).ToLowerInvariant(),
                    Whole(session.Dialect.ReadStamp(reader, 10)))
                {
                    PackHash = TextOrNull(reader, 12),
                }));
}
