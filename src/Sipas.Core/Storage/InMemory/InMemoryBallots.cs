using System.Runtime.CompilerServices;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Corrections;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Storage.InMemory;

/// <summary>The ballot log and its receipts.</summary>
internal sealed class InMemoryBallots(
    InMemorySession session, InMemoryAudit audit, InMemoryStoredBallots stored, InMemoryClosings closings, InMemorySpentTickets spent,
    ReceiptSigner signer) : IBallotStore
{
    private readonly List<CountedBallot> _log = [];
    private readonly List<LoggedBallot> _logged = [];
    private readonly Dictionary<Guid, AppendOutcome> _outcomes = [];
    private readonly Dictionary<string, (long Position, byte[] Link)> _heads = new(StringComparer.Ordinal);
    private long _conflicts;

    /// <inheritdoc/>
    public ValueSealer Sealer { get; } = new(ValueSealer.NewSecret());

    /// <inheritdoc/>
    public Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        ArgumentOutOfRangeException.ThrowIfZero(drafts.Count);
        CorrectionRules.RequireWhole(drafts);
        return session.RunAsync(() => Append(drafts, allOrNothing, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (CountedBallot ballot in session.Run<CountedBallot[]>(() => [.. _log.Where(ballot => ballot.Sequence > afterSequence)]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return ballot;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LoggedBallot> ReadLoggedAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (LoggedBallot ballot in session.Run<LoggedBallot[]>(
            () => [.. _logged.Where(ballot => ballot.Counted.Sequence > afterSequence)]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return ballot;
        }
    }

    /// <inheritdoc/>
    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        session.RunAsync(() => _log.Count == 0 ? 0 : _log[^1].Sequence, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(
        IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ballotIds);
        return session.RunAsync<IReadOnlyDictionary<Guid, byte[]>>(
            () => ballotIds.Where(_outcomes.ContainsKey).Distinct()
                .ToDictionary(id => id, id => Convert.FromHexString(_outcomes[id].Receipt!.ContentHash)),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredBallot?> FindCurrentAsync(Guid ballotId, CancellationToken cancellationToken) => session.RunAsync(
        () =>
        {
            StoredBallot? current = stored.Find(ballotId);
            while (current is { IsReplaced: true })
            {
                current = stored.Find(BallotCorrection.IdFor(current.Id));
            }

            return current;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken) =>
        session.RunAsync(() => _outcomes.GetValueOrDefault(ballotId)?.Receipt, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReceiptKey>>([new ReceiptKey(signer.KeyId, signer.PublicKey, null, null)]);

    /// <inheritdoc/>
    public Task<long> CountConflictsAsync(CancellationToken cancellationToken) => session.RunAsync(() => _conflicts, cancellationToken);

    private IReadOnlyList<AppendOutcome> Append(IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        var plan = AppendPlan.Decide(
            drafts,
            id => _outcomes.TryGetValue(id, out AppendOutcome? known) ? Convert.FromHexString(known.Receipt!.ContentHash) : null,
            ticket => spent.Contains(ticket), RefusalOf, cancellationToken);
        _conflicts += plan.Conflicts.Count;
        if (allOrNothing && plan.HasRefused)
        {
            return [.. drafts.Select((_, i) => plan.OutcomeWithoutReceipt(i))];
        }

        foreach (int[] part in plan.Appended.Chunk(ReceiptTree.MaximumLeaves))
        {
            Append([.. part.Select(index => drafts[index])]);
        }

        spent.Seal(plan.Spending);
        return [.. drafts.Select((draft, i) => AppendPlan.IsRefused(plan.Statuses[i])
                ? plan.OutcomeWithoutReceipt(i)
                : _outcomes[draft.Ballot.Id] with { Status = plan.Statuses[i] })];
    }

    private Problem? RefusalOf(PendingBallot draft) => draft.Ballot.Replaces is { } replaced
        ? CorrectionRules.Refusal(stored.Find(replaced), draft, closings.All)
        : null;

    private void Append(PendingBallot[] drafts)
    {
        (long Position, byte[] Link)[] places = [.. drafts.Select(Place)];
        (ReceiptSeal seal, Receipt[] receipts) = ReceiptFactory.Make(
            signer, [.. drafts.Select((draft, i) => (draft, places[i].Position))]);
        for (int i = 0; i < drafts.Length; i++)
        {
            long sequence = stored.All.Count + 1;
            string? lateFor = closings.LateFor(drafts[i]);
            bool late = lateFor is not null;
            StoredBallot? former = drafts[i].Ballot.Replaces is { } id ? stored.Find(id) : null;
            long original = drafts[i].Ballot.Replaces is { } replaced ? Replace(replaced, sequence, drafts[i].Correction!) : 0;
            _outcomes.Add(drafts[i].Ballot.Id,
                new AppendOutcome(AppendStatus.Appended, receipts[i], sequence) { Late = late, Replaces = original });
            stored.All.Add(Stored(drafts[i], sequence, places[i], i == 0 ? seal : null, lateFor, original));
            if (!late)
            {
                CountedBallot counted = drafts[i].Counted(sequence) with { Replaces = original };
                _log.Add(counted);
                _logged.Add(new LoggedBallot(counted, VietnameseTime.DayOf(drafts[i].ReceivedAt))
                {
                    Replaced = former?.Sequence ?? 0,
                    ReplacedDay = former?.CountedOn ?? default,
                });
            }
        }
    }

    // Removes a ballot from the counted log. Returns the sequence number of the original ballot of its chain of corrections.
    private long Replace(Guid replaced, long by, BallotCorrection correction)
    {
        int index = stored.All.FindIndex(ballot => ballot.Id == replaced);
        StoredBallot former = stored.All[index];
        long original = _log.Find(ballot => ballot.Sequence == former.Sequence) is { Replaces: > 0 } counted
            ? counted.Replaces
            : former.Sequence;
        stored.All[index] = former with { ReplacedBy = by };
        _log.RemoveAll(ballot => ballot.Sequence == former.Sequence);
        audit.Record(AuditActions.BallotCorrected, AuditActions.DetailOf(by, former.Sequence, correction));
        return original;
    }

    private (long Position, byte[] Link) Place(PendingBallot draft)
    {
        string unit = draft.Ballot.UnitCode;
        if (draft.TicketHash is { } ticket)
        {
            spent.Add(ticket);
        }

        stored.Layouts[(draft.Ballot.Layout.PackId, draft.Ballot.Layout.QuestionnaireVersion)] = draft.Ballot.Layout;
        (long position, byte[] link) = _heads.TryGetValue(unit, out (long, byte[]) head) ? head : (0, UnitChain.Start(unit));
        return _heads[unit] = (position + 1, UnitChain.Next(link, draft.ContentHash, draft.NoteHash()));
    }

    private static StoredBallot Stored(PendingBallot draft, long sequence, (long Position, byte[] Link) place, ReceiptSeal? seal,
        string? lateFor, long original)
    {
        Ballot ballot = draft.Ballot;
        return new StoredBallot
        {
            Sequence = sequence,
            Header = ballot.Header,
            Original = original == 0 ? null : original,
            Correction = draft.Correction,
            ReceivedAt = draft.ReceivedAt,
            Answers = ballot.Layout.ToCharacters(ballot.Codes.Span),
            Values = draft.Values,
            ContentHash = draft.ContentHash,
            Position = place.Position,
            ChainHash = place.Link,
            Seal = seal,
            CountedOn = draft.CountedOn,
            ClockSkew = draft.ClockSkew,
            SentBy = draft.SentBy,
            Channel = draft.Channel,
            Late = lateFor is not null,
            LateFor = lateFor,
        };
    }
}
