using Sipas.Ballots;
using Sipas.Common;
using Sipas.Counting;
using Sipas.Log;
using Sipas.Packs;

namespace Sipas.Disclosure;

/// <summary>
/// Determines which ballots of the log are included in public figures. The result depends only on the log, the closings and
/// the day. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// At midnight in Vietnam, the cut of a group advances until n ballots wait after it, if this publishes at least n new
/// ballots. A closing ends the waiting of its ballots: they are published as the last batch if there are at least n. Days
/// never decrease: a ballot received before its predecessor counts as received on the same day.
/// </remarks>
internal sealed class BatchLedger(int batchBallots, int batchDays)
{
    private readonly Dictionary<BallotGroup, Group> _groups = [];
    private readonly List<SurveyClosing> _closings = [];
    private readonly HashSet<(SurveyClosing Closing, AnswerLayout Layout, SelectionBasis Basis)> _divided = [];
    private readonly SequenceSet _shown = new();

    /// <summary>The day whose midnight was processed last.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Sequence number of the last ballot read.</summary>
    public long Sequence { get; private set; }

    /// <summary>Number of changes of the published ballots.</summary>
    public long Version { get; private set; }

    /// <summary>The closings read, in order.</summary>
    public IReadOnlyList<SurveyClosing> Closings => _closings;

    /// <summary>Whether a ballot is included in public figures.</summary>
    public bool IsShown(long sequence) => _shown.Contains(sequence);

    /// <summary>Returns a copy of the currently published ballots.</summary>
    public SequenceSet Shown() => _shown.Copy();

    /// <summary>Reads the next ballot of the log.</summary>
    public void Add(in LoggedBallot ballot)
    {
        AdvanceTo(ballot.ReceivedOn);
        Sequence = ballot.Counted.Sequence;
        if (ballot.Replaced > 0)
        {
            // A correction can count for a different year than the ballot it replaces.
            GroupOf(ballot, ballot.ReplacedDay).Add(new Entry(0, ballot.ReplacedDay, ballot.Replaced), _shown);
        }

        GroupOf(ballot, ballot.Counted.Day).Add(new Entry(ballot.Counted.Sequence, ballot.Counted.Day, ballot.Replaced), _shown);
    }

    /// <summary>Processes all midnights up to the beginning of a day. A day that is not later has no effect.</summary>
    public void AdvanceTo(DateOnly day)
    {
        if (day <= Day)
        {
            return;
        }

        DateOnly first = Day == default ? day : Day.AddDays(1);
        Day = day;
        foreach (Group group in _groups.Values)
        {
            DateOnly next = group.LastMove is { } last && last.AddDays(batchDays) is var allowed && allowed > first ? allowed : first;
            if (next <= day && group.Current >= 2L * batchBallots)
            {
                group.LastMove = next;
                Show(group, group.Cut(batchBallots));
            }
        }
    }

    /// <summary>Processes a closing. All ballots up to its last sequence number, and no later ballots, must have been read
    /// before.</summary>
    public void Close(SurveyClosing closing)
    {
        AdvanceTo(VietnameseTime.DayOf(closing.ClosedAt));
        foreach ((BallotGroup key, Group group) in _groups)
        {
            if (!Disclosure.ClosedDays.Covers(closing, key.Layout, key.Basis))
            {
                continue;
            }

            if (group.Batches.Exists(batch => Touches(closing.Scope, batch) && !Holds(closing.Scope, batch)))
            {
                _divided.Add((closing, key.Layout, key.Basis));
            }

            List<Entry> last = group.TakeOut(entry => Holds(closing.Scope, (entry.Day, entry.Day)), out long current);
            if (current >= batchBallots)
            {
                Show(group, last);
            }
            else
            {
                group.Withheld += current;
            }
        }

        _closings.Add(closing);
    }

    /// <summary>Returns a copy of the current closings and the decisions on them.</summary>
    public ClosedDays ClosedDays() => new([.. _closings], _divided.ToHashSet());

    /// <summary>Returns the numbers of unpublished ballots, by group.</summary>
    public IEnumerable<(BallotGroup Group, WaitingBallots Ballots)> Waiting() =>
        _groups.Select(group => (group.Key, new WaitingBallots(group.Value.Current, group.Value.Withheld)));

    private static bool Holds(SurveyScope scope, (DateOnly First, DateOnly Last) days) =>
        !(days.First < scope.From) && !(days.Last > scope.To);

    private static bool Touches(SurveyScope scope, (DateOnly First, DateOnly Last) days) =>
        !(days.Last < scope.From) && !(days.First > scope.To);

    private Group GroupOf(in LoggedBallot ballot, DateOnly day)
    {
        var key = new BallotGroup(ballot.Counted.Key.UnitCode, ballot.Counted.Layout, ballot.Counted.Key.Basis, day.Year);
        if (!_groups.TryGetValue(key, out Group? group))
        {
            _groups.Add(key, group = new Group());
        }

        return group;
    }

    private void Show(Group group, List<Entry> batch)
    {
        foreach (Entry entry in batch)
        {
            if (entry.Sequence > 0)
            {
                _shown.Add(entry.Sequence);
            }
            else
            {
                _shown.Remove(entry.Replaced);
            }
        }

        Entry[] ballots = [.. batch.Where(entry => entry.Sequence > 0)];
        group.Batches.Add((ballots.Min(entry => entry.Day), ballots.Max(entry => entry.Day)));
        Version++;
    }

    /// <summary>The addition of a ballot or, with sequence number 0, the removal of a ballot.</summary>
    private readonly record struct Entry(long Sequence, DateOnly Day, long Replaced);

    private sealed class Group
    {
        private readonly HashSet<long> _replaced = [];
        private List<Entry> _entries = [];

        /// <summary>Number of waiting ballots that are not replaced by a waiting correction.</summary>
        public long Current { get; private set; }

        public long Withheld { get; set; }

        public DateOnly? LastMove { get; set; }

        /// <summary>First and last counting day of each batch that was published.</summary>
        public List<(DateOnly First, DateOnly Last)> Batches { get; } = [];

        public void Add(in Entry entry, SequenceSet shown)
        {
            _entries.Add(entry);
            if (entry.Sequence > 0)
            {
                Current++;
            }
            else if (!shown.Contains(entry.Replaced))
            {
                _replaced.Add(entry.Replaced);
                Current--;
            }
        }

        /// <summary>Removes and returns all entries except the last waiting ballots.</summary>
        public List<Entry> Cut(int waiting)
        {
            int cut = _entries.Count;
            for (int current = 0; current < waiting; current += IsCurrent(_entries[cut]) ? 1 : 0)
            {
                cut--;
            }

            // A correction and the removal of the ballot it replaces are published in the same step.
            if (cut > 0 && _entries[cut].Replaced > 0 && _entries[cut - 1] is { Sequence: 0 } replaced
                && replaced.Replaced == _entries[cut].Replaced)
            {
                cut--;
            }

            List<Entry> batch = _entries[..cut];
            Keep(_entries[cut..]);
            return batch;
        }

        public List<Entry> TakeOut(Predicate<Entry> isMeant, out long current)
        {
            List<Entry> taken = _entries.FindAll(isMeant);
            current = taken.LongCount(IsCurrent);
            if (taken.Count > 0)
            {
                Keep(_entries.FindAll(entry => !isMeant(entry)));
            }

            return taken;
        }

        private bool IsCurrent(Entry entry) => entry.Sequence > 0 && !_replaced.Contains(entry.Sequence);

        private void Keep(List<Entry> entries)
        {
            _entries = entries;
            if (_replaced.Count > 0)
            {
                _replaced.IntersectWith(entries.Where(entry => entry.Sequence > 0).Select(entry => entry.Sequence));
            }

            Current = entries.LongCount(IsCurrent);
        }
    }
}
