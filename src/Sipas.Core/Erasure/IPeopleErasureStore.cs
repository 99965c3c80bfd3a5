using Sipas.Audit;
using Sipas.Problems;

namespace Sipas.Erasure;

/// <summary>
/// Lists stored personal data, erases it at the end of its retention period or at a person's request, and stores the
/// audit log of these actions.
/// </summary>
internal interface IPeopleErasureStore
{
    /// <summary>Reads the surveys with stored personal data, in order of creation.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<HeldPeople>> ReadHeldPeopleAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Erases a person from the frame and from the sample lists, also while the survey runs. Seal, certificate, codes,
    /// probabilities and the field log are retained.
    /// </summary>
    /// <param name="erasure">The person.</param>
    /// <param name="dryRun">Whether to write nothing and only count.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The rows that were (or would be) erased; zeros when no row matches, and no audit record is written.</returns>
    /// <exception cref="SipasException">
    /// There is no such survey (<c>PPL0001</c>), or its frame is sealed and not drawn from yet (<c>PPL0016</c>).
    /// </exception>
    Task<PersonErasureResult> ErasePersonAsync(PersonErasure erasure, bool dryRun, CancellationToken cancellationToken);

    /// <summary>Counts expired tickets.</summary>
    /// <param name="endedBefore">Upper bound of the expiry, exclusive.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);

    /// <summary>Erases the stored data of expired tickets. The set of spent tickets is stored elsewhere and is retained.</summary>
    /// <param name="endedBefore">Upper bound of the expiry, exclusive.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of erased tickets.</returns>
    Task<long> EraseTicketsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the audit log of personal data, oldest first: plans, frames, seals, draws, lines of the field log,
    /// re-interviews, erasures, reads of personal data, the number of tickets that an account issued for a unit on each
    /// day, and the number of rejected requests. The store writes each record in the commit of its action; records are
    /// never changed or removed.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AuditRecord>> ReadPeopleAuditAsync(CancellationToken cancellationToken);
}
