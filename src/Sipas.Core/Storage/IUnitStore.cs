using Sipas.Text;
using Sipas.Units;

namespace Sipas.Storage;

/// <summary>Keeps the organisation units.</summary>
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

    /// <summary>Reads what became of units that ended, in the order in which it was saved.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<UnitSuccession>> ReadSuccessionsAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what became of units that ended, all or none. The links given for a predecessor take the place of all that were kept for it.</summary>
    /// <param name="successions">The links.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The history that would result has faults: unknown units, shares that do not sum, dates that do not fit, links that stand twice, cycles; nothing is written.</exception>
    Task SaveSuccessionsAsync(IReadOnlyList<UnitSuccession> successions, CancellationToken cancellationToken);
}

/// <summary>Keeps what is said about the whole data set.</summary>
public interface INoticeStore
{
    /// <summary>Reads the notice that every page and every published figure must bear, for example that the data are illustrative.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The notice, or null when there is none.</returns>
    Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken);

    /// <summary>Sets the notice.</summary>
    /// <param name="notice">The notice; null removes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken);
}

/// <summary>A storage: opened once at start, then asked for by its contracts.</summary>
public interface ISipasStorage : IBallotStore, IValueStore, IProofStore, IAuditStore, IUnitStore, INoticeStore, ISurveyDesignStore, IDeviceStore, ISetAsideStore, IPackStore
{
    /// <summary>What the storage is called in messages, for example <c>SQLite</c>. Never a connection string.</summary>
    string Name { get; }

    /// <summary>Opens the storage and brings its schema up to date.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The storage cannot be used; the problem says what to mend.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>What endangers the data without stopping the start, for example a library with a known fault; the host logs each at start. Known once the storage is open; none unless it says otherwise.</summary>
    IReadOnlyList<Problems.Problem> Warnings => [];

    /// <summary>Derives a key for a purpose of the host from the key that signs receipts, so that the host keeps no further key file.</summary>
    /// <param name="purpose">What the key is for, for example <c>sipas-counter/1</c>; another purpose has another key.</param>
    /// <returns>32 bytes, the same for the same key of receipts; null where the storage has no such key, or its key does not leave the hardware that keeps it.</returns>
    byte[]? DeriveKey(string purpose) => null;
}
