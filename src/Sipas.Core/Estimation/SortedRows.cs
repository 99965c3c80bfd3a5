namespace Sipas.Estimation;

/// <summary>
/// The rows of a domain sorted by the sampling units of the design, with their weights and units: created once and used
/// by every statistic of the domain.
/// </summary>
internal sealed class SortedRows
{
    // With fewer rows per unit, summing by unit first is not faster.
    private const long RowsOfUnit = 8;

    public SortedRows(SurveyDesign design, int[] rows)
    {
        Rows = design.SortRows(rows);
        Weights = new double[rows.Length];
        int[] units = new int[rows.Length];
        int[] unitOfRow = design.Levels[design.VarianceStages - 1].UnitOfRow;
        for (int i = 0; i < Rows.Length; i++)
        {
            Weights[i] = design.WeightArray[Rows[i]];
            units[i] = unitOfRow[Rows[i]];
        }

        if (design.VarianceStages == 1 && rows.Length >= RowsOfUnit * design.PrimaryUnitCount
            && !design.Applied.Any(step => step.Residualises))
        {
            WholeWeights = WholeWeights.Of(Rows, units, Weights);
        }
    }

    public int[] Rows { get; }

    public double[] Weights { get; }

    /// <summary>
    /// The weights as integers, for sums in one pass; null where this does not apply: several stages of variance,
    /// weights calibrated to totals, few rows per unit, weights of very different size.
    /// </summary>
    public WholeWeights? WholeWeights { get; }
}
