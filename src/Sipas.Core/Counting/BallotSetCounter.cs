using System.Numerics;
using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Counts the sets that are counted by ballot: ballots with an answer that counts, and among them the ballots in
/// which every answer that counts also satisfies the condition.</summary>
internal sealed class BallotSetCounter
{
    private readonly VectorPath _path;
    private readonly CodeSets _codes;
    private readonly (int Counting, int Failing)[][] _sets;
    private readonly ulong[] _words;
    private readonly ulong[] _found;

    internal BallotSetCounter(ColumnSchema schema, VectorPath path)
    {
        _path = path;
        _codes = new CodeSets(schema.Planes);
        _sets = [.. schema.Layout.BallotSets.Select(set => set.Items
            .Select((item, i) => (_codes.Require(item, set.CountingCodes[i]),
                _codes.Require(item, set.CountingCodes[i] & ~set.HoldingCodes[i]))).ToArray())];
        _codes.Compile();
        _words = new ulong[_codes.WordCount];
        _found = new ulong[2 * _sets.Length];
    }

    /// <summary>Finds the matching ballots of one block, of any unit.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="block">The block.</param>
    /// <param name="found">Receives two words per set: the ballots with an answer that counts, and among them those in which
    /// every answer that counts also satisfies the condition.</param>
    internal void Find(ColumnSegment segment, int block, Span<ulong> found)
    {
        _codes.Find(_path, segment, block, _words);
        for (int set = 0; set < _sets.Length; set++)
        {
            ulong any = 0, fails = 0;
            foreach ((int counting, int failing) in _sets[set])
            {
                any |= _words[counting];
                fails |= _words[failing];
            }

            found[2 * set] = any;
            found[(2 * set) + 1] = any & ~fails;
        }
    }

    /// <summary>Adds the ballots of a range.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="range">The ballots.</param>
    /// <param name="counters">Incremented: two counters per set.</param>
    internal void Count(ColumnSegment segment, in BallotRange range, Span<long> counters)
    {
        for (int i = 0; i < range.BlockCount; i++)
        {
            ulong mask = range.Mask(i);
            if (mask == 0)
            {
                continue;
            }

            Find(segment, range.FirstBlock + i, _found);
            for (int counter = 0; counter < _found.Length; counter++)
            {
                counters[counter] += BitOperations.PopCount(_found[counter] & mask);
            }
        }
    }
}
