namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>Options of the officer's pages. Validated at startup.</summary>
public sealed class SipasAdminOptions
{
    /// <summary>The recorded actor of a host without sign-in; with sign-in, the signed-in account is recorded.</summary>
    public string DefaultActor { get; set; } = "cán bộ";

    /// <summary>
    /// Type of the claim that identifies a signed-in account and is recorded, for example <c>sub</c> or
    /// <c>preferred_username</c>; null for the name of the identity. Choose a claim that never changes and is never
    /// reassigned to another person. A signed-in account without it gets 403 (<c>PPL0040</c>).
    /// </summary>
    public string? AccountClaim { get; set; }

    /// <summary>Maximum size of a frame file, in bytes: 1,048,576 to 1,073,741,824. Default 67,108,864 (64 MiB).</summary>
    public long MaximumFrameBytes { get; set; } = 67_108_864;

    /// <summary>Maximum size of a file of ballots, in bytes: 65,536 to 268,435,456. Default 16,777,216 (16 MiB). Files
    /// that await confirmation are held in memory, at most eight times this size in total.</summary>
    public long MaximumImportBytes { get; set; } = 16_777_216;

    /// <summary>Maximum number of rows of a file of ballots, including the header: 2 to 2,000,000. Default 100,000.</summary>
    public int MaximumImportRows { get; set; } = 100_000;
}
