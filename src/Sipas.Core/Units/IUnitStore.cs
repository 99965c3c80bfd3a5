using Sipas.Problems;

namespace Sipas.Units;

/// <summary>Stores the organisation units.</summary>
public interface IUnitStore
{
    /// <summary>Reads all units in the order in which they were saved.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Adds units, or corrects units with the same code, all or none.</summary>
    /// <param name="units">The units.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">
    /// The resulting directory has errors or does not match the stored successions; a code is assigned to another unit (<c>UNT0100</c>, see
    /// <see cref="UnitDirectory.With"/>); or ballots count for days outside a unit's new validity (<c>UNT0101</c>). Nothing is written.
    /// </exception>
    Task SaveAsync(IReadOnlyList<OrganisationUnit> units, CancellationToken cancellationToken);

    /// <summary>Reads the successions of organisation units that ended, in the order in which they were saved.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<UnitSuccession>> ReadSuccessionsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Saves the successions of organisation units that ended, all or none. The links of a predecessor replace all
    /// links stored for it.
    /// </summary>
    /// <param name="successions">The links.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">
    /// The resulting history has errors: unknown units, shares that do not add up, dates that do not fit, duplicate
    /// links, cycles. Nothing is written.
    /// </exception>
    Task SaveSuccessionsAsync(IReadOnlyList<UnitSuccession> successions, CancellationToken cancellationToken);
}
