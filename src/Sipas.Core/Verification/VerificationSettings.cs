namespace Sipas.Verification;

/// <summary>Settings of a verification.</summary>
internal sealed record VerificationSettings
{
    /// <summary>An anchor stored elsewhere; null for none.</summary>
    public Anchor? Anchor { get; init; }

    /// <summary>Ids of keys that the auditor obtained from another source; null to accept the keys of the anchor or, without
    /// an anchor, all keys of the store.</summary>
    public IReadOnlyCollection<string>? TrustedKeyIds { get; init; }

    /// <summary>A citizen's receipt code to look for, for example <c>7QK2-M0XA</c>; null for none.</summary>
    public string? ReceiptCode { get; init; }

    /// <summary>Whether to verify signatures, which takes most of the time. Default: true.</summary>
    public bool Signatures { get; init; } = true;
}
