using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>
/// Stores the method packs used with the store, so that its ballots can be read and scored years later, independently
/// of the packs that the host has by then. Append-only.
/// </summary>
/// <remarks>Implementations are safe for concurrent use. A shared test suite verifies the contract.</remarks>
internal interface IPackStore
{
    /// <summary>Lists the packs in the order in which they were stored.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<StoredPack>> ReadPacksAsync(CancellationToken cancellationToken);

    /// <summary>Reads a pack.</summary>
    /// <param name="packId">Id of the pack.</param>
    /// <param name="version">Version of the pack.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The pack with its exact stored bytes, for <see cref="MethodPackSerializer.Read"/>; null when there is none.</returns>
    /// <exception cref="SipasException">The bytes differ from those that were stored (<c>STO0015</c>).</exception>
    Task<(StoredPack Entry, byte[] Content)?> FindPackAsync(string packId, string version, CancellationToken cancellationToken);

    /// <summary>Stores packs, all or none. An already stored pack is not changed; each new one is recorded in the audit log.</summary>
    /// <param name="packs">The packs, already verified.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">
    /// A pack with this id and version is stored with other content (<c>STO0014</c>): every such pack is named, and
    /// nothing is written.
    /// </exception>
    /// <remarks>Nothing is written when all packs are already stored, so a restarting host only needs read access.</remarks>
    Task SavePacksAsync(IReadOnlyList<MethodPack> packs, CancellationToken cancellationToken);
}
