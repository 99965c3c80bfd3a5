namespace Sipas.Mathematics;

/// <summary>Operations on small dense matrices, with as many rows as tables and rankings need.</summary>
internal static class SmallMatrix
{
    /// <summary>Solves A X = B by elimination with partial pivoting.</summary>
    /// <returns>X; null if A is singular to within 1e-12 of its largest entry.</returns>
    public static double[,]? Solve(double[,] a, double[,] b)
    {
        int n = a.GetLength(0);
        int columns = b.GetLength(1);
        double[,] left = (double[,])a.Clone();
        double[,] right = (double[,])b.Clone();
        double largest = 0;
        foreach (double value in a)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int step = 0; step < n; step++)
        {
            int pivot = step;
            for (int row = step + 1; row < n; row++)
            {
                pivot = Math.Abs(left[row, step]) > Math.Abs(left[pivot, step]) ? row : pivot;
            }

            if (Math.Abs(left[pivot, step]) <= 1e-12 * largest)
            {
                return null;
            }

            Swap(left, step, pivot);
            Swap(right, step, pivot);
            for (int row = 0; row < n; row++)
            {
                double times = row == step ? 0 : left[row, step] / left[step, step];
                for (int c = step; c < n && times != 0; c++)
                {
                    left[row, c] -= times * left[step, c];
                }

                for (int c = 0; c < columns && times != 0; c++)
                {
                    right[row, c] -= times * right[step, c];
                }
            }
        }

        for (int row = 0; row < n; row++)
        {
            for (int c = 0; c < columns; c++)
            {
                right[row, c] /= left[row, row];
            }
        }

        return right;
    }

    /// <summary>Returns the lower triangle L with L L′ = A for a symmetric matrix without negative eigenvalues. Directions
    /// without variance are 0.</summary>
    public static double[,] Root(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] root = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            double rest = a[j, j];
            for (int k = 0; k < j; k++)
            {
                rest -= root[j, k] * root[j, k];
            }

            if (rest <= 1e-12 * a[j, j])
            {
                continue;
            }

            root[j, j] = Math.Sqrt(rest);
            for (int i = j + 1; i < n; i++)
            {
                double cross = a[i, j];
                for (int k = 0; k < j; k++)
                {
                    cross -= root[i, k] * root[j, k];
                }

                root[i, j] = cross / root[j, j];
            }
        }

        return root;
    }

    private static void Swap(double[,] matrix, int first, int second)
    {
        for (int c = 0; c < matrix.GetLength(1) && first != second; c++)
        {
            (matrix[first, c], matrix[second, c]) = (matrix[second, c], matrix[first, c]);
        }
    }
}
