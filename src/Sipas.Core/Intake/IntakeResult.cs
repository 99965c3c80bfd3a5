using System.Globalization;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Receipts;

namespace Sipas.Intake;

/// <summary>Response to one ballot.</summary>
public sealed record IntakeResult
{
    /// <summary>Seconds after which a ballot should be sent again when the store cannot write.</summary>
    public const int RetryAfterSeconds = 5;

    /// <summary>Seconds after which a submission should be sent again when the maximum number of waiting submissions is reached.</summary>
    public const int FullRetryAfterSeconds = 300;

    /// <summary>Result of the ballot.</summary>
    public required IntakeStatus Status { get; init; }

    /// <summary>The receipt when the ballot is accepted, now or before; null otherwise.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>The receipt when the ballot is stored as a held submission; null otherwise.</summary>
    internal HeldSubmissionReceipt? Held { get; init; }

    /// <summary>Seconds after which a rate-limited sender may send again; 0 otherwise.</summary>
    public int RetryAfter { get; init; }

    /// <summary>The problems found; empty when the ballot is accepted.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    internal static IntakeResult Limited(int seconds) => new()
    {
        Status = IntakeStatus.Limited,
        RetryAfter = seconds,
        Problems = [new Problem(ProblemCodes.TooManyRequests, allowed: seconds.ToString(CultureInfo.InvariantCulture))],
    };

    internal static IntakeResult Refused(IReadOnlyList<Problem> problems) => new() { Status = IntakeStatus.Invalid, Problems = problems };

    internal static IntakeResult Unavailable(StoreUnavailability reason) => new()
    {
        Status = IntakeStatus.Unavailable,
        Problems =
        [
            new Problem(StoreUnavailableException.CodeOf(reason), allowed: RetryAfterSeconds.ToString(CultureInfo.InvariantCulture)),
        ],
    };
}
