using System.Runtime.CompilerServices;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Corrections;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Units;

namespace Sipas.Storage;

/// <summary>In-memory ballot storage, for tests of a host, never for a survey. The data is lost when the process ends.</summary>
public sealed partial class InMemoryStorage : ISipasStorage, IDisposable
{
    private readonly object _gate = new();
    private readonly List<CountedBallot> _log = [];
    private readonly List<LoggedBallot> _logged = [];
    private readonly Dictionary<Guid, AppendOutcome> _stored = [];
    private readonly Dictionary<string, (long Position, byte[] Link)> _heads = new(StringComparer.Ordinal);
    private readonly ReceiptSigner _signer = ReceiptSigner.Ephemeral();
    private UnitHistory _history = new(UnitDirectory.Empty, []);
    private LocalizedText? _notice;
    private long _conflicts;

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        ArgumentOutOfRangeException.ThrowIfZero(drafts.Count);
        CorrectionRules.RequireWhole(drafts);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var plan = AppendPlan.Decide(
                drafts,
                id => _stored.TryGetValue(id, out AppendOutcome? known) ? Convert.FromHexString(known.Receipt!.ContentHash) : null,
                ticket => _spent.Contains(Convert.ToHexString(ticket)), RefusalOf, cancellationToken);
            _conflicts += plan.Conflicts.Count;
            if (allOrNothing && plan.HasRefused)
            {
                return Task.FromResult<IReadOnlyList<AppendOutcome>>([.. drafts.Select((_, i) => plan.OutcomeWithoutReceipt(i))]);
            }

            foreach (int[] part in plan.Appended.Chunk(ReceiptTree.MaximumLeaves))
            {
                Append([.. part.Select(index => drafts[index])]);
            }

            SealSpent(plan.Spending);
            return Task.FromResult<IReadOnlyList<AppendOutcome>>(
                [.. drafts.Select((draft, i) => AppendPlan.IsRefused(plan.Statuses[i])
                    ? plan.OutcomeWithoutReceipt(i)
                    : _stored[draft.Ballot.Id] with { Status = plan.Statuses[i] })]);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        CountedBallot[] log;
        lock (_gate)
        {
            log = [.. _log.Where(ballot => ballot.Sequence > afterSequence)];
        }

        foreach (CountedBallot ballot in log)
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
        LoggedBallot[] log;
        lock (_gate)
        {
            log = [.. _logged.Where(ballot => ballot.Counted.Sequence > afterSequence)];
        }

        foreach (LoggedBallot ballot in log)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return ballot;
        }
    }

    /// <inheritdoc/>
    public Task<long> LastSequenceAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_log.Count == 0 ? 0 : _log[^1].Sequence);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(
        IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ballotIds);
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyDictionary<Guid, byte[]>>(ballotIds.Where(_stored.ContainsKey).Distinct()
                .ToDictionary(id => id, id => Convert.FromHexString(_stored[id].Receipt!.ContentHash)));
        }
    }

    /// <inheritdoc/>
    public Task<StoredBallot?> FindCurrentAsync(Guid ballotId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            StoredBallot? current = _all.Find(ballot => ballot.Id == ballotId);
            while (current is { IsReplaced: true })
            {
                Guid next = BallotCorrection.IdFor(current.Id);
                current = _all.Find(ballot => ballot.Id == next);
            }

            return Task.FromResult(current);
        }
    }

    /// <inheritdoc/>
    public Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_stored.GetValueOrDefault(ballotId)?.Receipt);
        }
    }

    /// <inheritdoc/>
    public Task<long> CountConflictsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_conflicts);
        }
    }

    /// <inheritdoc/>
    public Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_history.Units);
        }
    }

    /// <inheritdoc/>
    public Task SaveAsync(IReadOnlyList<OrganisationUnit> units, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var next = new UnitHistory(_history.Units.With(units), _history.Successions);
            Problem[] outside = [.. units.DistinctBy(unit => unit.Code)
                .Select(unit =>
                    UnitFaults.OfBallots(unit, _all.LongCount(ballot => ballot.UnitCode == unit.Code && !unit.ExistsOn(ballot.CountedOn))))
                .OfType<Problem>()];
            if (outside.Length > 0)
            {
                throw new SipasException(outside);
            }

            _history = next;
            Record(AuditActions.UnitsSaved, AuditActions.DetailOf(units), "unit");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UnitSuccession>> ReadSuccessionsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_history.Successions);
        }
    }

    /// <inheritdoc/>
    public Task SaveSuccessionsAsync(IReadOnlyList<UnitSuccession> successions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(successions);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _history = _history.With(successions);
            Record(AuditActions.SuccessionsSaved, AuditActions.DetailOf(successions), "unit_succession");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken) => Task.FromResult(_notice);

    /// <inheritdoc/>
    public Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken) => LockedAsync(
        () =>
        {
            _notice = notice;
            Record(AuditActions.NoticeSaved, AuditActions.DetailOf(notice), "notice");
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _signer.Dispose();

    private Problem? RefusalOf(PendingBallot draft) => draft.Ballot.Replaces is { } replaced
        ? CorrectionRules.Refusal(_all.Find(ballot => ballot.Id == replaced), draft, _closings)
        : null;

    private void Append(PendingBallot[] drafts)
    {
        (long Position, byte[] Link)[] places = [.. drafts.Select(Place)];
        (ReceiptSeal seal, Receipt[] receipts) = ReceiptFactory.Make(
            _signer, [.. drafts.Select((draft, i) => (draft, places[i].Position))]);
        for (int i = 0; i < drafts.Length; i++)
        {
            long sequence = _all.Count + 1;
            string? lateFor = LateFor(drafts[i]);
            bool late = lateFor is not null;
            StoredBallot? former = drafts[i].Ballot.Replaces is { } id ? _all.Find(ballot => ballot.Id == id) : null;
            long original = drafts[i].Ballot.Replaces is { } replaced ? Replace(replaced, sequence, drafts[i].Correction!) : 0;
            _stored.Add(drafts[i].Ballot.Id,
                new AppendOutcome(AppendStatus.Appended, receipts[i], sequence) { Late = late, Replaces = original });
            _all.Add(Stored(drafts[i], sequence, places[i], i == 0 ? seal : null, lateFor, original));
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
        int index = _all.FindIndex(ballot => ballot.Id == replaced);
        StoredBallot former = _all[index];
        long original = _log.Find(ballot => ballot.Sequence == former.Sequence) is { Replaces: > 0 } counted
            ? counted.Replaces
            : former.Sequence;
        _all[index] = former with { ReplacedBy = by };
        _log.RemoveAll(ballot => ballot.Sequence == former.Sequence);
        Record(AuditActions.BallotCorrected, AuditActions.DetailOf(by, former.Sequence, correction));
        return original;
    }

    private (long Position, byte[] Link) Place(PendingBallot draft)
    {
        string unit = draft.Ballot.UnitCode;
        if (TicketOf(draft) is { } ticket)
        {
            _spent.Add(ticket);
        }

        _layouts[(draft.Ballot.Layout.PackId, draft.Ballot.Layout.QuestionnaireVersion)] = draft.Ballot.Layout;
        (long position, byte[] link) = _heads.TryGetValue(unit, out (long, byte[]) head) ? head : (0, UnitChain.Start(unit));
        return _heads[unit] = (position + 1, UnitChain.Next(link, draft.ContentHash, draft.NoteHash()));
    }
}
