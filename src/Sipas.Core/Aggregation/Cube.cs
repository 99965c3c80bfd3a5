using Sipas.Ballots;
using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>The place of a ballot in a cube.</summary>
/// <param name="UnitCode">The unit that is rated.</param>
/// <param name="Basis">Listed or self-selected.</param>
/// <param name="Mode">How it was collected.</param>
/// <param name="Month">Year × 100 + month in Vietnam, for example 202611.</param>
public readonly record struct CellKey(string UnitCode, SelectionBasis Basis, CollectionMode Mode, int Month)
{
    /// <summary>The cell of a ballot.</summary>
    /// <param name="unitCode">The unit.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="countedOn">The day it counts for, in Vietnam.</param>
    public static CellKey Of(string unitCode, SelectionBasis basis, CollectionMode mode, DateOnly countedOn) =>
        new(unitCode, basis, mode, (countedOn.Year * 100) + countedOn.Month);
}

/// <summary>Counts of one questionnaire by cell. Integers only; merging cubes in any order gives the same cube.</summary>
/// <remarks>Not safe for concurrent use: see <see cref="LiveCube"/>.</remarks>
public sealed class Cube
{
    private readonly Dictionary<CellKey, AnswerTally> _cells = [];

    /// <summary>Makes an empty cube.</summary>
    /// <param name="layout">The questionnaire whose answers are counted.</param>
    public Cube(AnswerLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
    }

    /// <summary>The questionnaire whose answers are counted.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>The cells that hold at least one ballot, in no particular order.</summary>
    public IReadOnlyDictionary<CellKey, AnswerTally> Cells => _cells;

    /// <summary>Counts one ballot.</summary>
    /// <param name="key">Its cell.</param>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <exception cref="ArgumentException">The codes do not fit the layout; nothing is counted then.</exception>
    public void Add(CellKey key, ReadOnlySpan<byte> codes)
    {
        if (_cells.TryGetValue(key, out AnswerTally? tally))
        {
            tally.Add(codes);
            return;
        }

        tally = new AnswerTally(Layout);
        tally.Add(codes);
        _cells.Add(key, tally);
    }

    /// <summary>Adds the counts of another cube of the same questionnaire.</summary>
    /// <param name="other">The other cube.</param>
    public void Merge(Cube other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((CellKey key, AnswerTally tally) in other._cells)
        {
            if (_cells.TryGetValue(key, out AnswerTally? mine))
            {
                mine.Merge(tally);
            }
            else
            {
                _cells.Add(key, tally.Copy());
            }
        }
    }

    /// <summary>The counts of all cells that a condition keeps.</summary>
    /// <param name="keeps">The condition.</param>
    /// <returns>A tally of its own; empty when no cell is kept.</returns>
    public AnswerTally Sum(Func<CellKey, bool> keeps)
    {
        ArgumentNullException.ThrowIfNull(keeps);
        var sum = new AnswerTally(Layout);
        foreach ((CellKey key, AnswerTally tally) in _cells)
        {
            if (keeps(key))
            {
                sum.Merge(tally);
            }
        }

        return sum;
    }

    /// <summary>The counts by unit, of all cells that a condition keeps.</summary>
    /// <param name="keeps">The condition.</param>
    /// <returns>A tally for each unit with at least one ballot that is kept.</returns>
    public IReadOnlyDictionary<string, AnswerTally> ByUnit(Func<CellKey, bool> keeps)
    {
        ArgumentNullException.ThrowIfNull(keeps);
        var byUnit = new Dictionary<string, AnswerTally>(StringComparer.Ordinal);
        foreach ((CellKey key, AnswerTally tally) in _cells)
        {
            if (!keeps(key))
            {
                continue;
            }

            if (!byUnit.TryGetValue(key.UnitCode, out AnswerTally? sum))
            {
                byUnit.Add(key.UnitCode, sum = new AnswerTally(Layout));
            }

            sum.Merge(tally);
        }

        return byUnit;
    }

    /// <summary>A copy that no later count changes.</summary>
    public Cube Copy()
    {
        var copy = new Cube(Layout);
        copy.Merge(this);
        return copy;
    }
}
