using System.Globalization;
using Sipas.Ballots;
using Sipas.Collection;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.Intake;

/// <summary>Result of a submitted ballot.</summary>
public enum IntakeStatus
{
    /// <summary>The ballot is durable and counted.</summary>
    Accepted,

    /// <summary>The same ballot was already durable and counted.</summary>
    AlreadyAccepted,

    /// <summary>Another ballot is already stored under this id and remains unchanged.</summary>
    Conflict,

    /// <summary>The ballot is not valid; nothing was stored.</summary>
    Invalid,

    /// <summary>The store cannot write now; nothing was stored, and the ballot may be sent again.</summary>
    Unavailable,

    /// <summary>The ballot was completed during the trial phase of its device: it is stored as a held submission and not counted.</summary>
    SetAside,

    /// <summary>Another ballot spent the ticket; nothing was stored.</summary>
    TicketSpent,

    /// <summary>The host does not accept this kind of ballot from this sender; nothing was stored.</summary>
    Untrusted,

    /// <summary>
    /// The sender exceeds its rate limit; nothing was stored, and the ballot may be sent again after
    /// <see cref="IntakeResult.RetryAfter"/> seconds.
    /// </summary>
    Limited,
}

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
    public SetAsideReceipt? SetAside { get; init; }

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

/// <summary>A problem of one ballot among many.</summary>
/// <param name="Index">Position of the ballot in the submitted list, from 0.</param>
/// <param name="Problem">The problem.</param>
public readonly record struct BatchProblem(int Index, Problem Problem);

/// <summary>Response to many ballots that were submitted all or none.</summary>
public sealed record BatchResult
{
    /// <summary>Number of appended ballots.</summary>
    public required long Appended { get; init; }

    /// <summary>Number of ballots that were already stored and therefore not counted again.</summary>
    public required long AlreadyKept { get; init; }

    /// <summary>Number of appended ballots that replaced others.</summary>
    public long Corrected { get; init; }

    /// <summary>The problems found; if there are any, nothing was stored.</summary>
    public required IReadOnlyList<BatchProblem> Problems { get; init; }
}
