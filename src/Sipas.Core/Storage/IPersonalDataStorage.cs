using Sipas.Cases;
using Sipas.Erasure;
using Sipas.Fieldwork;
using Sipas.Intake;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Tickets;

namespace Sipas.Storage;

/// <summary>
/// Personal-data store, separate from the ballot store: plans, frames with names and phone numbers, sample lists, the
/// field log, issued tickets, contact requests. Nothing in it refers to a ballot, and no key joins it to one.
/// </summary>
/// <remarks>
/// Every member of a part opens the storage if it is not open yet. Implementations are safe for concurrent use. A shared
/// test suite verifies the contract. Its parts are internal to this library.
/// </remarks>
public interface IPersonalDataStorage
{
    /// <summary>Name of the storage in messages, for example <c>SQLite</c>. Never a connection string.</summary>
    string Name { get; }

    /// <summary>Survey plans.</summary>
    internal ISurveyPlanStore Plans { get; }

    /// <summary>Sampling frames.</summary>
    internal IFrameStore Frames { get; }

    /// <summary>Draws with their official and reserve lists.</summary>
    internal ISampleStore Samples { get; }

    /// <summary>The field log.</summary>
    internal IFieldStore Field { get; }

    /// <summary>Re-interviews.</summary>
    internal IReinterviewStore Reinterviews { get; }

    /// <summary>Issued tickets and their keys.</summary>
    internal ITicketStore Tickets { get; }

    /// <summary>Contact cases.</summary>
    internal ICaseStore Cases { get; }

    /// <summary>Erasure of persons.</summary>
    internal IPeopleErasureStore Erasure { get; }

    /// <summary>Records of who read personal data, and of refused submissions.</summary>
    internal IAccessStore Access { get; }

    /// <summary>Opens the storage and upgrades its schema; does nothing if it is already open.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The storage cannot be used; the problem states how to fix it.</exception>
    Task OpenAsync(CancellationToken cancellationToken);
}
