using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Storage.Dapper.Parts;
using Sipas.Tickets;
using static Sipas.Storage.Dapper.People.PeopleText;

namespace Sipas.Storage.Dapper.People;

/// <summary>Plaintext rows of versions before 7: sealed once, when the schema is upgraded.</summary>
internal sealed class PeopleFormerRows(SqlSession session, PeopleKeys keyring)
{
    private const string CaseColumns =
        "case_id, code, rated_unit, consent, consent_language, received_on, due_on, owner, closed_on, outcome, erased_on";
    private const string EntryColumns = "case_id, number, at, actor, kind";

    /// <summary>Seals plaintext rows, if there are any.</summary>
    /// <param name="apply">Whether the schema may be changed; otherwise such rows are an error (<c>STO0131</c>).</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public Task<bool> SealAsync(bool apply, CancellationToken cancellationToken) => session.ExplainedAsync(async () =>
    {
        DbConnection connection = await session.Dialect.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            if (!await HasRowsAsync(connection, null).ConfigureAwait(false))
            {
                return false;
            }

            if (!apply)
            {
                throw new SipasException(new Problem(ProblemCodes.RowsUnsealed, session.Dialect.Place, session.Dialect.TicketKeyPath));
            }

            DbTransaction transaction = await session.Dialect.BeginWriteAsync(connection, null, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                if (await HasRowsAsync(connection, transaction).ConfigureAwait(false))
                {
                    await SealAsync(connection, transaction).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            await session.Dialect.RebuildAsync(connection).ConfigureAwait(false);
            return true;
        }
    });

    private async Task<bool> HasRowsAsync(DbConnection connection, DbTransaction? transaction) =>
        (await connection.QueryAsync<string>(session.Dialect.TableNamesSql, transaction: transaction).ConfigureAwait(false))
            .Contains("ticket_plain");

    private async Task SealAsync(DbConnection connection, DbTransaction transaction)
    {
        FormerTicket[] tickets = [.. await connection.QueryAsync<FormerTicket>(
            """
            select ticket_id as Id, survey_pack as Pack, survey_version as Version, rated_unit as Unit, handled_procedure as Procedure,
                   cast(selection as bigint) as Basis, ends_at as EndsAt, cast(issued_on as bigint) as IssuedOn
            from ticket_plain order by ticket_id
            """,
            transaction: transaction).ConfigureAwait(false)];
        FormerEvent[] events = [.. await connection.QueryAsync<FormerEvent>(
            $"""
            select survey_id as SurveyId, number as Number, {session.Dialect.TimeOut("recorded_at")} as RecordedAt, actor as Actor,
                   {session.Dialect.DayOut("day")} as Day, code as Code, kind as Kind, team as Team, disposition as Disposition,
                   substitute as Substitute, reason as Reason, approver as Approver, ballot_number as BallotNumber
            from field_event_plain order by survey_id, number
            """,
            transaction: transaction).ConfigureAwait(false)];
        FormerCase[] cases = [.. await connection.QueryAsync<FormerCase>(
            "select case_id as Id, citizen_name as Name, contact as Contact, about as About, cast(coalesce(erased_on, 0) as bigint) as "
            + "ErasedOn from contact_case_plain", transaction: transaction).ConfigureAwait(false)];
        FormerEntry[] entries = [.. await connection.QueryAsync<FormerEntry>(
            "select case_id as Id, cast(number as bigint) as Number, words as Words from contact_entry_plain", transaction: transaction)
            .ConfigureAwait(false)];
        if (tickets.Length > 0 && !session.Options.AllowNewKeys && !File.Exists(session.Dialect.TicketKeyPath))
        {
            throw new SipasException(new Problem(ProblemCodes.TicketKeyMissing, session.Dialect.TicketKeyPath, session.Dialect.Place));
        }

        if (tickets.Length + events.Length + cases.Length > 0)
        {
            TicketKeyring keys = await keyring.ForWritingAsync(connection, transaction).ConfigureAwait(false);
            foreach (FormerTicket ticket in tickets)
            {
                await PeopleTickets.SaveAsync(session.Dialect, connection, transaction, keys, ticket.ToTicket(), (int)ticket.IssuedOn)
                    .ConfigureAwait(false);
            }

            foreach (IGrouping<long, FormerEvent> survey in events.GroupBy(line => line.SurveyId))
            {
                await PeopleField.SaveAsync(connection, transaction, keys, survey.Key, survey.Select(line => line.ToLine()))
                    .ConfigureAwait(false);
            }

            foreach (FormerCase one in cases)
            {
                byte[]? block = one.ErasedOn > 0 ? null : PeopleCases.SealCase(keys, one.Id, one.Name, one.Contact, one.About);
                await connection.ExecuteAsync(
                    $"insert into contact_case ({CaseColumns}, sealed) select {CaseColumns}, @block from contact_case_plain where "
                    + $"case_id = @Id", new { one.Id, block }, transaction).ConfigureAwait(false);
            }

            foreach (FormerEntry entry in entries)
            {
                byte[]? block = entry.Words.Length == 0 ? null : PeopleCases.SealWords(keys, entry.Id, entry.Number, entry.Words);
                await connection.ExecuteAsync(
                    $"insert into contact_entry ({EntryColumns}, sealed) select {EntryColumns}, @block from contact_entry_plain where "
                    + $"case_id = @Id and number = @Number",
                    new { entry.Id, entry.Number, block }, transaction).ConfigureAwait(false);
            }
        }

        foreach (string table in (string[])["ticket_plain", "field_event_plain", "contact_entry_plain", "contact_case_plain"])
        {
            await connection.ExecuteAsync($"drop table {table}", transaction: transaction).ConfigureAwait(false);
        }
    }

    private sealed class FormerTicket
    {
        public byte[] Id { get; set; } = [];

        public string Pack { get; set; } = "";

        public string Version { get; set; } = "";

        public string Unit { get; set; } = "";

        public string? Procedure { get; set; }

        public long Basis { get; set; }

        public long EndsAt { get; set; }

        public long IssuedOn { get; set; }

        public Ticket ToTicket() => new()
        {
            Id = Id,
            PackId = Pack,
            QuestionnaireVersion = Version,
            UnitCode = Unit,
            ProcedureCode = Procedure,
            Basis = (SelectionBasis)(int)Basis,
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(EndsAt),
        };
    }

    private sealed class FormerEvent
    {
        public long SurveyId { get; set; }

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

        public (long Number, int RecordedOn, string Actor, FieldEvent Event) ToLine() =>
            (Number, DayNumber.Of(VietnameseTime.DayOf(Time(RecordedAt))), Actor, new FieldEvent
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

    private sealed class FormerCase
    {
        public string Id { get; set; } = "";

        public string? Name { get; set; }

        public string? Contact { get; set; }

        public string? About { get; set; }

        public long ErasedOn { get; set; }
    }

    private sealed class FormerEntry
    {
        public string Id { get; set; } = "";

        public long Number { get; set; }

        public string Words { get; set; } = "";
    }
}
