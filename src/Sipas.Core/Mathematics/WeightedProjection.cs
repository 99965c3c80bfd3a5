namespace Sipas.Mathematics;

/// <summary>The space spanned by weighted columns: weighted least squares by orthogonalization, without normal equations.</summary>
/// <remarks>
/// Modified Gram–Schmidt, run twice, on the columns times √w (Björck, Numerical Methods for Least Squares Problems, 1996,
/// §2.4). All inner products are exact sums of their rounded terms, so the order of the rows does not change the result. A
/// column of which a fraction below 1e-9 remains is omitted as collinear.
/// </remarks>
internal sealed class WeightedProjection
{
    private const double RankTolerance = 1e-9;

    private readonly double[] _roots;
    private readonly double[][] _basis;
    private readonly double[,] _triangle;
    private readonly int[] _stored;

    /// <summary>Builds the space.</summary>
    /// <param name="columns">Columns of equal length n.</param>
    /// <param name="weights">n weights, 0 or more. Rows of weight 0 are ignored.</param>
    /// <exception cref="ArgumentException">A length differs from n.</exception>
    public WeightedProjection(IReadOnlyList<double[]> columns, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int rows = weights.Length;
        _roots = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            _roots[i] = Math.Sqrt(weights[i]);
        }

        var basis = new List<double[]>();
        var stored = new List<int>();
        _triangle = new double[columns.Count, columns.Count];
        var sum = new ExactSum();
        for (int c = 0; c < columns.Count; c++)
        {
            if (columns[c].Length != rows)
            {
                throw new ArgumentException("All columns have as many rows as there are weights.", nameof(columns));
            }

            double[] column = new double[rows];
            for (int i = 0; i < rows; i++)
            {
                column[i] = columns[c][i] * _roots[i];
            }

            double before = Math.Sqrt(Dot(sum, column, column));
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < basis.Count; j++)
                {
                    double part = Dot(sum, basis[j], column);
                    _triangle[j, c] += part;
                    Subtract(column, basis[j], part);
                }
            }

            double norm = Math.Sqrt(Dot(sum, column, column));
            if (norm <= RankTolerance * before || norm == 0)
            {
                continue;
            }

            _triangle[basis.Count, c] = norm;
            for (int i = 0; i < rows; i++)
            {
                column[i] /= norm;
            }

            basis.Add(column);
            stored.Add(c);
        }

        _basis = [.. basis];
        _stored = [.. stored];
    }

    /// <summary>Subtracts from a column its weighted least squares fit. The result is the residual.</summary>
    /// <param name="values">n values, changed in place; rows of weight 0 become 0.</param>
    public void Residualise(Span<double> values)
    {
        double[] scaled = new double[_roots.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = values[i] * _roots[i];
        }

        var sum = new ExactSum();
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] column in _basis)
            {
                Subtract(scaled, column, Dot(sum, column, scaled));
            }
        }

        for (int i = 0; i < scaled.Length; i++)
        {
            values[i] = _roots[i] == 0 ? 0 : scaled[i] / _roots[i];
        }
    }

    /// <summary>Computes the values x′λ for the λ with Σ w x x′ λ = d: the linear step of calibration.</summary>
    /// <param name="target">d, with one value per column.</param>
    /// <returns>n values; 0 for rows of weight 0.</returns>
    public double[] SolveNormal(ReadOnlySpan<double> target)
    {
        double[] forward = Forward(target);
        double[] values = new double[_roots.Length];
        for (int k = 0; k < values.Length; k++)
        {
            if (_roots[k] > 0)
            {
                for (int j = 0; j < forward.Length; j++)
                {
                    values[k] += _basis[j][k] * forward[j];
                }

                values[k] /= _roots[k];
            }
        }

        return values;
    }

    /// <summary>Computes the λ of <see cref="SolveNormal"/>; 0 for collinear columns.</summary>
    /// <param name="target">d, with one value per column.</param>
    public double[] SolveCoefficients(ReadOnlySpan<double> target)
    {
        double[] lambda = new double[target.Length];
        double[] forward = Forward(target);
        for (int j = forward.Length - 1; j >= 0; j--)
        {
            double rest = forward[j];
            for (int i = j + 1; i < forward.Length; i++)
            {
                rest -= _triangle[j, _stored[i]] * lambda[_stored[i]];
            }

            lambda[_stored[j]] = rest / _triangle[j, _stored[j]];
        }

        return lambda;
    }

    private double[] Forward(ReadOnlySpan<double> target)
    {
        double[] forward = new double[_basis.Length];
        for (int j = 0; j < forward.Length; j++)
        {
            double rest = target[_stored[j]];
            for (int i = 0; i < j; i++)
            {
                rest -= _triangle[i, _stored[j]] * forward[i];
            }

            forward[j] = rest / _triangle[j, _stored[j]];
        }

        return forward;
    }

    private static double Dot(ExactSum sum, double[] a, double[] b)
    {
        sum.Clear();
        for (int i = 0; i < a.Length; i++)
        {
            sum.Add(a[i] * b[i]);
        }

        return sum.ToDouble();
    }

    private static void Subtract(double[] from, double[] column, double times)
    {
        for (int i = 0; i < from.Length; i++)
        {
            from[i] -= column[i] * times;
        }
    }
}
