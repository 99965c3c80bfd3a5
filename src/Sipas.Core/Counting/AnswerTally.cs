using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>Answer counts of one cell: the number of ballots and, for each item, the number of answers per code. Contains
/// counts only, never shares.</summary>
/// <remarks>Not safe for concurrent writers. Merging is associative and commutative, so shards can be merged in any order.</remarks>
public sealed class AnswerTally
{
    private readonly long[] _counters;

    /// <summary>Creates an empty tally.</summary>
    /// <param name="layout">The questionnaire whose answers are counted.</param>
    public AnswerTally(AnswerLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _counters = new long[layout.CounterCount];
    }

    /// <summary>Creates a tally from existing counts.</summary>
    /// <param name="layout">The questionnaire whose answers were counted.</param>
    /// <param name="ballots">Ballots counted.</param>
    /// <param name="counters">All counters of the layout. They are copied.</param>
    /// <exception cref="ArgumentException">The number of counters differs from the layout's.</exception>
    public static AnswerTally Of(AnswerLayout layout, long ballots, ReadOnlySpan<long> counters)
    {
        var tally = new AnswerTally(layout) { BallotCount = ballots };
        if (counters.Length != tally._counters.Length)
        {
            throw new ArgumentException($"{counters.Length} counters were given for {tally._counters.Length}.", nameof(counters));
        }

        counters.CopyTo(tally._counters);
        return tally;
    }

    /// <summary>The questionnaire whose answers are counted.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>Ballots counted.</summary>
    public long BallotCount { get; private set; }

    /// <summary>All counters, item by item, one counter per code (see <see cref="ItemLayout.CounterOffset"/>), followed by
    /// two counters for each set that is counted by ballot (see <see cref="BallotSetLayout"/>).</summary>
    public ReadOnlySpan<long> Counters => _counters;

    /// <summary>Counts one ballot.</summary>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <exception cref="ArgumentException">The number of codes or a code does not fit the layout. Nothing is counted in this
    /// case.</exception>
    public void Add(ReadOnlySpan<byte> codes)
    {
        IReadOnlyList<ItemLayout> items = Layout.Items;
        if (codes.Length != items.Count)
        {
            throw new ArgumentException($"{codes.Length} codes were given for {items.Count} items.", nameof(codes));
        }

        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= items[i].CodeCount)
            {
                throw new ArgumentException($"Code {codes[i]} is none of item '{items[i].Item.Code}'.", nameof(codes));
            }
        }

        for (int i = 0; i < codes.Length; i++)
        {
            _counters[items[i].CounterOffset + codes[i]]++;
        }

        foreach (BallotSetLayout set in Layout.BallotSets)
        {
            set.Count(codes, _counters);
        }

        BallotCount++;
    }

    /// <summary>Merges the counts of another cell of the same questionnaire.</summary>
    /// <param name="other">The other cell.</param>
    /// <exception cref="ArgumentException">The other cell belongs to another questionnaire.</exception>
    public void Merge(AnswerTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(other.Layout, Layout))
        {
            throw new ArgumentException(
                $"A tally of {other.Layout.PackId}/{other.Layout.QuestionnaireVersion} cannot be merged into one "
                + $"of {Layout.PackId}/{Layout.QuestionnaireVersion}.", nameof(other));
        }

        for (int i = 0; i < _counters.Length; i++)
        {
            _counters[i] += other._counters[i];
        }

        BallotCount += other.BallotCount;
    }

    /// <summary>Subtracts the counts of a subset of the same ballots.</summary>
    /// <param name="part">Counts of ballots that are all included in this tally.</param>
    /// <returns>A new tally. This instance is not changed.</returns>
    /// <exception cref="ArgumentException">The part belongs to another questionnaire or contains counts that this tally does
    /// not include.</exception>
    public AnswerTally Without(AnswerTally part)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (!ReferenceEquals(part.Layout, Layout))
        {
            throw new ArgumentException(
                $"A tally of {part.Layout.PackId}/{part.Layout.QuestionnaireVersion} is no part of one "
                + $"of {Layout.PackId}/{Layout.QuestionnaireVersion}.", nameof(part));
        }

        var rest = new AnswerTally(Layout) { BallotCount = BallotCount - part.BallotCount };
        for (int i = 0; i < _counters.Length; i++)
        {
            rest._counters[i] = _counters[i] - part._counters[i];
            if (rest._counters[i] < 0 || rest.BallotCount < 0)
            {
                throw new ArgumentException("The part counts what is not counted here.", nameof(part));
            }
        }

        return rest;
    }

    /// <summary>Returns the number of ballots that answered an item with a code.</summary>
    /// <param name="item">The item.</param>
    /// <param name="code">0 … <see cref="ItemLayout.CodeCount"/> − 1.</param>
    public long Count(ItemLayout item, int code)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)code, (uint)item.CodeCount, nameof(code));
        return _counters[item.CounterOffset + code];
    }

    /// <summary>Returns the number of answers to an item at a level of its scale.</summary>
    /// <param name="item">The item.</param>
    public long ValidCount(ItemLayout item)
    {
        ArgumentNullException.ThrowIfNull(item);
        long valid = 0;
        for (int code = 1; code <= item.LevelCount; code++)
        {
            valid += _counters[item.CounterOffset + code];
        }

        return valid;
    }

    /// <summary>Returns the number of answers to an item at the levels that count as satisfied.</summary>
    /// <param name="item">The item.</param>
    public long SatisfiedCount(ItemLayout item)
    {
        ArgumentNullException.ThrowIfNull(item);
        long satisfied = 0;
        for (int code = 1; code <= item.LevelCount; code++)
        {
            satisfied += (item.SatisfiedCodes >> code & 1) == 0 ? 0 : _counters[item.CounterOffset + code];
        }

        return satisfied;
    }

    /// <summary>Returns the number of ballots with at least one answer that counts within a set.</summary>
    /// <param name="set">A set of the layout.</param>
    internal long CountingBallots(BallotSetLayout set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return _counters[set.CounterOffset];
    }

    /// <summary>Returns the number of ballots in which every answer that counts within a set also satisfies the set's
    /// condition.</summary>
    /// <param name="set">A set of the layout.</param>
    internal long HoldingBallots(BallotSetLayout set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return _counters[set.CounterOffset + 1];
    }

    /// <summary>Returns an independent copy, which later counting does not change.</summary>
    public AnswerTally Copy()
    {
        var copy = new AnswerTally(Layout);
        copy.Merge(this);
        return copy;
    }
}
