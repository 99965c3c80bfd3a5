using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Tickets;

namespace Sipas.Storage.Dapper;

// Plaintext rows of versions before 7: sealed once, when the schema is upgraded.
public abstract partial class SqlPersonalDataStorage
{
    private const string CaseColumns =
        "case_id, code, rated_unit, consent, consent_language, received_on, due_on, owner, closed_on, outcome, erased_on";
    private const string EntryColumns = "case_id, number, at, actor, kind";

    /// <summary>Whether there is a table of this name.</summary>
    private protected abstract Task<bool> HasTableAsync(DbConnection connection, string table);

    /// <summary>Rebuilds the database if the dialect can, so that no data of dropped tables remains in it.</summary>
    private protected virtual Task RebuildAsync(DbConnection connection) => Task.CompletedTask;

    private async Task SealFormerAsync(bool apply, CancellationToken cancellationToken)
    {
        try
        {
            DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                if (!await HasTableAsync(connection, "ticket_plain").ConfigureAwait(false))
                {
                    return;
                }

                if (!apply)
                {
                    throw new SipasException(new Problem(ProblemCodes.RowsUnsealed, Place, TicketKeyPath));
                }

                DbTransaction transaction = await BeginWriteAsync(connection, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    if (await HasTableAsync(connection, "ticket_plain").ConfigureAwait(false))
                    {
                        await SealFormerAsync(connection, transaction).ConfigureAwait(false);
                    }

                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }

                await RebuildAsync(connection).ConfigureAwait(false);
            }
        }
        catch (DbException error) when (Explain(error, committing: false) is var explained && explained != error)
        {
            throw explained;
        }
    }

    private async Task SealFormerAsync(DbConnection connection, DbTransaction transaction)
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
            select survey_id as SurveyId, number as Number, {TimeOut("recorded_at")} as RecordedAt, actor as Actor,
                   {DayOut("day")} as Day, code as Code, kind as Kind, team as Team, disposition as Disposition,
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
        if (tickets.Length > 0 && !Options.AllowNewKeys && !File.Exists(TicketKeyPath))
        {
            throw new SipasException(new Problem(ProblemCodes.TicketKeyMissing, TicketKeyPath, Place));
        }

        if (tickets.Length + events.Length + cases.Length > 0)
        {
            TicketKeyring keys = await KeysForWritingAsync(connection, transaction).ConfigureAwait(false);
            foreach (FormerTicket ticket in tickets)
            {
                await SaveTicketAsync(connection, transaction, keys, ticket.ToTicket(), (int)ticket.IssuedOn).ConfigureAwait(false);
            }

            foreach (IGrouping<long, FormerEvent> survey in events.GroupBy(line => line.SurveyId))
            {
                await SaveFieldEventsAsync(connection, transaction, keys, survey.Key, survey.Select(line => line.ToLine()))
                    .ConfigureAwait(false);
            }

            foreach (FormerCase one in cases)
            {
                byte[]? block = one.ErasedOn > 0 ? null : SealCase(keys, one.Id, one.Name, one.Contact, one.About);
                await connection.ExecuteAsync(
                    $"insert into contact_case ({CaseColumns}, sealed) select {CaseColumns}, @block from contact_case_plain where "
                    + $"case_id = @Id", new { one.Id, block }, transaction).ConfigureAwait(false);
            }

            foreach (FormerEntry entry in entries)
            {
                byte[]? block = entry.Words.Length == 0 ? null : SealWords(keys, entry.Id, entry.Number, entry.Words);
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
