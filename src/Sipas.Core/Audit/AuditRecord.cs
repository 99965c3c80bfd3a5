namespace Sipas.Audit;

/// <summary>A record of an action on the store.</summary>
/// <param name="At">Time of the action by the store's clock: UTC, to the millisecond.</param>
/// <param name="Action">The action, for example <c>survey.closed</c>.</param>
/// <param name="Detail">Details of the action. Never a citizen's name or an answer.</param>
/// <param name="Actor">The name with which an officer signed in, or the account that ran a command; null if unknown.</param>
internal sealed record AuditRecord(DateTimeOffset At, string Action, string Detail, string? Actor)
{
    /// <summary>Number in the chain of the audit log, from 1 without gaps; null for a record outside a chain.</summary>
    public long? Number { get; init; }

    /// <summary>
    /// Contents that the action created, changed or removed: for each <see cref="StoredContent"/> a line with its
    /// digest, a space and its subject; <c>-</c> replaces the digest of removed content. Null when there is none.
    /// </summary>
    public string? Makes { get; init; }

    /// <summary>Link of the chain (<see cref="AuditChain.Next"/>): 64 lower-case hexadecimal digits.</summary>
    public string? Link { get; init; }

    /// <summary>Id of the signing key; null for an unsigned record.</summary>
    public string? KeyId { get; init; }

    /// <summary>Signature over <see cref="AuditChain.SignedBytes"/>, in base64url; null for an unsigned record.</summary>
    public string? Signature { get; init; }
}
