using System.Data.Common;
using System.Text.Json;
using System.Text;
using Dapper;
using Sipas.Audit;
using Sipas.Erasure;
using Sipas.Plans;
using Sipas.Sampling;
using Sipas.Storage.Dapper.Sessions;

namespace Sipas.Storage.Dapper.People;

/// <summary>Draws and their lists.</summary>
internal sealed class PeopleSamples(SqlSession session, PeopleAudit audit) : ISampleStore
{
    /// <inheritdoc/>
    public Task<StoredDraw?> FindDrawAsync(string survey, CancellationToken cancellationToken) => session.ReadAsync(
        async connection =>
        {
            // Certificate and lists belong to one draw: both are written once, in one transaction.
            if (await connection.QuerySingleOrDefaultAsync<DrawRow>(
                "select d.survey_id as SurveyId, d.certificate as Certificate, d.drawn_by as DrawnBy from draw d join survey s using "
                + "(survey_id) where s.code = @survey", new { survey }).ConfigureAwait(false) is not { } row)
            {
                return null;
            }

            EntryRow[] entries = [.. await connection.QueryAsync<EntryRow>(
                """
                select role as Role, number as Number, cell as Cell, order_in_cell as OrderInCell, row_number as RowNumber,
                       unit_id as UnitId, probabilities as Probabilities
                from sample_entry where survey_id = @SurveyId order by role, number
                """,
                new { row.SurveyId }).ConfigureAwait(false)];
            return new StoredDraw
            {
                Survey = survey,
                Certificate = DrawCertificate.Read(Encoding.UTF8.GetBytes(row.Certificate)),
                Official = List(entries, ListRole.Official),
                Reserve = List(entries, ListRole.Reserve),
                DrawnBy = row.DrawnBy,
            };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<StoredDraw> SaveDrawAsync(string survey, DrawResult draw, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                long surveyId = await PeopleSurveys.RequireAsync(connection, transaction, survey).ConfigureAwait(false);
                await PeopleSurveys.RefuseDrawnAsync(session.Dialect, connection, transaction, survey).ConfigureAwait(false);
                await connection.ExecuteAsync(
                    "insert into draw (survey_id, certificate, drawn_at, drawn_by) values (@surveyId, @certificate, @drawnAt, @actor)",
                    new
                    {
                        surveyId,
                        certificate = Encoding.UTF8.GetString(draw.Certificate.ToJson()),
                        drawnAt = session.Dialect.Stamp(draw.Certificate.DrawnAt),
                        actor,
                    }, transaction).ConfigureAwait(false);
                await InsertEntriesAsync(connection, transaction, surveyId, draw).ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.SampleDrawn, PeopleAuditDetail.Of(survey, draw.Certificate),
                    actor).ConfigureAwait(false);
                return new StoredDraw
                {
                    Survey = survey,
                    Certificate = draw.Certificate,
                    Official = draw.Official,
                    Reserve = draw.Reserve,
                    DrawnBy = actor,
                };
            },
            cancellationToken);
    }

    private static Task<int> InsertEntriesAsync(DbConnection connection, DbTransaction transaction, long surveyId, DrawResult draw) =>
        connection.ExecuteAsync(
            """
            insert into sample_entry (survey_id, role, number, cell, order_in_cell, row_number, unit_id, probabilities)
            values (@surveyId, @role, @Number, @Cell, @OrderInCell, @RowNumber, @UnitId, @probabilities)
            """,
            draw.Official.Entries.Concat(draw.Reserve.Entries).Select(entry => new
            {
                surveyId,
                role = (short)entry.Role,
                entry.Number,
                entry.Cell,
                entry.OrderInCell,
                entry.RowNumber,
                entry.UnitId,
                probabilities = JsonSerializer.Serialize(entry.StageProbabilities.Select(stage => stage.Value)),
            }),
            transaction);

    private static SampleList List(EntryRow[] entries, ListRole role) =>
        new(role, [.. entries.Where(entry => entry.Role == (long)role).Select(entry => entry.ToEntry())]);

    private sealed class DrawRow
    {
        public long SurveyId { get; set; }

        public string Certificate { get; set; } = "";

        public string DrawnBy { get; set; } = "";
    }

    private sealed class EntryRow
    {
        public long Role { get; set; }

        public long Number { get; set; }

        public string Cell { get; set; } = "";

        public long OrderInCell { get; set; }

        public long RowNumber { get; set; }

        public string UnitId { get; set; } = "";

        public string Probabilities { get; set; } = "";

        public SampleEntry ToEntry() => new()
        {
            Role = (ListRole)Role,
            Number = Number,
            Cell = Cell,
            OrderInCell = OrderInCell,
            RowNumber = RowNumber,
            UnitId = UnitId,
            StageProbabilities = [.. JsonSerializer.Deserialize<double[]>(Probabilities)!.Select(value => new InclusionProbability(value))],
        };
    }
}
