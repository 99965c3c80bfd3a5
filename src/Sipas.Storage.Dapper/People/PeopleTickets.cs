using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Sessions;
using Sipas.Tickets;
using static Sipas.Storage.Dapper.People.PeopleText;

namespace Sipas.Storage.Dapper.People;

/// <summary>Issued tickets.</summary>
internal sealed class PeopleTickets(SqlSession session, PeopleKeys keyring) : ITicketStore
{
    // Three codes of up to 64 characters and two numbers always fit: every ticket yields a block of the same length.
    private const int TicketStep = 288;

    /// <inheritdoc/>
    /// <exception cref="SipasException">The store has recorded a key and none is found (<c>STO0127</c>) or another one
    /// (<c>TKT0021</c>), or the key file cannot be used.</exception>
    public Task<TicketKeyring?> OpenTicketKeysAsync(bool make, CancellationToken cancellationToken) =>
        keyring.OpenAsync(make, cancellationToken);

    /// <inheritdoc/>
    public Task<Ticket> IssueTicketAsync(Ticket ticket, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return session.WriteAsync(
            async (connection, transaction) =>
            {
                TicketKeyring keys = await keyring.ForWritingAsync(connection, transaction).ConfigureAwait(false);
                byte[] mark = keys.IssueMark(ticket);
                if (await connection.ExecuteScalarAsync<byte[]?>("select sealed from ticket where issue_mark = @mark", new { mark },
                    transaction).ConfigureAwait(false) is { } block
                    && OpenTicket(keys, mark, block, ticket) is var issued && issued.ExpiresAt > now)
                {
                    return issued;
                }

                int day = DayNumber.Of(VietnameseTime.DayOf(now));
                await SaveAsync(session.Dialect, connection, transaction, keys, ticket, day).ConfigureAwait(false);
                var counted = new { day, ticket.UnitCode, actor = AuditActor.Current ?? "" };
                if (await connection.ExecuteAsync(
                    "update ticket_day set tickets = tickets + 1 where issued_on = @day and rated_unit = @UnitCode and actor = @actor",
                    counted, transaction).ConfigureAwait(false) == 0)
                {
                    await connection.ExecuteAsync(
                        "insert into ticket_day (issued_on, rated_unit, actor, tickets) values (@day, @UnitCode, @actor, 1)", counted,
                        transaction).ConfigureAwait(false);
                }

                return ticket;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountTicketsAsync(CancellationToken cancellationToken) =>
        session.ReadAsync<IReadOnlyDictionary<string, long>>(
            async connection => (await connection.QueryAsync<(string Unit, long Count)>(
                "select rated_unit, count(*) from ticket group by rated_unit").ConfigureAwait(false))
                .ToDictionary(row => row.Unit, row => row.Count, StringComparer.Ordinal),
            cancellationToken);

    // It replaces an earlier ticket for the same dossier.
    private static Task<int> SaveAsync(
        SqlDialect dialect, DbConnection connection, DbTransaction transaction, TicketKeyring keys, Ticket ticket, int issuedOn)
    {
        byte[] mark = keys.IssueMark(ticket);
        byte[] @sealed = PeopleKeys.Seal(
            keys, TicketPlace(mark), TicketStep, ticket.PackId, ticket.QuestionnaireVersion, ticket.ProcedureCode,
            Show((long)ticket.Basis), Show(ticket.ExpiresAt.ToUnixTimeSeconds()));
        int endsOn = DayNumber.Of(LastDay(ticket.ExpiresAt).AddDays(1));
        return connection.ExecuteAsync(
            dialect.Upsert(
                "insert into ticket (issue_mark, rated_unit, issued_on, ends_on, sealed) values (@mark, @UnitCode, @issuedOn, @endsOn, "
                + "@sealed)",
                "issue_mark", "issued_on", "ends_on", "sealed"),
            new { mark, ticket.UnitCode, issuedOn, endsOn, @sealed }, transaction);
    }

    private Ticket OpenTicket(TicketKeyring keys, byte[] mark, byte[] block, Ticket asked) =>
        keyring.Open(keys, TicketPlace(mark), block) switch
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
}
