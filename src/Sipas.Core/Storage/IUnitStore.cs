using Sipas.Text;
using Sipas.Units;

namespace Sipas.Storage;

/// <summary>Stores the organisation units.</summary>
public interface IUnitStore
{
    /// <summary>Reads all units in the order in which they were saved.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<UnitDirectory> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Adds units, or corrects units with the same code, all or none.</summary>
    /// <param name="units">The units.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">
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
    /// <exception cref="Problems.SipasException">
    /// The resulting history has errors: unknown units, shares that do not add up, dates that do not fit, duplicate
    /// links, cycles. Nothing is written.
    /// </exception>
    Task SaveSuccessionsAsync(IReadOnlyList<UnitSuccession> successions, CancellationToken cancellationToken);
}

/// <summary>Stores the notice about the whole data set.</summary>
public interface INoticeStore
{
    /// <summary>
    /// Reads the notice that must accompany every page and every published figure, for example that the data are
    /// illustrative.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The notice; null when there is none.</returns>
    Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken);

    /// <summary>Sets the notice.</summary>
    /// <param name="notice">The notice; null removes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken);
}

/// <summary>A ballot storage: opened once at startup, then used through its contracts.</summary>
public interface ISipasStorage : IBallotStore, IValueStore, IProofStore, IAuditStore, IUnitStore, INoticeStore, ISurveyDesignStore, IDeviceStore, ISetAsideStore, IPackStore
{
    /// <summary>Name of the storage in messages, for example <c>SQLite</c>. Never a connection string.</summary>
    string Name { get; }

    /// <summary>Opens the storage and upgrades its schema.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The storage cannot be used; the problem states how to fix it.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Conditions that endanger the data without preventing startup, for example a library with a known bug; the host
    /// logs each at startup. Available once the storage is open. Empty by default.
    /// </summary>
    IReadOnlyList<Problems.Problem> Warnings => [];

    /// <summary>Derives a key for a purpose of the host from the receipt signing key, so that the host needs no further key file.</summary>
    /// <param name="purpose">Purpose of the key, for example <c>sipas-counter/1</c>; each purpose has its own key.</param>
    /// <returns>
    /// 32 bytes, always the same for the same receipt key; null where the storage has no such key, or the key does not
    /// leave its hardware.
    /// </returns>
    byte[]? DeriveKey(string purpose) => null;
}
