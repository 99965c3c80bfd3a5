using System.Security.Cryptography;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Tickets;

namespace Sipas.Storage.InMemory;

/// <summary>Issued tickets and their keys.</summary>
internal sealed class InMemoryTickets(InMemorySession session) : ITicketStore
{
    private TicketKeyring? _keys;

    /// <summary>The tickets by id; used while the session is locked.</summary>
    public Dictionary<string, Ticket> Issued { get; } = new(StringComparer.Ordinal);

    /// <summary>Numbers of issued tickets; used while the session is locked.</summary>
    public Dictionary<(DateOnly Day, string Unit, string Actor), long> Days { get; } = [];

    /// <inheritdoc/>
    public Task<TicketKeyring?> OpenTicketKeysAsync(bool make, CancellationToken cancellationToken) => session.RunAsync(
        () => _keys ??= make ? new TicketKeyring([RandomNumberGenerator.GetBytes(TicketKeyring.KeyLength)]) : null,
            cancellationToken);

    /// <inheritdoc/>
    public Task<Ticket> IssueTicketAsync(Ticket ticket, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return session.RunAsync(
            () =>
            {
                string id = Convert.ToHexString(ticket.Id.Span);
                if (Issued.TryGetValue(id, out Ticket? issued) && issued.ExpiresAt > now)
                {
                    return issued;
                }

                (DateOnly, string, string) place = (VietnameseTime.DayOf(now), ticket.UnitCode, AuditActor.Current ?? "");
                Days[place] = Days.GetValueOrDefault(place) + 1;
                return Issued[id] = ticket;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountTicketsAsync(CancellationToken cancellationToken) =>
        session.RunAsync<IReadOnlyDictionary<string, long>>(
            () => Issued.Values.GroupBy(ticket => ticket.UnitCode, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.LongCount(), StringComparer.Ordinal),
            cancellationToken);
}
