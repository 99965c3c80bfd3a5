namespace Sipas.Estimation;

/// <summary>The comparison of one pair of estimates.</summary>
/// <param name="First">Position of the first estimate, from 0.</param>
/// <param name="Second">Position of the second estimate.</param>
/// <param name="Difference">First minus second, including their covariance.</param>
/// <param name="PValue">Two-sided p; 1 when the pair cannot be tested.</param>
/// <param name="AdjustedPValue">p after adjustment, in [0, 1].</param>
internal sealed record PairwiseComparison(int First, int Second, Estimate Difference, double PValue, double AdjustedPValue);
