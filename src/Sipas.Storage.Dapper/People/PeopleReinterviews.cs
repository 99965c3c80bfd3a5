using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sessions;
using static Sipas.Storage.Dapper.People.PeopleText;

namespace Sipas.Storage.Dapper.People;

/// <summary>Re-interviews and their results.</summary>
internal sealed class PeopleReinterviews(SqlSession session, PeopleAudit audit) : IReinterviewStore
{
    /// <inheritdoc/>
    public Task<StoredReinterview?> FindReinterviewAsync(string survey, CancellationToken cancellationToken) =>
        session.ReadAsync(connection => FindReinterviewAsync(connection, null, survey), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredReinterview> SaveReinterviewAsync(
        string survey, double share, string seedText, IReadOnlyList<string> codes, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                long surveyId = await PeopleSurveys.RequireAsync(connection, transaction, survey).ConfigureAwait(false);
                if (await FindReinterviewAsync(connection, transaction, survey).ConfigureAwait(false) is { } before)
                {
                    throw new SipasException(new Problem(ProblemCodes.ReinterviewDrawn, survey, Iso8601.Write(before.DrawnAt)));
                }

                var drawn = new StoredReinterview
                {
                    Share = share,
                    SeedText = seedText,
                    Codes = [.. codes],
                    DrawnAt = audit.Now,
                    DrawnBy = actor,
                    Results = [],
                };
                await connection.ExecuteAsync(
                    "insert into reinterview (survey_id, share, seed_text, codes, drawn_at, drawn_by) values (@surveyId, @share, "
                    + "@seedText, @json, @drawnAt, @actor)",
                    new
                    {
                        surveyId,
                        share,
                        seedText,
                        json = JsonSerializer.Serialize(drawn.Codes),
                        drawnAt = session.Dialect.Stamp(drawn.DrawnAt),
                        actor,
                    },
                    transaction).ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.ReinterviewDrawn, PeopleAuditDetail.Of(survey, codes), actor)
                    .ConfigureAwait(false);
                return drawn;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RecordReinterviewAsync(string survey, ReinterviewResult result, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                ReinterviewRules.Check(survey, await FindReinterviewAsync(connection, transaction, survey).ConfigureAwait(false), result);
                await connection.ExecuteAsync(
                    $"""
                    insert into reinterview_result (survey_id, code, day, compared, agreed, recorded_at, actor)
                    select survey_id, @Code, {session.Dialect.DayIn("@day")}, @ComparedCount, @AgreedCount, @recordedAt, @actor
                    from survey where code = @survey
                    """,
                    new
                    {
                        survey,
                        result.Code,
                        day = result.Day.ToString(DayFormat, CultureInfo.InvariantCulture),
                        result.ComparedCount,
                        result.AgreedCount,
                        recordedAt = session.Now,
                        actor,
                    }, transaction).ConfigureAwait(false);
                return await audit.RecordAsync(connection, transaction, AuditActions.ReinterviewRecorded, $"{survey} {result.Code}", actor)
                    .ConfigureAwait(false);
            },
            cancellationToken);
    }

    private async Task<StoredReinterview?> FindReinterviewAsync(DbConnection connection, DbTransaction? transaction, string survey)
    {
        if (await connection.QuerySingleOrDefaultAsync<ReinterviewRow>(
            $"select share as Share, seed_text as SeedText, codes as Codes, {session.Dialect.TimeOut("drawn_at")} as DrawnAt, "
            + "drawn_by as DrawnBy from "
            + $"reinterview join survey s using (survey_id) where s.code = @survey",
            new { survey }, transaction).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        IEnumerable<ResultRow> results = await connection.QueryAsync<ResultRow>(
            $"""
            select r.code as Code, {session.Dialect.DayOut("r.day")} as Day, r.compared as Compared, r.agreed as Agreed
            from reinterview_result r join survey s using (survey_id)
            where s.code = @survey
              and r.result_id = (select max(l.result_id) from reinterview_result l where l.survey_id = r.survey_id and l.code = r.code)
            order by r.result_id
            """,
            new { survey }, transaction).ConfigureAwait(false);
        return new StoredReinterview
        {
            Share = row.Share,
            SeedText = row.SeedText,
            Codes = JsonSerializer.Deserialize<string[]>(row.Codes)!,
            DrawnAt = Time(row.DrawnAt),
            DrawnBy = row.DrawnBy,
            Results = [.. results.Select(result => new ReinterviewResult
            {
                Code = result.Code,
                Day = DateOnly.ParseExact(result.Day, DayFormat, CultureInfo.InvariantCulture),
                ComparedCount = result.Compared,
                AgreedCount = result.Agreed,
            })],
        };
    }

    private sealed class ReinterviewRow
    {
        public double Share { get; set; }

        public string SeedText { get; set; } = "";

        public string Codes { get; set; } = "";

        public string DrawnAt { get; set; } = "";

        public string DrawnBy { get; set; } = "";
    }

    private sealed class ResultRow
    {
        public string Code { get; set; } = "";

        public string Day { get; set; } = "";

        public long Compared { get; set; }

        public long Agreed { get; set; }
    }
}
