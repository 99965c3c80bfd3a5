namespace Sipas.Estimation;

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
