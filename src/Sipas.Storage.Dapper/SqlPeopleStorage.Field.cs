using System.Globalization;
using Dapper;
using Sipas.Fieldwork;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlPeopleStorage
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <inheritdoc/>
    public Task<IReadOnlyList<FieldLogEntry>> ReadFieldLogAsync(string survey, CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<FieldLogEntry>>(
        async connection => [.. (await connection.QueryAsync<FieldRow>(
            $"""
            select number as Number, {TimeOut("recorded_at")} as RecordedAt, actor as Actor, {DayOut("day")} as Day, e.code as Code, kind as Kind, team as Team, disposition as Disposition,
                   substitute as Substitute, reason as Reason, approver as Approver, ballot_number as BallotNumber
            from field_event e join survey s using (survey_id) where s.code = @survey order by number
            """,
            new { survey }).ConfigureAwait(false)).Select(row => row.ToEntry())],
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AppendFieldLogAsync(string survey, long afterNumber, IReadOnlyList<FieldEvent> events, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return WriteAsync(
            async (connection, transaction) =>
            {
                long surveyId = await RequireSurveyAsync(connection, transaction, survey).ConfigureAwait(false);
                if (await connection.ExecuteScalarAsync<long>("select coalesce(max(number), 0) from field_event where survey_id = @surveyId", new { surveyId }, transaction).ConfigureAwait(false) != afterNumber)
                {
                    return false;
                }

                object recordedAt = Stamp(Now);
                await connection.ExecuteAsync(
                    $"""
                    insert into field_event (survey_id, number, recorded_at, actor, day, code, kind, team, disposition, substitute, reason, approver, ballot_number)
                    values (@surveyId, @number, @recordedAt, @actor, {DayIn("@day")}, @Code, @kind, @Team, @disposition, @SubstituteCode, @Reason, @Approver, @BallotNumber)
                    """,
                    events.Select((happened, i) => new
                    {
                        surveyId,
                        number = afterNumber + i + 1,
                        recordedAt,
                        actor,
                        day = happened.Day.ToString(DayFormat, CultureInfo.InvariantCulture),
                        happened.Code,
                        kind = happened.Kind.ToString(),
                        happened.Team,
                        disposition = happened.Disposition?.ToString(),
                        happened.SubstituteCode,
                        happened.Reason,
                        happened.Approver,
                        happened.BallotNumber,
                    }),
                    transaction).ConfigureAwait(false);
                await NoteAsync(connection, transaction, AuditActions.FieldRecorded, PeopleAuditDetail.Of(survey, afterNumber + events.Count, events.Count), actor).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    private sealed class FieldRow
    {
        public long Number { get; set; }

        public string RecordedAt { get; set; } = "";

        public string Actor { get; set; } = "";

        public string Day { get; set; } = "";

        public string Code { get; set; } = "";

        public string Kind { get; set; } = "";

        public string? Team { get; set; }

        public string? Disposition { get; set; }

        public string? Substitute { get; set; }

        public string? Reason { get; set; }

        public string? Approver { get; set; }

        public string? BallotNumber { get; set; }

        public FieldLogEntry ToEntry() => new(Number, Time(RecordedAt), Actor, new FieldEvent
        {
            Day = DateOnly.ParseExact(Day, DayFormat, CultureInfo.InvariantCulture),
            Code = Code,
            Kind = Enum.Parse<FieldEventKind>(Kind),
            Team = Team,
            Disposition = Disposition is null ? null : Enum.Parse<Disposition>(Disposition),
            SubstituteCode = Substitute,
            Reason = Reason,
            Approver = Approver,
            BallotNumber = BallotNumber,
        });
    }
}
