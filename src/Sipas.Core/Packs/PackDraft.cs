using System.Security.Cryptography;
using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>A pending method pack, not yet stored.</summary>
internal sealed record PackDraft
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
    /// <param name="stored">The stored bytes.</param>
    /// <returns>Null when both are equal; otherwise the problem (<c>STO0014</c>).</returns>
    /// <remarks>
    /// A later version of the library may write the same pack as different bytes, for example with a new member. In
    /// that case the parsed packs are compared.
    /// </remarks>
    public Problem? DifferenceFrom(ReadOnlySpan<byte> stored)
    {
        if (Content.Span.SequenceEqual(stored))
        {
            return null;
        }

        try
        {
            return Content.Span.SequenceEqual(MethodPackSerializer.Write(MethodPackSerializer.Read(stored)))
                ? null
                : Difference(HashOf(stored));
        }
        catch (SipasException)
        {
            return Difference(HashOf(stored));
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
            throw new SipasException(new Problem(ProblemCodes.StoredPackDamaged, entry.Name, hash, entry.ContentHash));
        }
    }

    private Problem Difference(string storedHash) => new(ProblemCodes.PackDiffersFromStored, Name, ContentHash, storedHash);
}
