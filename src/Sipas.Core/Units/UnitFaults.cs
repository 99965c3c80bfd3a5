using System.Globalization;
using Sipas.Problems;

namespace Sipas.Units;

/// <summary>The effect of a change of units on stored ballots.</summary>
internal static class UnitFaults
{
    /// <summary>Returns the problem of a unit whose ballots would be outside its validity.</summary>
    /// <param name="unit">The unit to save.</param>
    /// <param name="ballots">Number of ballots in the log that count for days outside its validity.</param>
    /// <returns><c>UNT0101</c>; null if there are none.</returns>
    public static Problem? OfBallots(OrganisationUnit unit, long ballots)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return ballots == 0
            ? null
            : new Problem(
                ProblemCodes.UnitOfBallots, unit.Code, ballots.ToString(CultureInfo.InvariantCulture),
                $"{unit.ValidFrom:O} – {unit.ValidTo:O}".Trim());
    }
}
