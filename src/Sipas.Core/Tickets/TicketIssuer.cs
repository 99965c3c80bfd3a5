using System.Globalization;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Surveys;

namespace Sipas.Tickets;

/// <summary>Issues tickets and reads their tokens. Safe for concurrent use.</summary>
internal sealed class TicketIssuer : ITicketIssuer, IDisposable
{
    private readonly ITicketStore? _store;
    private readonly SurveyState _state;
    private readonly AnswerLayout _layout;
    private readonly TimeSpan _validFor;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile TicketKeyring? _keys;

    /// <summary>Creates the ticket issuer.</summary>
    /// <param name="store">Store of the issued tickets; null where a host has no personal-data store, and then no ticket is valid.</param>
    /// <param name="state">Provides the organisation units.</param>
    /// <param name="layout">The questionnaire of the tickets.</param>
    /// <param name="validFor">Lifetime of a ticket; it is extended to the end of the day on which it ends.</param>
    /// <param name="clock">Server time.</param>
    public TicketIssuer(ITicketStore? store, SurveyState state, AnswerLayout layout, TimeSpan validFor, TimeProvider clock)
    {
        _store = store;
        _state = state;
        _layout = layout;
        _validFor = validFor;
        _clock = clock;
    }

    /// <inheritdoc/>
    public Task<IssuedTicket> IssueAsync(string dossier, string unit, string? procedure = null,
        CancellationToken cancellationToken = default) =>
        IssueAsync(dossier, unit, procedure, SelectionBasis.SelfSelected, cancellationToken);

    /// <inheritdoc/>
    public Task<IssuedTicket> IssueSampledAsync(string dossier, string unit, string? procedure = null,
        CancellationToken cancellationToken = default) =>
        IssueAsync(dossier, unit, procedure, SelectionBasis.Sampled, cancellationToken);

    /// <summary>Reads a token.</summary>
    /// <param name="token">The token; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The ticket; null when it is malformed, forged or expired. The result does not distinguish these cases.</returns>
    public async Task<Ticket?> ReadAsync(string? token, CancellationToken cancellationToken)
    {
        Ticket? ticket = await ReadSignedAsync(token, cancellationToken).ConfigureAwait(false);
        return ticket?.ExpiresAt > _clock.GetUtcNow() ? ticket : null;
    }

    /// <summary>Reads a token regardless of its expiry, for a ballot that may have waited on a phone.</summary>
    /// <param name="token">The token; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The ticket; null when it is malformed or forged.</returns>
    public async Task<Ticket?> ReadSignedAsync(string? token, CancellationToken cancellationToken) =>
        (await KeysAsync(make: false, cancellationToken).ConfigureAwait(false))?.Read(token);

    /// <summary>Returns the hash of a ticket in the set of spent tickets: <see cref="TicketKeyring.SpentHash"/>.</summary>
    /// <param name="ticket">A ticket that this instance issued or read.</param>
    /// <exception cref="InvalidOperationException">This instance has opened no keys.</exception>
    public byte[] SpentHash(Ticket ticket) => (_keys ?? throw new InvalidOperationException("No ticket was issued or read."))
        .SpentHash(ticket);

    /// <inheritdoc/>
    public void Dispose() => _opening.Dispose();

    private async Task<IssuedTicket> IssueAsync(string dossier, string unit, string? procedure, SelectionBasis basis,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        ArgumentNullException.ThrowIfNull(unit);
        if (procedure is not null && !CodeText.IsWellFormed(procedure))
        {
            throw new SipasException(new Problem(ProblemCodes.CodeMalformed, "procedure", procedure, CodeText.Allowed));
        }

        // A ticket is for the visit that just ended: the unit is checked on the day of issue.
        if (await _state.CheckUnitAsync(unit, VietnameseTime.DayOf(_clock.GetUtcNow()), cancellationToken)
            .ConfigureAwait(false) is { } absent)
        {
            throw new SipasException(absent);
        }

        if (_store is null)
        {
            throw new SipasException(new Problem(ProblemCodes.PersonalDataStorageMissing, nameof(ITicketIssuer), null,
                "builder.Services.AddSipas(…).UsePersonalDataStorage(…)"));
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

    // Tickets expire at the end of a day: an exact expiry would reveal when the ticket was issued, and so who was at the counter.
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
