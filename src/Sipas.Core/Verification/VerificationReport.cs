using Sipas.Audit;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Verification;

/// <summary>The result of a verification.</summary>
internal sealed record VerificationReport
{
    /// <summary>Maximum number of faults reported individually.</summary>
    public const int MaximumProblems = 100;

    /// <summary>Number of ballots in the log.</summary>
    public required long BallotCount { get; init; }

    /// <summary>Number of ballots received after their survey was closed.</summary>
    public required long LateCount { get; init; }

    /// <summary>Number of values of ballots: numbers, texts and dates. Each value that is not erased was verified against
    /// its commitment.</summary>
    public long ValueCount { get; init; }

    /// <summary>Number of erased values. Their commitments remain part of the content hashes.</summary>
    public long ErasedValueCount { get; init; }

    /// <summary>Merkle root over all content hashes in log order: 64 lower-case hexadecimal digits.</summary>
    public required string Root { get; init; }

    /// <summary>The chains' ends, by unit code.</summary>
    public required IReadOnlyList<ChainEnd> Units { get; init; }

    /// <summary>Ids of the accepted keys.</summary>
    public required IReadOnlyList<string> KeyIds { get; init; }

    /// <summary>Number of recomputed closed surveys.</summary>
    public required int ClosingCount { get; init; }

    /// <summary>Receipts with the requested code.</summary>
    public required IReadOnlyList<Receipt> Receipts { get; init; }

    /// <summary>Total number of faults.</summary>
    public required long FaultCount { get; init; }

    /// <summary>The first <see cref="MaximumProblems"/> faults, in log order. The first fault identifies the first bad record.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Number of ballots received more than a minute before their predecessor in the log, which means that the
    /// clock of a server was set back. This is not a fault: the ballots are intact.</summary>
    public long ClockSetBackCount { get; init; }

    /// <summary>The first <see cref="MaximumProblems"/> of these ballots (<c>PRF0040</c>), in log order.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>The end of the audit log.</summary>
    public AuditHead Audit { get; init; } = AuditHead.Empty;

    /// <summary>Number of spent tickets.</summary>
    public long SpentCount { get; init; }

    /// <summary>The closed surveys.</summary>
    public IReadOnlyList<SurveyClosing> Closings { get; init; } = [];

    /// <summary>Tables of the store that the verification does not cover, by name.</summary>
    public IReadOnlyList<string> UncoveredTables { get; init; } = [];

    /// <summary>Other parts that could not be checked, in Vietnamese and English.</summary>
    public IReadOnlyList<LocalizedText> Unchecked { get; init; } = [];

    /// <summary>Creates the report of a store that is so damaged that its log cannot be read.</summary>
    internal static VerificationReport OfDamage(IReadOnlyList<Problem> faults, IReadOnlyList<LocalizedText> notChecked) => new()
    {
        BallotCount = 0,
        LateCount = 0,
        Root = Convert.ToHexString(new MerkleTree().Root()).ToLowerInvariant(),
        Units = [],
        KeyIds = [],
        ClosingCount = 0,
        Receipts = [],
        FaultCount = faults.Count,
        Problems = [.. faults.Take(MaximumProblems)],
        Unchecked = notChecked,
    };
}
