using Sipas.Signals;

namespace Sipas.Storage;

/// <summary>What became of a request to be contacted.</summary>
public enum CaseOpening
{
    /// <summary>It was kept.</summary>
    Opened,

    /// <summary>The same request was there already; nothing was written.</summary>
    AlreadyOpened,

    /// <summary>A request with this id, or with its code, and other content was there already; nothing was written.</summary>
    Conflict,

    /// <summary>As many cases are open as may be; nothing was written.</summary>
    Full,
}

/// <summary>Keeps citizens' requests to be contacted and what officers did about them, beside the people and apart from the answers.</summary>
/// <remarks>Nothing here names a ballot. Of the time of a request only the day is kept, and requests are kept in no order of their coming. Implementations are safe for concurrent use.</remarks>
public interface ICaseStore
{
    /// <summary>Keeps a request once, durable when this returns.</summary>
    /// <param name="request">The request, cleaned.</param>
    /// <param name="consent">The text of consent that its person agreed to.</param>
    /// <param name="receivedOn">The day in Vietnam.</param>
    /// <param name="dueOn">The last day on which the case is not overdue.</param>
    /// <param name="mostOpen">Most open cases.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What became of it, and the case that is kept under its id; null for <see cref="CaseOpening.Conflict"/> and <see cref="CaseOpening.Full"/>.</returns>
    Task<(CaseOpening Opening, ContactCase? Case)> OpenCaseAsync(ContactRequest request, string consent, DateOnly receivedOn, DateOnly dueOn, int mostOpen, CancellationToken cancellationToken);

    /// <summary>Reads all cases: those that are open by their due day, then those that are closed, the latest first; within a day by their codes.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<ContactCase>> ReadCasesAsync(CancellationToken cancellationToken);

    /// <summary>Finds a case with its entries.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The case and its entries in their order; null when there is none of this code.</returns>
    Task<(ContactCase Case, IReadOnlyList<CaseEntry> Entries)?> FindCaseAsync(string code, CancellationToken cancellationToken);

    /// <summary>Adds an entry and changes the case by it, both or neither.</summary>
    /// <param name="code">The case.</param>
    /// <param name="afterEntries">How many entries the caller knows: what they decided rests on no other.</param>
    /// <param name="change">What is done. Closing with <see cref="CaseOutcome.Withdrawn"/> erases name, contact and words at once.</param>
    /// <param name="today">The day in Vietnam.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The case as it is now; null when somebody wrote to it meanwhile: nothing was written, read it and decide again.</returns>
    /// <exception cref="Problems.SipasException">There is no such case (<c>CAS0005</c>), or it is closed (<c>CAS0007</c>).</exception>
    Task<ContactCase?> ChangeCaseAsync(string code, long afterEntries, CaseChange change, DateOnly today, CancellationToken cancellationToken);

    /// <summary>Counts the cases that <see cref="EraseCasesClosedBeforeAsync"/> would erase.</summary>
    /// <param name="day">The day in Vietnam.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountCasesClosedBeforeAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Erases name, contact and words of the cases that were closed before a day, and writes a record of audit. Code, unit, days, owner and outcome stay.</summary>
    /// <param name="day">The day in Vietnam.</param>
    /// <param name="today">The day that is written down as the day of erasing.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Cases erased now: a count; 0 when there are none (more).</returns>
    Task<long> EraseCasesClosedBeforeAsync(DateOnly day, DateOnly today, CancellationToken cancellationToken);
}
