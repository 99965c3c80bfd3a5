using Sipas.Problems;

namespace Sipas.Cases;

/// <summary>Response to a contact request.</summary>
internal sealed record ContactResult
{
    /// <summary>Result of the request.</summary>
    public required ContactStatus Status { get; init; }

    /// <summary>Whether this call stored the request; false for a repeated request.</summary>
    public bool IsNew { get; init; }

    /// <summary>The case; null unless the request is stored.</summary>
    public ContactCase? Case { get; init; }

    /// <summary>Seconds after which a rate-limited sender may try again; 0 otherwise.</summary>
    public int RetryAfter { get; init; }

    /// <summary>The problems found; empty when the request is stored.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }
}
