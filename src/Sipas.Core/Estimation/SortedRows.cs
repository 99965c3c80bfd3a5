namespace Sipas.Estimation;

/// <summary>The rows of a domain in the order of the design's units, with their weights and units beside them: gathered once, read by every statistic of the domain.</summary>
internal sealed class SortedRows
{
    public SortedRows(SurveyDesign design, int[] rows)
    {
        Rows = design.SortRows(rows);
        Weights = new double[rows.Length];
        Units = new int[rows.Length];
        int[] unitOfRow = design.Levels[design.VarianceStages - 1].UnitOfRow;
        for (int i = 0; i < Rows.Length; i++)
        {
            Weights[i] = design.WeightArray[Rows[i]];
            Units[i] = unitOfRow[Rows[i]];
        }
    }

    public int[] Rows { get; }

    public double[] Weights { get; }

    /// <summary>Unit of the last stage that has a variance.</summary>
    public int[] Units { get; }
}
