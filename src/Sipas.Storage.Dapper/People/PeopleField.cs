using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Fieldwork;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using Sipas.Tickets;
using static Sipas.Storage.Dapper.People.PeopleText;

namespace Sipas.Storage.Dapper.People;

/// <summary>The field log.</summary>
internal sealed class PeopleField(SqlSession session, PeopleAudit audit, PeopleKeys keyring) : IFieldStore
{
    // A line with a long reason takes two steps or more.
    private const int FieldStep = 512;

    private const string CountFieldSql = "select count(*) from field_event where survey_id = @surveyId";

    /// <inheritdoc/>
    public Task<IReadOnlyList<FieldLogEntry>> ReadFieldLogAsync(string survey, CancellationToken cancellationToken) =>
        session.ReadAsync<IReadOnlyList<FieldLogEntry>>(
            async connection =>
            {
                Lazy<TicketKeyring> keys = keyring.ForReading();
                return
                [
                    .. (await connection.QueryAsync<(byte[] Mark, long RecordedOn, byte[] Sealed)>(
                        "select event_mark, cast(recorded_on as bigint), sealed from field_event join survey s using (survey_id) where "
                        + "s.code = @survey", new { survey }).ConfigureAwait(false))
                        .Select(row => ToEntry(keyring.Open(keys.Value, FieldPlace(row.Mark), row.Sealed),
                            DayNumber.Read((int)row.RecordedOn)))
                        .OrderBy(entry => entry.Number),
                ];
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AppendFieldLogAsync(string survey, long afterNumber, IReadOnlyList<FieldEvent> events, string actor,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                long surveyId = await PeopleSurveys.RequireAsync(connection, transaction, survey).ConfigureAwait(false);
                if (await connection.ExecuteScalarAsync<long>(CountFieldSql, new { surveyId }, transaction).ConfigureAwait(false)
                    != afterNumber)
                {
                    return false;
                }

                TicketKeyring keys = await keyring.ForWritingAsync(connection, transaction).ConfigureAwait(false);
                int today = DayNumber.Of(VietnameseTime.DayOf(audit.Now));
                await SaveAsync(connection, transaction, keys, surveyId,
                    events.Select((happened, i) => (afterNumber + i + 1, today, actor, happened))).ConfigureAwait(false);
                await audit.RecordAsync(connection, transaction, AuditActions.FieldRecorded,
                    PeopleAuditDetail.Of(survey, afterNumber + events.Count, events.Count), actor).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    private static Task<int> SaveAsync(
        DbConnection connection, DbTransaction transaction, TicketKeyring keys, long surveyId,
        IEnumerable<(long Number, int RecordedOn, string Actor, FieldEvent Event)> lines) => connection.ExecuteAsync(
            "insert into field_event (event_mark, survey_id, recorded_on, sealed) values (@mark, @surveyId, @recordedOn, @sealed)",
            lines.Select(line =>
            {
                byte[] mark = keys.RowMark($"field\n{Show(surveyId)}\n{Show(line.Number)}");
                FieldEvent happened = line.Event;
                byte[] @sealed = PeopleKeys.Seal(
                    keys, FieldPlace(mark), FieldStep, Show(line.Number), line.Actor,
                    happened.Day.ToString(DayFormat, CultureInfo.InvariantCulture), happened.Code, happened.Kind.ToString(),
                    happened.Team, happened.Disposition?.ToString(), happened.SubstituteCode, happened.Reason, happened.Approver,
                    happened.BallotNumber);
                return new { mark, surveyId, recordedOn = line.RecordedOn, @sealed };
            }),
            transaction);

    private static string FieldPlace(byte[] mark) => $"field_event\n{Convert.ToHexString(mark)}";

    private static FieldLogEntry ToEntry(string?[] texts, DateOnly recordedOn) =>
        new(long.Parse(texts[0]!, CultureInfo.InvariantCulture), recordedOn, texts[1]!, new FieldEvent
        {
            Day = DateOnly.ParseExact(texts[2]!, DayFormat, CultureInfo.InvariantCulture),
            Code = texts[3]!,
            Kind = Enum.Parse<FieldEventKind>(texts[4]!),
            Team = texts[5],
            Disposition = texts[6] is { } disposition ? Enum.Parse<Disposition>(disposition) : null,
            SubstituteCode = texts[7],
            Reason = texts[8],
            Approver = texts[9],
            BallotNumber = texts[10],
        });
}
