using Sipas.Problems;

namespace Sipas.Ballots;

/// <summary>The decision about each ballot of an append, the same for every store: appended, already stored, or refused.</summary>
/// <remarks>The caller holds the lock of the only writer from reading the state to the commit.</remarks>
internal sealed class AppendPlan
{
    private readonly AppendStatus[] _statuses;
    private readonly List<int> _appended = [];
    private readonly Dictionary<Guid, int> _placeById = [];
    private readonly List<byte[]> _spending = [];
    private readonly List<PendingBallot> _conflicts = [];
    private readonly Dictionary<int, Problem> _refusals = [];

    private AppendPlan(int count) => _statuses = new AppendStatus[count];

    /// <summary>One status per ballot, in the order of the call.</summary>
    public IReadOnlyList<AppendStatus> Statuses => _statuses;

    /// <summary>Indexes of the ballots to append, ascending.</summary>
    public IReadOnlyList<int> Appended => _appended;

    /// <summary>Hashes of the tickets that the append spends, in the order of their ballots.</summary>
    public IReadOnlyList<byte[]> Spending => _spending;

    /// <summary>Ballots whose attempt is recorded: those with a conflict, and those that may not replace another.</summary>
    public IReadOnlyList<PendingBallot> Conflicts => _conflicts;

    /// <summary>Whether any ballot is refused: an append that is all or nothing then writes only the record of the attempt.</summary>
    public bool HasRefused => Array.Exists(_statuses, IsRefused);

    /// <summary>Decides about the ballots of an append.</summary>
    /// <param name="drafts">The ballots; the same id may occur more than once.</param>
    /// <param name="findStored">Returns the content hash stored under an id, 32 bytes; null when there is none.</param>
    /// <param name="isSpent">Whether the ticket with this hash is already spent.</param>
    /// <param name="findRefusal">Returns why a ballot may not replace another one; null when it may, or replaces none. Called only
    /// for ballots that are not stored yet.</param>
    /// <param name="cancellationToken">Cancels between two ballots.</param>
    public static AppendPlan Decide(IReadOnlyList<PendingBallot> drafts, Func<Guid, byte[]?> findStored,
        Func<byte[], bool> isSpent, Func<PendingBallot, Problem?> findRefusal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        ArgumentNullException.ThrowIfNull(findStored);
        ArgumentNullException.ThrowIfNull(isSpent);
        ArgumentNullException.ThrowIfNull(findRefusal);
        var plan = new AppendPlan(drafts.Count);
        var tickets = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < drafts.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PendingBallot draft = drafts[i];
            Guid id = draft.Ballot.Id;
            byte[]? stored = findStored(id)
                ?? (plan._placeById.TryGetValue(id, out int place) ? drafts[plan._appended[place]].ContentHash : null);
            if (stored is not null)
            {
                plan._statuses[i] = draft.ContentHash.AsSpan().SequenceEqual(stored) ? AppendStatus.AlreadyStored : AppendStatus.Conflict;
            }
            else if (draft.TicketHash is { } ticket && (isSpent(ticket) || !tickets.Add(Convert.ToHexString(ticket))))
            {
                plan._statuses[i] = AppendStatus.TicketSpent;
            }
            else if (findRefusal(draft) is { } refusal)
            {
                plan._statuses[i] = AppendStatus.NotReplaceable;
                plan._refusals.Add(i, refusal);
            }
            else
            {
                plan.Append(i, draft);
            }

            if (plan._statuses[i] is AppendStatus.Conflict or AppendStatus.NotReplaceable)
            {
                plan._conflicts.Add(draft);
            }
        }

        return plan;
    }

    /// <summary>Whether a ballot with this status is not in the log afterwards.</summary>
    /// <param name="status">The status.</param>
    public static bool IsRefused(AppendStatus status) =>
        status is AppendStatus.Conflict or AppendStatus.TicketSpent or AppendStatus.NotReplaceable;

    /// <summary>The place of an id among the appended ballots.</summary>
    /// <param name="ballotId">The id.</param>
    /// <param name="place">Index in <see cref="Appended"/>.</param>
    /// <returns>False when the append does not write this id.</returns>
    public bool TryFindPlace(Guid ballotId, out int place) => _placeById.TryGetValue(ballotId, out place);

    /// <summary>The outcome of a ballot without a receipt: refused, or in an append that wrote nothing.</summary>
    /// <param name="index">Index of the ballot in the call.</param>
    public AppendOutcome OutcomeWithoutReceipt(int index) =>
        new(_statuses[index], null, 0) { Refusal = _refusals.GetValueOrDefault(index) };

    private void Append(int index, PendingBallot draft)
    {
        if (draft.TicketHash is { } ticket)
        {
            _spending.Add(ticket);
        }

        _placeById.Add(draft.Ballot.Id, _appended.Count);
        _appended.Add(index);
        _statuses[index] = AppendStatus.Appended;
    }
}
