using Sipas.Ballots;

namespace Sipas.Paper;

/// <summary>A batch of paper ballots being entered into the store. Its sheets are not counted until the batch is accepted.</summary>
public sealed record PaperBatch
{
    /// <summary>Maximum number of sheets in a batch.</summary>
    public const int MaximumSheets = 50;

    /// <summary>Code of the batch: 1 to 64 ASCII letters, digits, hyphens, dots and underscores.</summary>
    public required string Code { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>Code of the rated organisation unit.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Code of the procedure; null if not stated on the sheets.</summary>
    public string? ProcedureCode { get; init; }

    /// <summary>Selection basis of the respondents.</summary>
    public required SelectionBasis Basis { get; init; }

    /// <summary>The day for which the sheets count, in Vietnam time.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Number of sheets in the batch, counted by hand: 1 to <see cref="MaximumSheets"/>.</summary>
    public required int SheetCount { get; init; }

    /// <summary>Person who opened it; null if unknown.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>Time at which it was opened, by the store's clock.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Time at which its ballots were appended; null if not yet appended.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Person who accepted it; null if not yet accepted or unknown.</summary>
    public string? AcceptedBy { get; init; }
}

/// <summary>Keying pass of a sheet.</summary>
public enum KeyingPass
{
    /// <summary>The first entry.</summary>
    First = 1,

    /// <summary>The second entry, by another person who does not see the first entry.</summary>
    Second = 2,

    /// <summary>The decision where the two entries differ, made with the sheet at hand.</summary>
    Decision = 3,
}

/// <summary>One keyed entry of a sheet.</summary>
/// <param name="BatchCode">The batch.</param>
/// <param name="BallotNumber">The number printed on the sheet, a code. A store receives the id of the sheet's ballot instead
/// (<see cref="Ballots.BallotNumberKey"/>).</param>
/// <param name="Pass">The keying pass.</param>
/// <param name="Answers">One character per item, in the storage format.</param>
/// <param name="KeyedBy">Person who keyed it; null if unknown.</param>
/// <param name="KeyedAt">Time of keying, by the store's clock.</param>
/// <param name="ByAccount">Whether <paramref name="KeyedBy"/> is an account of the host; if not, it is a typed name.</param>
public sealed record PaperEntry(string BatchCode, string BallotNumber, KeyingPass Pass, string Answers, string? KeyedBy, DateTimeOffset KeyedAt, bool ByAccount = false);

/// <summary>A handover of a batch.</summary>
/// <param name="BatchCode">The batch.</param>
/// <param name="From">Person who handed it over.</param>
/// <param name="To">Person who received it.</param>
/// <param name="SheetCount">Number of sheets counted.</param>
/// <param name="At">Time of the handover, as stated by both persons.</param>
/// <param name="RecordedBy">Person who recorded it; null if unknown.</param>
public sealed record PaperHandover(string BatchCode, string From, string To, int SheetCount, DateTimeOffset At, string? RecordedBy);
