using System.Security.Cryptography;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Tickets;

namespace Sipas.Storage;

public sealed partial class InMemoryPersonalDataStorage
{
    private readonly Dictionary<string, Ticket> _tickets = new(StringComparer.Ordinal);
    private readonly Dictionary<(DateOnly Day, string Unit, string Actor), long> _ticketDays = [];
    private TicketKeyring? _ticketKeys;

    /// <inheritdoc/>
    public Task<TicketKeyring?> OpenTicketKeysAsync(bool make, CancellationToken cancellationToken) => Locked(
        () => _ticketKeys ??= make ? new TicketKeyring([RandomNumberGenerator.GetBytes(TicketKeyring.KeyLength)]) : null,
            cancellationToken);

    /// <inheritdoc/>
    public Task<Ticket> IssueTicketAsync(Ticket ticket, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return Locked(
            () =>
            {
                string id = Convert.ToHexString(ticket.Id.Span);
                if (_tickets.TryGetValue(id, out Ticket? issued) && issued.ExpiresAt > now)
                {
                    return issued;
                }

                (DateOnly, string, string) place = (VietnameseTime.DayOf(now), ticket.UnitCode, AuditActor.Current ?? "");
                _ticketDays[place] = _ticketDays.GetValueOrDefault(place) + 1;
                return _tickets[id] = ticket;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountTicketsAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyDictionary<string, long>>(
            () => _tickets.Values.GroupBy(ticket => ticket.UnitCode, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.LongCount(), StringComparer.Ordinal),
            cancellationToken);
}
