using System.Data.Common;
using System.Globalization;
using Dapper;
using Sipas.Ballots;
using Sipas.Collection;

namespace Sipas.Storage.Dapper;

public abstract partial class SqlPeopleStorage
{
    private protected abstract string TicketKeyPath { get; }

    /// <inheritdoc/>
    /// <exception cref="Problems.SipasException">Tickets were issued and there is no key of theirs (<c>STO0127</c>), or the file of keys cannot be used.</exception>
    public async Task<TicketKeyring?> OpenTicketKeysAsync(bool make, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        make &= !Options.ReadOnly;
        if (make && !Options.AllowNewKeys && !File.Exists(TicketKeyPath)
            && await ReadAsync(connection => connection.ExecuteScalarAsync<bool>("select exists (select 1 from ticket)"), cancellationToken).ConfigureAwait(false))
        {
            throw new Problems.SipasException(new Problems.Problem(Problems.ProblemCodes.TicketKeyMissing, TicketKeyPath, Place));
        }

        return TicketKeyFile.Open(TicketKeyPath, make);
    }

    /// <inheritdoc/>
    public Task<Ticket> IssueTicketAsync(Ticket ticket, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return WriteAsync(
            async (connection, transaction) =>
            {
                byte[] id = ticket.Id.ToArray();
                if (await FindTicketAsync(connection, transaction, id).ConfigureAwait(false) is { } issued && issued.ExpiresAt > now)
                {
                    return issued;
                }

                await connection.ExecuteAsync(
                    """
                    insert into ticket (ticket_id, survey_pack, survey_version, rated_unit, handled_procedure, selection, ends_at, issued_on)
                    values (@id, @PackId, @QuestionnaireVersion, @UnitCode, @ProcedureCode, @basis, @ends, @day)
                    on conflict (ticket_id) do update set survey_version = excluded.survey_version, handled_procedure = excluded.handled_procedure, selection = excluded.selection,
                      ends_at = excluded.ends_at, issued_on = excluded.issued_on
                    """,
                    new
                    {
                        id,
                        ticket.PackId,
                        ticket.QuestionnaireVersion,
                        ticket.UnitCode,
                        ticket.ProcedureCode,
                        basis = (short)ticket.Basis,
                        ends = ticket.ExpiresAt.ToUnixTimeSeconds(),
                        day = DayNumber.Of(Text.VietnameseTime.DayOf(now)),
                    },
                    transaction).ConfigureAwait(false);
                await connection.ExecuteAsync(
                    "insert into ticket_day (issued_on, rated_unit, actor, tickets) values (@day, @UnitCode, @actor, 1) on conflict (issued_on, rated_unit, actor) do update set tickets = ticket_day.tickets + 1",
                    new { day = DayNumber.Of(Text.VietnameseTime.DayOf(now)), ticket.UnitCode, actor = AuditActor.Current ?? "" }, transaction).ConfigureAwait(false);
                return ticket;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountTicketsAsync(CancellationToken cancellationToken) => ReadAsync<IReadOnlyDictionary<string, long>>(
        async connection => (await connection.QueryAsync<(string Unit, long Count)>("select rated_unit, count(*) from ticket group by rated_unit").ConfigureAwait(false))
            .ToDictionary(row => row.Unit, row => row.Count, StringComparer.Ordinal),
        cancellationToken);

    private static async Task<Ticket?> FindTicketAsync(DbConnection connection, DbTransaction transaction, byte[] id)
    {
        DbDataReader reader = await connection.ExecuteReaderAsync(
            "select survey_pack, survey_version, rated_unit, handled_procedure, selection, ends_at from ticket where ticket_id = @id", new { id }, transaction).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return !await reader.ReadAsync().ConfigureAwait(false) ? null : new Ticket
            {
                Id = id,
                PackId = reader.GetString(0),
                QuestionnaireVersion = reader.GetString(1),
                UnitCode = reader.GetString(2),
                ProcedureCode = reader.IsDBNull(3) ? null : reader.GetString(3),
                Basis = (SelectionBasis)Convert.ToInt32(reader.GetValue(4), CultureInfo.InvariantCulture),
                ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(5)),
            };
        }
    }
}
