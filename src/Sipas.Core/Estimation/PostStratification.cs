using System.Globalization;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Post-stratification: scales weights within cells to the known cell populations, w′ = w N_g ÷ Σ_g w.</summary>
/// <remarks>
/// Linearised values are replaced by residuals from their cell means under the previous weights. Source: Särndal,
/// Swensson and Wretman 1992, §7.6.
/// </remarks>
internal sealed class PostStratification : WeightAdjustment
{
    private readonly string[] _cells;
    private readonly SortedDictionary<string, double> _populations;
    private readonly bool _partial;

    /// <summary>Creates the step.</summary>
    /// <param name="cells">Cell of each row.</param>
    /// <param name="populations">Population of each cell, 0 or more.</param>
    /// <param name="partial">Whether to ignore population cells without a row in the sample; otherwise they are an error.</param>
    public PostStratification(IReadOnlyList<string> cells, IReadOnlyDictionary<string, double> populations, bool partial = false)
    {
        _cells = [.. cells];
        _populations = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string cell, double population) in populations)
        {
            _populations.Add(cell, population);
        }

        _partial = partial;
    }

    /// <inheritdoc/>
    public override string Name => "postStratification";

    internal override AppliedAdjustment Apply(double[] weights)
    {
        ThrowIfLength(_cells.Length, weights, "cells");
        Dictionary<string, double> sums = SumBy(_cells, weights);
        CheckCells("cells", sums, _populations, _partial);
        double[] after = new double[weights.Length];
        for (int row = 0; row < after.Length; row++)
        {
            after[row] = weights[row] == 0 ? 0 : weights[row] * (_populations[_cells[row]] / sums[_cells[row]]);
        }

        return AppliedAdjustment.Of(this, weights, after, 1, 0, values => Centre(weights, sums, values));
    }

    internal static Dictionary<string, double> SumBy(string[] cells, double[] weights)
    {
        var sums = new Dictionary<string, ExactSum>(StringComparer.Ordinal);
        for (int row = 0; row < cells.Length; row++)
        {
            if (!sums.TryGetValue(cells[row], out ExactSum? sum))
            {
                sums.Add(cells[row], sum = new ExactSum());
            }

            sum.Add(weights[row]);
        }

        return sums.ToDictionary(pair => pair.Key, pair => pair.Value.ToDouble(), StringComparer.Ordinal);
    }

    internal static void CheckCells(string margin, Dictionary<string, double> sums, IReadOnlyDictionary<string, double> populations,
        bool partial)
    {
        var problems = new List<Problem>();
        foreach ((string cell, double population) in populations)
        {
            if (!(population >= 0) || double.IsInfinity(population))
            {
                problems.Add(new Problem(ProblemCodes.CellPopulationMalformed, $"{margin}: {cell}",
                    population.ToString("R", CultureInfo.InvariantCulture)));
            }
            else if (population > 0 && !partial && sums.GetValueOrDefault(cell) <= 0)
            {
                problems.Add(new Problem(ProblemCodes.CellWithoutSample, $"{margin}: {cell}",
                    population.ToString("R", CultureInfo.InvariantCulture)));
            }
        }

        problems.AddRange(sums.Where(pair => pair.Value > 0 && !populations.ContainsKey(pair.Key)).Select(pair => pair.Key)
            .Order(StringComparer.Ordinal)
            .Select(cell => new Problem(ProblemCodes.CellWithoutPopulation, $"{margin}: {cell}",
                sums[cell].ToString("R", CultureInfo.InvariantCulture))));
        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    private void Centre(double[] weights, Dictionary<string, double> sums, double[] values)
    {
        double[] weighted = new double[values.Length];
        for (int row = 0; row < values.Length; row++)
        {
            weighted[row] = weights[row] * values[row];
        }

        Dictionary<string, double> totals = SumBy(_cells, weighted);
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = weights[row] == 0 ? 0 : values[row] - (totals[_cells[row]] / sums[_cells[row]]);
        }
    }
}
