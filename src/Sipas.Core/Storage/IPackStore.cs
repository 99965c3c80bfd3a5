using System.Security.Cryptography;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.Storage;

/// <summary>A method pack that is kept, as it is listed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="ContentHash">SHA-256 of its bytes: 64 lower-case hexadecimal digits.</param>
/// <param name="KeptAt">When it was kept, by the store's clock: UTC, to the millisecond.</param>
public sealed record StoredPack(string Id, string Version, string ContentHash, DateTimeOffset KeptAt)
{
    /// <summary>How it is named in messages: <c>kiosk-9/1</c>.</summary>
    public string Name => $"{Id}/{Version}";
}

/// <summary>Keeps the method packs that were used with the store, so that its ballots can be read and scored years later, whatever the host has by then. Append-only.</summary>
/// <remarks>Implementations are safe for concurrent use, and their contract is held by one test suite.</remarks>
public interface IPackStore
{
    /// <summary>Lists the packs in the order in which they were kept.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<StoredPack>> ReadPacksAsync(CancellationToken cancellationToken);

    /// <summary>Reads a pack.</summary>
    /// <param name="packId">Its id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The pack with the very bytes that were kept, for <see cref="MethodPackSerializer.Read"/>; null when there is none.</returns>
    /// <exception cref="SipasException">The bytes are not those that were kept (<c>STO0015</c>).</exception>
    Task<(StoredPack Entry, byte[] Content)?> FindPackAsync(string packId, string version, CancellationToken cancellationToken);

    /// <summary>Keeps packs, all or none. A pack that is kept already stays as it is; each new one is noted in the audit log.</summary>
    /// <param name="packs">The packs, already verified.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">A pack of this id and version is kept with other content (<c>STO0014</c>): every such pack is named, and nothing is written.</exception>
    /// <remarks>When all are kept already nothing is written, so a host that starts again asks for no more than reading.</remarks>
    Task KeepPacksAsync(IReadOnlyList<MethodPack> packs, CancellationToken cancellationToken);
}

/// <summary>A method pack on its way into a store.</summary>
public sealed record PackDraft
{
    private PackDraft(MethodPack pack, byte[] content, string contentHash) => (Pack, Content, ContentHash) = (pack, content, contentHash);

    /// <summary>The pack.</summary>
    public MethodPack Pack { get; }

    /// <summary>Its bytes, as <see cref="MethodPackSerializer.Write"/> gives them.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>SHA-256 of <see cref="Content"/>: 64 lower-case hexadecimal digits.</summary>
    public string ContentHash { get; }

    /// <summary>How it is named in messages: <c>kiosk-9/1</c>.</summary>
    public string Name => $"{Pack.Id}/{Pack.Version}";

    /// <summary>What the audit log says of it: id, version and content hash.</summary>
    public string AuditDetail => $"{Pack.Id} {Pack.Version} {ContentHash}";

    /// <summary>Makes the draft of a pack.</summary>
    /// <param name="pack">The pack.</param>
    public static PackDraft Of(MethodPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        byte[] content = MethodPackSerializer.Write(pack);
        return new PackDraft(pack, content, HashOf(content));
    }

    /// <summary>SHA-256 of a pack's bytes: 64 lower-case hexadecimal digits.</summary>
    /// <param name="content">The bytes.</param>
    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();

    /// <summary>Whether a pack that is kept under this id and version is this one.</summary>
    /// <param name="kept">The bytes that are kept.</param>
    /// <returns>Null when it is; otherwise the problem (<c>STO0014</c>).</returns>
    /// <remarks>A later library may write the same pack in other bytes, with a member that was not there before: then what it reads from both is compared.</remarks>
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

    /// <summary>Refuses bytes that are not those that were kept.</summary>
    /// <param name="entry">The pack as it is listed.</param>
    /// <param name="content">The bytes.</param>
    /// <exception cref="SipasException">They have another hash (<c>STO0015</c>).</exception>
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
