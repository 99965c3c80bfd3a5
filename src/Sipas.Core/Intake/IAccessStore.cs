using Sipas.Audit;
using Sipas.Problems;

namespace Sipas.Intake;

/// <summary>
/// Records reads of personal data and counts of rejected requests. Both are part of
/// <c>IPeopleErasureStore.ReadPeopleAuditAsync</c>; records are never changed or removed.
/// </summary>
internal interface IAccessStore
{
    /// <summary>
    /// Records a read of names, contacts or free text of people (<see cref="AuditActions.PeopleRead"/>). The reader is
    /// <see cref="AuditActor.Current"/>; the store adds the time of its clock.
    /// </summary>
    /// <param name="detail">
    /// The data read and its place: an address, codes and a number of rows. Never a name, a contact or free text.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StoreUnavailableException">The storage cannot write now; the data must not be shown.</exception>
    Task RecordReadAsync(string detail, CancellationToken cancellationToken);

    /// <summary>Adds to the counts of rejected requests, all or none (<see cref="AuditActions.RequestRefused"/>).</summary>
    /// <param name="refusals">The counts to add.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AddRefusalsAsync(IReadOnlyList<RefusalCount> refusals, CancellationToken cancellationToken);
}
