using System.Collections.Concurrent;
using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>The method packs shipped with this library.</summary>
public static class MethodPacks
{
    private const string Prefix = "Sipas.Packs.";

    // Packs are immutable, so each is read and verified once per process.
    private static readonly ConcurrentDictionary<string, MethodPack> Read = new(StringComparer.Ordinal);

    /// <summary>Ids of the shipped packs, in alphabetical order.</summary>
    public static IReadOnlyList<string> ShippedIds { get; } =
        [.. typeof(MethodPacks).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".json".Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>Returns a shipped pack. Repeated calls return the same object.</summary>
    /// <param name="id">One of <see cref="ShippedIds"/>.</param>
    /// <exception cref="SipasException">There is no shipped pack with that id (<c>PCK0002</c>).</exception>
    public static MethodPack Shipped(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Read.GetOrAdd(id, ReadShipped);
    }

    private static MethodPack ReadShipped(string id)
    {
        using Stream stream = typeof(MethodPacks).Assembly.GetManifestResourceStream($"{Prefix}{id}.json")
            ?? throw new SipasException(new Problem(ProblemCodes.PackUnknown, "pack", id, string.Join(", ", ShippedIds)));
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return MethodPackSerializer.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
