using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Questionnaires;

namespace Sipas.Estimation;

/// <summary>
/// Sums and sums of products of each sampled ballot's contributions to the ratios of an index, by organisation unit and
/// month. They are sufficient for margins of error; no single ballot is stored.
/// </summary>
/// <remarks>The sums are integers, so the result does not depend on the order of the ballots. Not safe for concurrent use.</remarks>
public sealed class BallotMoments
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

        _cells = new(Comparer<(string Unit, int Month)>.Create((a, b) => string.CompareOrdinal(a.Unit, b.Unit) is var order and not 0 ? order : a.Month.CompareTo(b.Month)));
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

/// <summary>The sums of one formula over the ballots of a cell.</summary>
internal sealed class FormulaSums
{
    // A numerator and a denominator for each term, then the products of each pair of them, row by row of the lower
    // triangle.
    private readonly long[] _sums;
    private readonly long[] _products;
    private readonly long[] _valid;

    public FormulaSums(IndexFormula formula)
    {
        Formula = formula;
        _sums = new long[2 * formula.Terms.Length];
        _products = new long[_sums.Length * (_sums.Length + 1) / 2];
        _valid = new long[formula.Terms.Length];
    }

    public IndexFormula Formula { get; }

    /// <summary>Number of ballots, including those without an answer to these items.</summary>
    public long BallotCount { get; private set; }

    /// <summary>Number of ballots with an answer that counts in any term.</summary>
    public long AnsweredCount { get; private set; }

    public long Numerator(int term) => _sums[2 * term];

    public long Denominator(int term) => _sums[(2 * term) + 1];

    /// <summary>Number of ballots with a valid answer to an item of the term.</summary>
    public long ValidCount(int term) => _valid[term];

    public void Add(ReadOnlySpan<byte> codes)
    {
        int width = _sums.Length;
        Span<int> values = width <= 128 ? stackalloc int[width] : new int[width];
        bool answered = false;
        for (int term = 0; term < Formula.Terms.Length; term++)
        {
            (values[2 * term], values[(2 * term) + 1], bool valid) = Formula.Terms[term].Read(codes);
            _valid[term] += valid ? 1 : 0;
            answered |= values[(2 * term) + 1] > 0;
        }

        int at = 0;
        for (int row = 0; row < width; row++)
        {
            _sums[row] += values[row];
            for (int column = 0; column <= row; column++)
            {
                _products[at++] += (long)values[row] * values[column];
            }
        }

        BallotCount++;
        AnsweredCount += answered ? 1 : 0;
    }

    public void Merge(FormulaSums other)
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] += other._sums[i];
        }

        for (int i = 0; i < _products.Length; i++)
        {
            _products[i] += other._products[i];
        }

        for (int i = 0; i < _valid.Length; i++)
        {
            _valid[i] += other._valid[i];
        }

        BallotCount += other.BallotCount;
        AnsweredCount += other.AnsweredCount;
    }

    /// <summary>Computes Σ l′v over the ballots, where v is the contribution of a ballot.</summary>
    public double Sum(double[] l)
    {
        double sum = 0;
        for (int i = 0; i < l.Length; i++)
        {
            sum += l[i] * _sums[i];
        }

        return sum;
    }

    /// <summary>Computes Σ (l′v − mean of l′v)², or Σ (l′v)² when <paramref name="centred"/> is false.</summary>
    public double SumOfSquares(double[] l, bool centred)
    {
        double sum = 0;
        for (int row = 0, at = 0; row < l.Length; row++)
        {
            // Integers up to the centring, n Σvv′ − Σv Σv′, to avoid cancellation.
            double ofRow = 0;
            for (int column = 0; column <= row; column++, at++)
            {
                Int128 moment = (Int128)_products[at] * (centred ? BallotCount : 1);
                moment -= centred ? (Int128)_sums[row] * _sums[column] : 0;
                ofRow += (column == row ? 1 : 2) * l[column] * (double)moment;
            }

            sum += l[row] * ofRow;
        }

        return Math.Max(0, centred ? sum / BallotCount : sum);
    }
}
