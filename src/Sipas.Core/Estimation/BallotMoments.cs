using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.Estimation;

/// <summary>
/// Sums and sums of products of each sampled ballot's contributions to the ratios of an index, by organisation unit and
/// month. They are sufficient for margins of error; no single ballot is stored.
/// </summary>
/// <remarks>The sums are integers, so the result does not depend on the order of the ballots. Not safe for concurrent use.</remarks>
internal sealed class BallotMoments
{
    private readonly IReadOnlyList<IndexFormula> _formulas;
    private readonly Dictionary<string, int> _positions;
    private readonly SortedDictionary<(string Unit, int Month), FormulaSums[]> _cells;

    /// <summary>Creates empty sums.</summary>
    /// <param name="pack">The pack whose rules compute the index.</param>
    /// <param name="layout">The questionnaire of the ballots, one of the pack's.</param>
    public BallotMoments(MethodPack pack, AnswerLayout layout)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _formulas = IndexFormula.Of(pack, layout);
        _positions = new(StringComparer.Ordinal);
        for (int i = 0; i < _formulas.Count; i++)
        {
            // A node and an item may have the same code; the code then refers to the node.
            _positions.TryAdd(_formulas[i].Code, i);
        }

        _cells = new(Comparer<(string Unit, int Month)>.Create((a, b) =>
            string.CompareOrdinal(a.Unit, b.Unit) is var order and not 0 ? order : a.Month.CompareTo(b.Month)));
    }

    /// <summary>The questionnaire.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>Codes of the tree nodes that have an index, followed by the codes of their items.</summary>
    public IReadOnlyList<string> Codes => [.. _formulas.Select(formula => formula.Code)];

    /// <summary>Adds one sampled ballot. A self-selected ballot is rejected, because it has no inclusion probability.</summary>
    /// <param name="key">The cell in which it counts.</param>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <exception cref="ArgumentException">
    /// The ballot is self-selected, or its number of answers differs from the questionnaire.
    /// </exception>
    public void Add(CellKey key, ReadOnlySpan<byte> codes)
    {
        ColumnLength.Require(codes.Length, Layout.Items.Count, nameof(codes));
        if (key.Basis != SelectionBasis.Sampled)
        {
            throw new ArgumentException("Only sampled ballots have a design.", nameof(key));
        }

        if (!_cells.TryGetValue((key.UnitCode, key.Month), out FormulaSums[]? cell))
        {
            _cells.Add((key.UnitCode, key.Month), cell = [.. _formulas.Select(formula => new FormulaSums(formula))]);
        }

        foreach (FormulaSums sums in cell)
        {
            sums.Add(codes);
        }
    }

    /// <summary>Returns the number of ballots by month, year × 100 + month; months without ballots are omitted.</summary>
    public IReadOnlyDictionary<int, long> BallotsByMonth() =>
        _cells.GroupBy(cell => cell.Key.Month).ToDictionary(month => month.Key, month => month.Sum(cell => cell.Value[0].BallotCount));

    /// <summary>
    /// Returns the sums of a range of months by unit, in ordinal order of the units; for each unit one entry for each
    /// of the <see cref="Codes"/>. The sums are copies and not affected by later ballots.
    /// </summary>
    /// <param name="from">First month, year × 100 + month.</param>
    /// <param name="to">Last month.</param>
    internal SortedDictionary<string, FormulaSums[]> Collect(int from, int to)
    {
        var units = new SortedDictionary<string, FormulaSums[]>(StringComparer.Ordinal);
        foreach (((string unit, int month), FormulaSums[] cell) in _cells)
        {
            if (month < from || month > to)
            {
                continue;
            }

            if (!units.TryGetValue(unit, out FormulaSums[]? sums))
            {
                units.Add(unit, sums = [.. _formulas.Select(formula => new FormulaSums(formula))]);
            }

            for (int i = 0; i < sums.Length; i++)
            {
                sums[i].Merge(cell[i]);
            }
        }

        return units;
    }

    internal int? PositionOf(string code) => _positions.TryGetValue(code, out int position) ? position : null;
}
