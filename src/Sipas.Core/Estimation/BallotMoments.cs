using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Questionnaires;

namespace Sipas.Estimation;

/// <summary>Sums and sums of products of what each sampled ballot adds to the ratios of an index, by unit and month: all that margins of error need of single ballots, and no ballot.</summary>
/// <remarks>Whole numbers that add up, so the order of the ballots changes nothing. Not safe for concurrent use.</remarks>
public sealed class BallotMoments
{
    private readonly IReadOnlyList<IndexFormula> _formulas;
    private readonly Dictionary<string, int> _positions;
    private readonly SortedDictionary<(string Unit, int Month), FormulaSums[]> _cells;

    /// <summary>Makes empty sums.</summary>
    /// <param name="pack">The pack whose rules make the index.</param>
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
            // A node and an item may bear one code; then it is the node's.
            _positions.TryAdd(_formulas[i].Code, i);
        }

        _cells = new(Comparer<(string Unit, int Month)>.Create((a, b) => string.CompareOrdinal(a.Unit, b.Unit) is var order and not 0 ? order : a.Month.CompareTo(b.Month)));
    }

    /// <summary>The questionnaire.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>Codes of the nodes of the tree that have an index, then of their items.</summary>
    public IReadOnlyList<string> Codes => [.. _formulas.Select(formula => formula.Code)];

    /// <summary>Adds one ballot; a ballot that is not of the sample is refused, for nobody drew it.</summary>
    /// <param name="key">Where it counts.</param>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <exception cref="ArgumentException">The ballot is self-selected, or has another number of answers than the questionnaire.</exception>
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

    /// <summary>Months with ballots as year × 100 + month, with their number.</summary>
    public IReadOnlyDictionary<int, long> BallotsByMonth() =>
        _cells.GroupBy(cell => cell.Key.Month).ToDictionary(month => month.Key, month => month.Sum(cell => cell.Value[0].BallotCount));

    /// <summary>The sums of some months by unit, in ordinal order of the units: for each unit one for each of the <see cref="Codes"/>. Copies that no later ballot changes.</summary>
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
    // A numerator and a denominator for each term, then the products of each pair of them, row by row of the lower triangle.
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

    /// <summary>All ballots, also those that say nothing here.</summary>
    public long BallotCount { get; private set; }

    /// <summary>Ballots with an answer that counts in any term.</summary>
    public long AnsweredCount { get; private set; }

    public long Numerator(int term) => _sums[2 * term];

    public long Denominator(int term) => _sums[(2 * term) + 1];

    /// <summary>Ballots with a valid answer to an item of the term.</summary>
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

    /// <summary>Σ over the ballots of l′v, v being what each adds.</summary>
    public double Sum(double[] l)
    {
        double sum = 0;
        for (int i = 0; i < l.Length; i++)
        {
            sum += l[i] * _sums[i];
        }

        return sum;
    }

    /// <summary>Σ (l′v − its mean)², or around 0 when <paramref name="centred"/> is false.</summary>
    public double SumOfSquares(double[] l, bool centred)
    {
        double sum = 0;
        for (int row = 0, at = 0; row < l.Length; row++)
        {
            // Whole numbers up to the centring, so that nothing cancels: n Σvv′ − Σv Σv′.
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
