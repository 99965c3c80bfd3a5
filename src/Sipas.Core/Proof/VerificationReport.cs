using Sipas.Ballots;
using Sipas.Problems;

namespace Sipas.Proof;

/// <summary>What a verification is asked to look at beside the log itself.</summary>
public sealed record VerificationSettings
{
    /// <summary>An anchor that was kept elsewhere; null when there is none.</summary>
    public Anchor? Anchor { get; init; }

    /// <summary>Ids of keys that the auditor knows from elsewhere; null takes those of the anchor, and without one all of the store.</summary>
    public IReadOnlyCollection<string>? TrustedKeyIds { get; init; }

    /// <summary>A citizen's receipt code to look for, for example <c>7QK2-M0XA</c>; null for none.</summary>
    public string? ReceiptCode { get; init; }

    /// <summary>Whether signatures are verified; they take most of the time. Default true.</summary>
    public bool Signatures { get; init; } = true;
}

/// <summary>How far a reading of a log is.</summary>
/// <param name="Done">Ballots read.</param>
/// <param name="Total">Ballots that there are.</param>
public readonly record struct LogProgress(long Done, long Total);

/// <summary>What a verification found.</summary>
public sealed record VerificationReport
{
    /// <summary>Most faults that are told one by one.</summary>
    public const int MaximumProblems = 100;

    /// <summary>Ballots in the log.</summary>
    public required long BallotCount { get; init; }

    /// <summary>Those that came after their survey was closed.</summary>
    public required long LateCount { get; init; }

    /// <summary>Values of ballots: numbers, texts and days. Each was held against its commitment unless it was erased.</summary>
    public long ValueCount { get; init; }

    /// <summary>Those that were erased: their commitments stand in the content hashes, the values are gone.</summary>
    public long ErasedValueCount { get; init; }

    /// <summary>Merkle root over all content hashes in log order: 64 lower-case hexadecimal digits.</summary>
    public required string Root { get; init; }

    /// <summary>The chains' ends, by unit code.</summary>
    public required IReadOnlyList<ChainEnd> Units { get; init; }

    /// <summary>Ids of the keys that were taken.</summary>
    public required IReadOnlyList<string> KeyIds { get; init; }

    /// <summary>Closed surveys that were recomputed.</summary>
    public required int ClosingCount { get; init; }

    /// <summary>Receipts with the code that was looked for.</summary>
    public required IReadOnlyList<Receipt> Receipts { get; init; }

    /// <summary>All faults.</summary>
    public required long FaultCount { get; init; }

    /// <summary>The first <see cref="MaximumProblems"/> faults, in log order; the first names the first bad record.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>How often a ballot was received more than a minute before the one ahead of it in the log: the clock of a server was set back. No fault: the ballots are whole.</summary>
    public long ClockSetBackCount { get; init; }

    /// <summary>
    /// The first <see cref="MaximumProblems"/> of these steps (<c>PRF0040</c>), in log order; then that the audit log took over what was there before it
    /// was signed (<c>PRF0056</c>).
    /// </summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>The end of the audit log.</summary>
    public Storage.AuditHead Audit { get; init; } = Storage.AuditHead.Empty;

    /// <summary>Spent tickets.</summary>
    public long SpentCount { get; init; }

    /// <summary>The closed surveys.</summary>
    public IReadOnlyList<Storage.SurveyClosing> Closings { get; init; } = [];

    /// <summary>Tables of the store that the verification does not cover, by name.</summary>
    public IReadOnlyList<string> UncoveredTables { get; init; } = [];

    /// <summary>What else could not be checked, in Vietnamese and English.</summary>
    public IReadOnlyList<Text.LocalizedText> Unchecked { get; init; } = [];

    /// <summary>The report of a store so damaged that its log cannot be read.</summary>
    internal static VerificationReport OfDamage(IReadOnlyList<Problem> faults, IReadOnlyList<Text.LocalizedText> notChecked) => new()
    {
        BallotCount = 0,
        LateCount = 0,
        Root = Convert.ToHexString(new Ballots.MerkleTree().Root()).ToLowerInvariant(),
        Units = [],
        KeyIds = [],
        ClosingCount = 0,
        Receipts = [],
        FaultCount = faults.Count,
        Problems = [.. faults.Take(MaximumProblems)],
        Unchecked = notChecked,
    };
}
