using System.Globalization;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Storage;

/// <summary>What a change of units would do to the ballots that are kept.</summary>
public static class UnitFaults
{
    /// <summary>The fault of a unit whose ballots would be left without it.</summary>
    /// <param name="unit">The unit as it is to be saved.</param>
    /// <param name="ballots">Ballots of the log that count for days outside its validity: a count.</param>
    /// <returns><c>UNT0101</c>; null where there are none.</returns>
    public static Problem? OfBallots(OrganisationUnit unit, long ballots)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return ballots == 0
            ? null
            : new Problem(
                ProblemCodes.UnitOfBallots, unit.Code, ballots.ToString(CultureInfo.InvariantCulture), $"{unit.ValidFrom:O} – {unit.ValidTo:O}".Trim());
    }
}
