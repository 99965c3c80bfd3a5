namespace Sipas.Storage;

/// <summary>
/// Personal-data store, separate from the ballot store: plans, frames with names and phone numbers, sample lists, the
/// field log, issued tickets, contact requests. Nothing in it refers to a ballot, and no key joins it to one.
/// </summary>
/// <remarks>
/// Every member opens the storage if it is not open yet. Implementations are safe for concurrent use. A shared test
/// suite verifies the contract.
/// </remarks>
public interface IPersonalDataStorage : ISurveyPlanStore, IFrameStore, ISampleStore, IFieldStore, IReinterviewStore, ITicketStore,
    ICaseStore, IPeopleErasureStore, IAccessStore
{
    /// <summary>Name of the storage in messages, for example <c>SQLite</c>. Never a connection string.</summary>
    string Name { get; }

    /// <summary>Opens the storage and upgrades its schema; does nothing if it is already open.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The storage cannot be used; the problem states how to fix it.</exception>
    Task OpenAsync(CancellationToken cancellationToken);
}
