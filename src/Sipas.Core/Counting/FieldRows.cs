using System.Numerics;
using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Sums numbers of each ballot, 0 or 1, by service sector: every ballot is converted to a row of bytes, and rows
/// are added eight bytes at a time.</summary>
/// <remarks>There are too many sectors to use one mask per sector. A sector's byte sums are passed on before one of them
/// could overflow and on <see cref="Flush"/>.</remarks>
internal abstract class FieldRows
{
    private readonly int _rowWords;
    private readonly ulong[] _rows;
    private readonly ulong[] _sums;
    private readonly byte[] _ballots;
    private readonly bool[] _isTouched;
    private readonly List<int> _touched = [];

    /// <param name="fields">Number of service sectors.</param>
    /// <param name="rowWords">Number of words in a ballot's row.</param>
    protected FieldRows(int fields, int rowWords)
    {
        _rowWords = rowWords;
        _rows = new ulong[rowWords * BlockTransposer.Ballots];
        _sums = new ulong[(long)fields * rowWords];
        _ballots = new byte[fields];
        _isTouched = new bool[fields];
    }

    internal void Add(ColumnSegment segment, in BallotRange range)
    {
        Span<ulong> rows = _rows;
        for (int i = 0; i < range.BlockCount; i++)
        {
            int block = range.FirstBlock + i;
            ulong mask = range.Mask(i);
            if (mask == 0)
            {
                continue;
            }

            WriteRows(segment, block, rows);
            ReadOnlySpan<ushort> fields = segment.Fields.AsSpan(block * ColumnSegment.BlockBallots, ColumnSegment.BlockBallots);
            for (; mask != 0; mask &= mask - 1)
            {
                int ballot = BitOperations.TrailingZeroCount(mask), field = fields[ballot], at = BlockTransposer.IndexOf(ballot);
                foreach (ref ulong sum in _sums.AsSpan(field * _rowWords, _rowWords))
                {
                    sum += rows[at];
                    at += BlockTransposer.Ballots;
                }

                ref byte ballots = ref _ballots[field];
                ballots++;
                if (!_isTouched[field])
                {
                    _isTouched[field] = true;
                    _touched.Add(field);
                }

                if (ballots == byte.MaxValue)
                {
                    HandOn(field);
                }
            }
        }
    }

    /// <summary>Passes on all pending sums.</summary>
    internal void Flush()
    {
        foreach (int field in _touched)
        {
            _isTouched[field] = false;
            if (_ballots[field] > 0)
            {
                HandOn(field);
            }
        }

        _touched.Clear();
    }

    /// <summary>Writes one word of eight numbers for each ballot of a block, ordered by
    /// <see cref="BlockTransposer.IndexOf"/>: 64 words for each word of a row.</summary>
    protected abstract void WriteRows(ColumnSegment segment, int block, Span<ulong> rows);

    /// <summary>Receives the sums of some ballots of a sector.</summary>
    protected abstract void Take(int field, ReadOnlySpan<ulong> sums, int ballots);

    private void HandOn(int field)
    {
        Span<ulong> sums = _sums.AsSpan(field * _rowWords, _rowWords);
        Take(field, sums, _ballots[field]);
        sums.Clear();
        _ballots[field] = 0;
    }
}
