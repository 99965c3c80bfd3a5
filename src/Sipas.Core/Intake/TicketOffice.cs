using System.Globalization;
using Sipas.Ballots;
using Sipas.Collection;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.Intake;

/// <summary>A ticket that was issued.</summary>
/// <param name="Token">What the QR code and the short link carry.</param>
/// <param name="Ticket">What it is bound to.</param>
/// <param name="Path">The short link's path, for example <c>/t/AQ…</c>.</param>
public sealed record IssuedTicket(string Token, Ticket Ticket, string Path);

/// <summary>Issues tickets for a host application.</summary>
public interface ITickets
{
    /// <summary>Issues the ticket of a dossier. Asked again for the same dossier it gives the same token, until that has ended.</summary>
    /// <param name="dossier">Number of the dossier (mã hồ sơ), 1 to 128 characters. It is not kept: only a keyed hash of it is.</param>
    /// <param name="unit">Code of the unit that handled it.</param>
    /// <param name="procedure">Code of the procedure; null when it is not stated.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">The unit is unknown (<c>BAL0104</c>), a code is malformed (<c>BAL0110</c>), or the dossier number is empty or too long (<c>TKT0005</c>).</exception>
    /// <exception cref="StoreUnavailableException">The people database cannot write now; nothing was issued.</exception>
    Task<IssuedTicket> IssueAsync(string dossier, string unit, string? procedure = null, CancellationToken cancellationToken = default);

    /// <summary>As above, for a dossier that was drawn: its ballot counts as sampled.</summary>
    /// <param name="dossier">Number of the dossier.</param>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="procedure">Code of the procedure; null when it is not stated.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task<IssuedTicket> IssueSampledAsync(string dossier, string unit, string? procedure = null, CancellationToken cancellationToken = default);
}

/// <summary>Issues tickets and reads them back. Safe for concurrent use.</summary>
public sealed class TicketOffice : ITickets, IDisposable
{
    private readonly ITicketStore? _store;
    private readonly SurveyState _state;
    private readonly AnswerLayout _layout;
    private readonly TimeSpan _validFor;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile TicketKeyring? _keys;

    /// <summary>Makes the office.</summary>
    /// <param name="store">Keeps which tickets were issued; null where a host has no storage of people, and then no ticket is valid.</param>
    /// <param name="state">Knows the units.</param>
    /// <param name="layout">The questionnaire that tickets ask for.</param>
    /// <param name="validFor">How long a ticket lasts; it ends with the day on which this is over.</param>
    /// <param name="clock">Server time.</param>
    public TicketOffice(ITicketStore? store, SurveyState state, AnswerLayout layout, TimeSpan validFor, TimeProvider clock)
    {
        _store = store;
        _state = state;
        _layout = layout;
        _validFor = validFor;
        _clock = clock;
    }

    /// <inheritdoc/>
    public Task<IssuedTicket> IssueAsync(string dossier, string unit, string? procedure = null, CancellationToken cancellationToken = default) =>
        IssueAsync(dossier, unit, procedure, SelectionBasis.SelfSelected, cancellationToken);

    /// <inheritdoc/>
    public Task<IssuedTicket> IssueSampledAsync(string dossier, string unit, string? procedure = null, CancellationToken cancellationToken = default) =>
        IssueAsync(dossier, unit, procedure, SelectionBasis.Sampled, cancellationToken);

    /// <summary>Reads a token.</summary>
    /// <param name="token">The token; null is none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The ticket; null when it is malformed, forged or has ended, with nothing to tell these apart.</returns>
    public async Task<Ticket?> ReadAsync(string? token, CancellationToken cancellationToken)
    {
        Ticket? ticket = await ReadSignedAsync(token, cancellationToken).ConfigureAwait(false);
        return ticket?.ExpiresAt > _clock.GetUtcNow() ? ticket : null;
    }

    /// <summary>Reads a token whose end does not matter: that of a ballot which may have waited on a phone.</summary>
    /// <param name="token">The token; null is none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The ticket; null when it is malformed or forged.</returns>
    public async Task<Ticket?> ReadSignedAsync(string? token, CancellationToken cancellationToken) =>
        (await KeysAsync(make: false, cancellationToken).ConfigureAwait(false))?.Read(token);

    /// <summary>The mark of a ticket in the set of spent tickets: <see cref="TicketKeyring.SpentHash"/>.</summary>
    /// <param name="ticket">A ticket that this office issued or read.</param>
    /// <exception cref="InvalidOperationException">This office has opened no keys.</exception>
    public byte[] SpentHash(Ticket ticket) => (_keys ?? throw new InvalidOperationException("No ticket was issued or read.")).SpentHash(ticket);

    /// <inheritdoc/>
    public void Dispose() => _opening.Dispose();

    private async Task<IssuedTicket> IssueAsync(string dossier, string unit, string? procedure, SelectionBasis basis, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        ArgumentNullException.ThrowIfNull(unit);
        if (procedure is not null && !CodeText.IsWellFormed(procedure))
        {
            throw new SipasException(new Problem(ProblemCodes.CodeMalformed, "procedure", procedure, CodeText.Allowed));
        }

        // A ticket is for the visit that just ended: the unit is checked on the day of issue.
        if (await _state.CheckUnitAsync(unit, VietnameseTime.DayOf(_clock.GetUtcNow()), cancellationToken).ConfigureAwait(false) is { } absent)
        {
            throw new SipasException(absent);
        }

        if (_store is null)
        {
            throw new SipasException(new Problem(ProblemCodes.PeopleStorageMissing, nameof(ITickets), null, "builder.Services.AddSipas(…).UsePeopleStorage(…)"));
        }

        TicketKeyring keys = (await KeysAsync(make: true, cancellationToken).ConfigureAwait(false))!;
        DateTimeOffset now = _clock.GetUtcNow();
        var asked = new Ticket
        {
            Id = keys.IdOf(_layout.PackId, unit, dossier),
            PackId = _layout.PackId,
            QuestionnaireVersion = _layout.QuestionnaireVersion,
            UnitCode = unit,
            ProcedureCode = procedure,
            Basis = basis,
            ExpiresAt = MidnightAfter(now + _validFor),
        };
        Ticket issued = await _store.IssueTicketAsync(asked, now, cancellationToken).ConfigureAwait(false);
        string token = keys.TokenOf(issued);
        return new IssuedTicket(token, issued, string.Create(CultureInfo.InvariantCulture, $"/t/{token}"));
    }

    // The end of a day: to the second it would tell when the ticket was issued, and so who stood at the counter.
    private static DateTimeOffset MidnightAfter(DateTimeOffset instant) =>
        VietnameseTime.MidnightOf(VietnameseTime.DayOf(instant).AddDays(1));

    private async Task<TicketKeyring?> KeysAsync(bool make, CancellationToken cancellationToken)
    {
        if (_keys is not null || _store is null)
        {
            return _keys;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _keys ??= await _store.OpenTicketKeysAsync(make, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }
}
