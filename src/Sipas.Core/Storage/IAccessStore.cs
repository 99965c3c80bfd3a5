namespace Sipas.Storage;

/// <summary>Keeps who read what is kept of people, and how often requests were refused. Both are part of <see cref="IPeopleErasureStore.ReadPeopleAuditAsync"/>; nobody changes or removes a record.</summary>
public interface IAccessStore
{
    /// <summary>Records a read of names, contacts or words of people (<see cref="AuditActions.PeopleRead"/>). The reader is <see cref="AuditActor.Current"/>; the store adds the time of its own clock.</summary>
    /// <param name="detail">What was read, and where: an address, codes and a number of rows. Never a name, a contact or words.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StoreUnavailableException">The storage cannot write now: then nothing may be shown.</exception>
    Task RecordReadAsync(string detail, CancellationToken cancellationToken);

    /// <summary>Adds to the counts of refusals, all or none (<see cref="AuditActions.RequestRefused"/>).</summary>
    /// <param name="refusals">What is added.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AddRefusalsAsync(IReadOnlyList<RefusalCount> refusals, CancellationToken cancellationToken);
}
