namespace Sipas.Estimation;

/// <summary>A test of one quantity against 0.</summary>
/// <param name="Statistic">t.</param>
/// <param name="DegreesOfFreedom">Its degrees of freedom, 1 or more.</param>
/// <param name="PValue">Two-sided, in [0, 1].</param>
internal readonly record struct StudentTest(double Statistic, int DegreesOfFreedom, double PValue);
