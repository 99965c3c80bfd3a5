using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Tickets;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlPersonalDataStorage
{
    // Three codes of up to 64 characters and two numbers always fit: every ticket yields a block of the same length.
    private const int TicketStep = 288;

    private const string KeepTicketSql =
        """
        insert into ticket (issue_mark, rated_unit, issued_on, ends_on, sealed) values (@mark, @UnitCode, @issuedOn, @endsOn, @sealed)
        on conflict (issue_mark) do update set issued_on = excluded.issued_on, ends_on = excluded.ends_on, sealed = excluded.sealed
        """;

    /// <inheritdoc/>
    public Task<Ticket> IssueTicketAsync(Ticket ticket, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return WriteAsync(
            async (connection, transaction) =>
            {
                TicketKeyring keys = await KeysForWritingAsync(connection, transaction).ConfigureAwait(false);
                byte[] mark = keys.IssueMark(ticket);
                if (await connection.ExecuteScalarAsync<byte[]?>("select sealed from ticket where issue_mark = @mark", new { mark },
                    transaction).ConfigureAwait(false) is { } block
                    && OpenTicket(keys, mark, block, ticket) is var issued && issued.ExpiresAt > now)
                {
                    return issued;
                }

                int day = DayNumber.Of(VietnameseTime.DayOf(now));
                await SaveTicketAsync(connection, transaction, keys, ticket, day).ConfigureAwait(false);
                await connection.ExecuteAsync(
                    "insert into ticket_day (issued_on, rated_unit, actor, tickets) values (@day, @UnitCode, @actor, 1) on conflict "
                    + "(issued_on, rated_unit, actor) do update set tickets = ticket_day.tickets + 1",
                    new { day, ticket.UnitCode, actor = AuditActor.Current ?? "" }, transaction).ConfigureAwait(false);
                return ticket;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountTicketsAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyDictionary<string, long>>(
            async connection => (await connection.QueryAsync<(string Unit, long Count)>(
                "select rated_unit, count(*) from ticket group by rated_unit").ConfigureAwait(false))
                .ToDictionary(row => row.Unit, row => row.Count, StringComparer.Ordinal),
            cancellationToken);

    private static Task<int> SaveTicketAsync(DbConnection connection, DbTransaction transaction, TicketKeyring keys, Ticket ticket,
        int issuedOn)
    {
        byte[] mark = keys.IssueMark(ticket);
        byte[] @sealed = Seal(
            keys, TicketPlace(mark), TicketStep, ticket.PackId, ticket.QuestionnaireVersion, ticket.ProcedureCode,
            Show((long)ticket.Basis), Show(ticket.ExpiresAt.ToUnixTimeSeconds()));
        int endsOn = DayNumber.Of(LastDay(ticket.ExpiresAt).AddDays(1));
        return connection.ExecuteAsync(KeepTicketSql, new { mark, ticket.UnitCode, issuedOn, endsOn, @sealed }, transaction);
    }

    private Ticket OpenTicket(TicketKeyring keys, byte[] mark, byte[] block, Ticket asked) => Open(keys, TicketPlace(mark), block) switch
    {
        [{ } pack, { } version, var procedure, { } basis, { } end] => new Ticket
        {
            Id = asked.Id,
            PackId = pack,
            QuestionnaireVersion = version,
            UnitCode = asked.UnitCode,
            ProcedureCode = procedure,
            Basis = (SelectionBasis)int.Parse(basis, CultureInfo.InvariantCulture),
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(end, CultureInfo.InvariantCulture)),
        },
        _ => throw new FormatException("The store holds a ticket of another form."),
    };

    private static string TicketPlace(byte[] mark) => $"ticket\n{Convert.ToHexString(mark)}";

    // The last day that begins before the given time.
    private static DateOnly LastDay(DateTimeOffset before) => VietnameseTime.DayOf(before.AddTicks(-1));
}
