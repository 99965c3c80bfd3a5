namespace Sipas.AspNetCore;

/// <summary>What a host may say about the officer's pages. Validated at start.</summary>
public sealed class SipasAdminOptions
{
    /// <summary>Who is written down where the host has no sign-in: with one, it is the signed-in name.</summary>
    public string DefaultActor { get; set; } = "cán bộ";

    /// <summary>
    /// Type of the claim that identifies a signed-in account and is written down, for example <c>sub</c> or <c>preferred_username</c>; null for the name of the identity.
    /// Choose a claim that never changes and is never given to another person. A signed-in account without it gets 403 (<c>PPL0040</c>).
    /// </summary>
    public string? AccountClaim { get; set; }

    /// <summary>Largest frame file that is taken, in bytes: 1,048,576 to 1,073,741,824. Default 67,108,864 (64 MiB).</summary>
    public long MaximumFrameBytes { get; set; } = 67_108_864;

    /// <summary>Largest file of ballots that is taken, in bytes: 65,536 to 268,435,456. Default 16,777,216 (16 MiB). Files that wait to be confirmed are held in memory, eight times this at most.</summary>
    public long MaximumImportBytes { get; set; } = 16_777_216;

    /// <summary>Rows of a file of ballots at most, the heading among them: 2 to 2,000,000. Default 100,000.</summary>
    public int MaximumImportRows { get; set; } = 100_000;
}
