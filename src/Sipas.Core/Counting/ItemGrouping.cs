using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>Groups of items whose answers are summed, for example the criteria of an index. An item can be in several
/// groups. Immutable.</summary>
internal sealed class ItemGrouping
{
    // For each group, one row per item: its counters of levels, and which of them are satisfied levels.
    private readonly (int FirstCounter, int Levels, int SatisfiedCodes)[][] _levels;

    /// <summary>Creates a grouping.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="groups">For each group the positions of its items in the questionnaire.</param>
    /// <exception cref="ArgumentException">A position is outside the questionnaire, or a group contains an item twice.</exception>
    public ItemGrouping(AnswerLayout layout, IReadOnlyList<IReadOnlyList<int>> groups)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(groups);
        Layout = layout;
        foreach (IReadOnlyList<int> group in groups)
        {
            if (group.Any(item => (uint)item >= (uint)layout.Items.Count) || group.Distinct().Count() != group.Count)
            {
                throw new ArgumentException(
                    $"A group names an item twice, or one outside 0 to {layout.Items.Count - 1}: {string.Join(", ", group)}.",
                    nameof(groups));
            }
        }

        _levels = [.. groups.Select(group => group.Select(index => layout.Items[index])
            .Select(item => (item.CounterOffset + 1, item.LevelCount, item.SatisfiedCodes >> 1)).ToArray())];
    }

    /// <summary>The questionnaire.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>Number of groups.</summary>
    public int Count => _levels.Length;

    /// <summary>Adds the satisfied and valid answers of each group, from the counters of one cell.</summary>
    /// <param name="counters">Counters, item by item, one counter per code.</param>
    /// <param name="satisfied">Incremented by the satisfied answers of each group.</param>
    /// <param name="valid">Incremented by the valid answers of each group.</param>
    /// <exception cref="ArgumentException">A span is too short for the layout or the grouping.</exception>
    public void Add(ReadOnlySpan<long> counters, Span<long> satisfied, Span<long> valid)
    {
        if (counters.Length < Layout.CounterCount || satisfied.Length < Count || valid.Length < Count)
        {
            throw new ArgumentException($"{Layout.CounterCount} counters and twice {Count} sums are needed.");
        }

        for (int group = 0; group < _levels.Length; group++)
        {
            long groupSatisfied = 0, groupValid = 0;
            foreach ((int firstCounter, int levels, int satisfiedCodes) in _levels[group])
            {
                int satisfiedLevels = satisfiedCodes;
                foreach (long count in counters.Slice(firstCounter, levels))
                {
                    groupValid += count;
                    groupSatisfied += count & -(satisfiedLevels & 1);
                    satisfiedLevels >>= 1;
                }
            }

            satisfied[group] += groupSatisfied;
            valid[group] += groupValid;
        }
    }
}
