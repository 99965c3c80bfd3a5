namespace Sipas.Plans;

/// <summary>Properties of the selection methods.</summary>
internal static class SelectionMethods
{
    /// <summary>Whether a method draws with probability proportional to size.</summary>
    /// <param name="method">The method.</param>
    public static bool UsesSizes(this SelectionMethod method) =>
        method is SelectionMethod.PpsSystematic or SelectionMethod.Sampford or SelectionMethod.Brewer or SelectionMethod.Pareto
        or SelectionMethod.Poisson;

    /// <summary>Whether a method selects units from a start, which may be drawn by lot.</summary>
    /// <param name="method">The method.</param>
    public static bool UsesStart(this SelectionMethod method) =>
        method is SelectionMethod.Systematic or SelectionMethod.SystematicStep or SelectionMethod.CircularSystematic
        or SelectionMethod.PpsSystematic;

    /// <summary>Whether a method uses permanent random numbers, which depend on the unit and not on its position in the frame.</summary>
    /// <param name="method">The method.</param>
    public static bool UsesPermanentNumbers(this SelectionMethod method) =>
        method is SelectionMethod.PermanentRandom or SelectionMethod.Pareto or SelectionMethod.Poisson;
}
