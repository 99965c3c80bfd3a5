using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Sets of codes, one an item, and which ballots of a block gave a code of them.</summary>
/// <remarks>A table holds one set for each item at most; an item that is asked for under several sets takes several tables.</remarks>
internal sealed class CodeSets
{
    private readonly PlaneLayout _planes;
    private readonly List<int[]> _tables = [];
    private readonly List<(int[] Codes, ulong[] Wanted)[]> _compiled = [];

    internal CodeSets(PlaneLayout planes) => _planes = planes;

    /// <summary>Words that <see cref="Find"/> writes.</summary>
    internal int WordCount => _tables.Count * _planes.ItemSlots;

    /// <summary>Asks for the ballots that gave an item one of some codes.</summary>
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

    /// <summary>To be called once, when all that is required is known.</summary>
    internal void Compile()
    {
        foreach (int[] sets in _tables)
        {
            _compiled.Add([.. _planes.Groups.Select((group, g) =>
            {
                int SetOf(int lane) => lane < group.LaneCount ? Math.Max(0, sets[(g * LaneGroup.Lanes) + lane]) : 0;
                int[] codes = [.. Enumerable.Range(0, group.CodeCount).Where(code => Enumerable.Range(0, LaneGroup.Lanes).Any(lane => (SetOf(lane) >> code & 1) == 1))];
                return (codes, codes.SelectMany(code => Enumerable.Range(0, LaneGroup.Lanes).Select(lane => (SetOf(lane) >> code & 1) == 1 ? ulong.MaxValue : 0)).ToArray());
            })]);
        }
    }

    /// <summary>Finds the ballots of one block.</summary>
    internal void Find(VectorPath path, ColumnSegment segment, int block, Span<ulong> words)
    {
        foreach ((int[] Codes, ulong[] Wanted)[] table in _compiled)
        {
            for (int g = 0; g < table.Length; g++)
            {
                if (table[g].Codes.Length > 0)
                {
                    LaneGroup group = _planes.Groups[g];
                    ReadOnlySpan<ulong> planes = segment.Groups[g].AsSpan(block * group.WordsPerBlock, group.WordsPerBlock + GroupCounter.Padding);
                    CodeSetKernel.Find(path, group, planes, table[g].Codes, table[g].Wanted, words.Slice(g * LaneGroup.Lanes, LaneGroup.Lanes));
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
