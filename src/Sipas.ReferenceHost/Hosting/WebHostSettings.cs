using Sipas.Hosting;
using Sipas.ReferenceHost.Web;

namespace Sipas.ReferenceHost.Hosting;

/// <summary>Settings of a web host.</summary>
internal sealed record WebHostSettings
{
    /// <summary>Selects the storage, and the clock if it is not the system clock.</summary>
    public required Action<ISipasBuilder> UseStorage { get; init; }

    /// <summary>Addresses, names and certificate; only the address is required.</summary>
    public required ListenSettings Address { get; init; }

    /// <summary>Whether anyone who can reach the address may read the reports.</summary>
    public required bool PublicReports { get; init; }

    /// <summary>Whether readers of the reports see live figures.</summary>
    public bool LiveFigures { get; init; }

    /// <summary>Number of ballots per batch of figures; null for the default.</summary>
    public int? BatchBallots { get; init; }

    /// <summary>Days between two batches of a unit; null for the default.</summary>
    public int? BatchDays { get; init; }

    /// <summary>Whether the officer's pages are served, to anyone who can reach the address.</summary>
    public bool OpenAdmin { get; init; }

    /// <summary>Whether tickets are issued over HTTP, to anyone who can reach the address.</summary>
    public bool OpenTickets { get; init; }

    /// <summary>Whether contact is offered to citizens who gave a low rating.</summary>
    public bool OfferContact { get; init; }

    /// <summary>Whether kiosk ballots are accepted from enrolled devices only.</summary>
    public bool RequireDevices { get; init; }

    /// <summary>Whether ballots are accepted from senders without a credential.</summary>
    public bool OpenBallots { get; init; } = true;

    /// <summary>Codes of units that do not accept them.</summary>
    public IReadOnlyList<string> UnitsWithoutOpenBallots { get; init; } = [];

    /// <summary>Codes of units with a display of codes at the counter.</summary>
    public IReadOnlyList<string> PresenceAt { get; init; } = [];

    /// <summary>Whether these units accept ballots by link only with a code of the display.</summary>
    public bool RequirePresence { get; init; }

    /// <summary>Seconds after which the display shows the next code.</summary>
    public int PresenceSeconds { get; init; } = 60;

    /// <summary>Maximum number of ballots per code.</summary>
    public int BallotsPerCode { get; init; } = 5;
}
