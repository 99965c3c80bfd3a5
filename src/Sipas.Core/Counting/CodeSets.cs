using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Sets of codes, one per item, and a search for the ballots of a block that gave one of those codes.</summary>
/// <remarks>A table contains at most one set per item. An item that is required under several sets uses several tables.</remarks>
internal sealed class CodeSets
{
    private readonly PlaneLayout _planes;
    private readonly List<int[]> _tables = [];
    private readonly List<(int[] Codes, ulong[] Wanted)[]> _compiled = [];

    internal CodeSets(PlaneLayout planes) => _planes = planes;

    /// <summary>Number of words written by <see cref="Find"/>.</summary>
    internal int WordCount => _tables.Count * _planes.ItemSlots;

    /// <summary>Registers a search for the ballots that gave an item one of the given codes.</summary>
    /// <param name="item">Position of the item.</param>
    /// <param name="codes">Bit n for code n.</param>
    /// <returns>The index of the word among those that <see cref="Find"/> writes.</returns>
    internal int Require(int item, int codes)
    {
        int slot = _planes.SlotOfItem[item];
        int table = _tables.FindIndex(sets => sets[slot] == codes || sets[slot] < 0);
        if (table < 0)
        {
            table = _tables.Count;
            int[] sets = new int[_planes.ItemSlots];
            Array.Fill(sets, -1);
            _tables.Add(sets);
        }

        _tables[table][slot] = codes;
        return (table * _planes.ItemSlots) + slot;
    }

    /// <summary>Prepares the search. Call once, after all sets are registered.</summary>
    internal void Compile()
    {
        foreach (int[] sets in _tables)
        {
            _compiled.Add([.. _planes.Groups.Select((group, g) =>
            {
                int SetOf(int lane) => lane < group.LaneCount ? Math.Max(0, sets[(g * LaneGroup.Lanes) + lane]) : 0;
                int[] codes = [.. Enumerable.Range(0, group.CodeCount)
                    .Where(code => Enumerable.Range(0, LaneGroup.Lanes).Any(lane => (SetOf(lane) >> code & 1) == 1))];
                return (codes, codes.SelectMany(code =>
                    Enumerable.Range(0, LaneGroup.Lanes).Select(lane => (SetOf(lane) >> code & 1) == 1 ? ulong.MaxValue : 0)).ToArray());
            })]);
        }
    }

    /// <summary>Finds the matching ballots of one block.</summary>
    internal void Find(VectorPath path, ColumnSegment segment, int block, Span<ulong> words)
    {
        foreach ((int[] Codes, ulong[] Wanted)[] table in _compiled)
        {
            for (int g = 0; g < table.Length; g++)
            {
                if (table[g].Codes.Length > 0)
                {
                    LaneGroup group = _planes.Groups[g];
                    ReadOnlySpan<ulong> planes = segment.Groups[g]
                        .AsSpan(block * group.WordsPerBlock, group.WordsPerBlock + GroupCounter.Padding);
                    CodeSetKernel.Find(path, group, planes, table[g].Codes, table[g].Wanted,
                        words.Slice(g * LaneGroup.Lanes, LaneGroup.Lanes));
                }
                else
                {
                    words.Slice(g * LaneGroup.Lanes, LaneGroup.Lanes).Clear();
                }
            }

            words = words[_planes.ItemSlots..];
        }
    }
}
