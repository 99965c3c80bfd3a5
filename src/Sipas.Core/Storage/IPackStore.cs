using System.Security.Cryptography;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.Storage;

/// <summary>List entry of a stored method pack.</summary>
/// <param name="Id">Id of the pack.</param>
/// <param name="Version">Version of the pack.</param>
/// <param name="ContentHash">SHA-256 of the bytes of the pack: 64 lower-case hexadecimal digits.</param>
/// <param name="KeptAt">Time at which it was stored, by the store's clock: UTC, to the millisecond.</param>
public sealed record StoredPack(string Id, string Version, string ContentHash, DateTimeOffset KeptAt)
{
    /// <summary>Name in messages: <c>kiosk-9/1</c>.</summary>
    public string Name => $"{Id}/{Version}";
}

/// <summary>
/// Stores the method packs used with the store, so that its ballots can be read and scored years later, independently
/// of the packs that the host has by then. Append-only.
/// </summary>
/// <remarks>Implementations are safe for concurrent use. A shared test suite verifies the contract.</remarks>
public interface IPackStore
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
    Task KeepPacksAsync(IReadOnlyList<MethodPack> packs, CancellationToken cancellationToken);
}

/// <summary>A pending method pack, not yet stored.</summary>
public sealed record PackDraft
{
    private PackDraft(MethodPack pack, byte[] content, string contentHash) => (Pack, Content, ContentHash) = (pack, content, contentHash);

    /// <summary>The pack.</summary>
    public MethodPack Pack { get; }

    /// <summary>Bytes of the pack, as written by <see cref="MethodPackSerializer.Write"/>.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>SHA-256 of <see cref="Content"/>: 64 lower-case hexadecimal digits.</summary>
    public string ContentHash { get; }

    /// <summary>Name in messages: <c>kiosk-9/1</c>.</summary>
    public string Name => $"{Pack.Id}/{Pack.Version}";

    /// <summary>Detail for the audit log: id, version and content hash.</summary>
    public string AuditDetail => $"{Pack.Id} {Pack.Version} {ContentHash}";

    /// <summary>Creates a pending pack.</summary>
    /// <param name="pack">The pack.</param>
    public static PackDraft Of(MethodPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        byte[] content = MethodPackSerializer.Write(pack);
        return new PackDraft(pack, content, HashOf(content));
    }

    /// <summary>Computes the SHA-256 of the bytes of a pack: 64 lower-case hexadecimal digits.</summary>
    /// <param name="content">The bytes.</param>
    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();

    /// <summary>Compares this pack with the one stored under its id and version.</summary>
    /// <param name="kept">The stored bytes.</param>
    /// <returns>Null when both are equal; otherwise the problem (<c>STO0014</c>).</returns>
    /// <remarks>
    /// A later version of the library may write the same pack as different bytes, for example with a new member. In
    /// that case the parsed packs are compared.
    /// </remarks>
    public Problem? DifferenceFrom(ReadOnlySpan<byte> kept)
    {
        if (Content.Span.SequenceEqual(kept))
        {
            return null;
        }

        try
        {
            return Content.Span.SequenceEqual(MethodPackSerializer.Write(MethodPackSerializer.Read(kept))) ? null : Difference(HashOf(kept));
        }
        catch (SipasException)
        {
            return Difference(HashOf(kept));
        }
    }

    /// <summary>Rejects bytes that differ from those that were stored.</summary>
    /// <param name="entry">List entry of the pack.</param>
    /// <param name="content">The bytes.</param>
    /// <exception cref="SipasException">The bytes have another hash (<c>STO0015</c>).</exception>
    public static void RequireIntact(StoredPack entry, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (HashOf(content) is var hash && hash != entry.ContentHash)
        {
            throw new SipasException(new Problem(ProblemCodes.KeptPackDamaged, entry.Name, hash, entry.ContentHash));
        }
    }

    private Problem Difference(string keptHash) => new(ProblemCodes.KeptPackDiffers, Name, ContentHash, keptHash);
}
