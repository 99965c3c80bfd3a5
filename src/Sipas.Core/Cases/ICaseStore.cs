using Sipas.Problems;

namespace Sipas.Cases;

/// <summary>
/// Stores citizens' contact requests and the actions of officers on them, in the personal-data store and separate from
/// the answers.
/// </summary>
/// <remarks>
/// Nothing here refers to a ballot. Only the day of a request is stored, and the storage order does not reflect the
/// order of receipt. Implementations are safe for concurrent use.
/// </remarks>
internal interface ICaseStore
{
    /// <summary>Stores a request once; it is durable when this returns.</summary>
    /// <param name="request">The request, cleaned.</param>
    /// <param name="consent">The consent text to which the person agreed.</param>
    /// <param name="receivedOn">The day of receipt in Vietnam.</param>
    /// <param name="dueOn">The last day on which the case is not overdue.</param>
    /// <param name="maxOpen">Maximum number of open cases.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>
    /// The result, and the case stored under this id; null for <see cref="CaseOpening.Conflict"/> and
    /// <see cref="CaseOpening.Full"/>.
    /// </returns>
    Task<(CaseOpening Opening, ContactCase? Case)> OpenCaseAsync(
        ContactRequest request, string consent, DateOnly receivedOn, DateOnly dueOn, int maxOpen, CancellationToken cancellationToken);

    /// <summary>Reads all cases: open cases by due day, then closed cases, latest first; within a day by code.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<ContactCase>> ReadCasesAsync(CancellationToken cancellationToken);

    /// <summary>Finds a case with its entries.</summary>
    /// <param name="code">Code of the case.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The case and its entries in order; null when there is none with this code.</returns>
    Task<(ContactCase Case, IReadOnlyList<CaseEntry> Entries)?> FindCaseAsync(string code, CancellationToken cancellationToken);

    /// <summary>Adds an entry to a case and applies its change, both or neither.</summary>
    /// <param name="code">Code of the case.</param>
    /// <param name="afterEntries">Number of entries that the caller has read; nothing is written if it has changed.</param>
    /// <param name="change">The change. Closing with <see cref="CaseOutcome.Withdrawn"/> erases name, contact and text at once.</param>
    /// <param name="today">The day in Vietnam.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>
    /// The changed case; null when another entry was added meanwhile: nothing was written, read the case again and
    /// decide again.
    /// </returns>
    /// <exception cref="SipasException">There is no such case (<c>CAS0005</c>), or it is closed (<c>CAS0007</c>).</exception>
    Task<ContactCase?> ChangeCaseAsync(string code, long afterEntries, CaseChange change, DateOnly today,
        CancellationToken cancellationToken);

    /// <summary>Counts the cases that <see cref="EraseCasesClosedBeforeAsync"/> would erase.</summary>
    /// <param name="day">The day in Vietnam.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountCasesClosedBeforeAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>
    /// Erases name, contact and text of the cases closed before a day, and writes an audit record. Code, unit, days,
    /// owner and outcome are retained.
    /// </summary>
    /// <param name="day">The day in Vietnam.</param>
    /// <param name="today">The day recorded as the day of erasure.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of cases erased now; 0 when there are none (left).</returns>
    Task<long> EraseCasesClosedBeforeAsync(DateOnly day, DateOnly today, CancellationToken cancellationToken);
}
