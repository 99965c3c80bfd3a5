using System.Globalization;
using Sipas.Ballots;
using Sipas.Collection;
using Sipas.Problems;
using Sipas.Storage;

namespace Sipas.Intake;

/// <summary>What became of a ballot that was sent in.</summary>
public enum IntakeStatus
{
    /// <summary>It is durable and counted.</summary>
    Accepted,

    /// <summary>The same ballot was durable and counted already.</summary>
    AlreadyAccepted,

    /// <summary>Another ballot with its id is kept; that one stays.</summary>
    Conflict,

    /// <summary>It is not valid; nothing was kept.</summary>
    Invalid,

    /// <summary>The store cannot write now; nothing was kept, and it may be sent again.</summary>
    Unavailable,

    /// <summary>It was filled in while its device was tried out: it is kept apart and counts nowhere.</summary>
    SetAside,

    /// <summary>Its ticket was spent by another ballot; nothing was kept.</summary>
    TicketSpent,

    /// <summary>The host takes no such ballot from this sender; nothing was kept.</summary>
    Untrusted,

    /// <summary>The sender is too fast; nothing was kept, and it may be sent again after <see cref="IntakeResult.RetryAfter"/> seconds.</summary>
    Limited,
}

/// <summary>The answer to one ballot.</summary>
public sealed record IntakeResult
{
    /// <summary>Seconds after which a ballot should be sent again when the store cannot write.</summary>
    public const int RetryAfterSeconds = 5;

    /// <summary>Seconds after which a package should be sent again when as many wait as may.</summary>
    public const int FullRetryAfterSeconds = 300;

    /// <summary>What became of it.</summary>
    public required IntakeStatus Status { get; init; }

    /// <summary>The receipt when it was accepted, now or before; null otherwise.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>The receipt when it was kept apart; null otherwise.</summary>
    public SetAsideReceipt? SetAside { get; init; }

    /// <summary>Seconds after which a sender that is too fast may send again; 0 otherwise.</summary>
    public int RetryAfter { get; init; }

    /// <summary>What is wrong; empty when it was accepted.</summary>
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
/// <param name="Index">Position of the ballot in what was sent, from 0.</param>
/// <param name="Problem">What is wrong.</param>
public readonly record struct BatchProblem(int Index, Problem Problem);

/// <summary>The answer to many ballots that were sent all or none.</summary>
public sealed record BatchResult
{
    /// <summary>Ballots that were appended.</summary>
    public required long Appended { get; init; }

    /// <summary>Ballots that were kept already and so were not counted again.</summary>
    public required long AlreadyKept { get; init; }

    /// <summary>Of those that were appended, ballots that took the place of others.</summary>
    public long Corrected { get; init; }

    /// <summary>What is wrong; when there is anything, nothing was kept.</summary>
    public required IReadOnlyList<BatchProblem> Problems { get; init; }
}
