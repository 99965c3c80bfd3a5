using Sipas.Audit;

namespace Sipas.Storage.InMemory;

/// <summary>Digests of rows in memory.</summary>
internal static class InMemoryDigest
{
    /// <summary>Computes the digest of a row.</summary>
    /// <param name="subject">Table and key, for example <c>unit H29</c>.</param>
    /// <param name="values">Values of the row.</param>
    public static StoredContent Of(string subject, params object?[] values)
    {
        using var digest = ContentDigest.Of(subject);
        foreach (object? value in values)
        {
            digest.Add("value", value);
        }

        return new StoredContent(subject, digest.Finish());
    }
}
