namespace Sipas.Storage;

/// <summary>A ballot storage: opened once at startup, then used through its contracts.</summary>
public interface ISipasStorage : IBallotStore, IValueStore, IProofStore, IAuditStore, IUnitStore, INoticeStore, ISurveyDesignStore,
    IDeviceStore, IHeldSubmissionStore, IPackStore
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
