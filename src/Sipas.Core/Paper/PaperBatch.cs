using Sipas.Ballots;

namespace Sipas.Paper;

/// <summary>A batch of paper ballots on its way into the store. Its sheets count nowhere until it is accepted.</summary>
public sealed record PaperBatch
{
    /// <summary>Sheets of a batch at most.</summary>
    public const int MaximumSheets = 50;

    /// <summary>Its code: 1 to 64 ASCII letters, digits, hyphens, dots and underscores.</summary>
    public required string Code { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>Code of the unit that is rated.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Code of the procedure; null when the sheets name none.</summary>
    public string? ProcedureCode { get; init; }

    /// <summary>How the respondents came to answer.</summary>
    public required SelectionBasis Basis { get; init; }

    /// <summary>The day for which the sheets count, in Vietnam.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Sheets in the batch, counted by hand: 1 to <see cref="MaximumSheets"/>.</summary>
    public required int SheetCount { get; init; }

    /// <summary>Who opened it; null where nobody is known.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>When it was opened, by the store's clock.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When its ballots were appended; null while they are not.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Who accepted it; null while nobody has, or where nobody is known.</summary>
    public string? AcceptedBy { get; init; }
}

/// <summary>Which time a sheet was keyed.</summary>
public enum KeyingPass
{
    /// <summary>The first person.</summary>
    First = 1,

    /// <summary>Another person, without seeing the first entry.</summary>
    Second = 2,

    /// <summary>Decided with the sheet in hand where the two differ.</summary>
    Decision = 3,
}

/// <summary>One sheet as somebody keyed it.</summary>
/// <param name="BatchCode">The batch.</param>
/// <param name="BallotNumber">The number printed on the sheet, a code text; a store gets the id of the sheet's ballot instead (<see cref="Ballots.BallotNumberKey"/>).</param>
/// <param name="Pass">Which time.</param>
/// <param name="Answers">A character an item, as the store writes them.</param>
/// <param name="KeyedBy">Who; null where nobody is known.</param>
/// <param name="KeyedAt">When, by the store's clock.</param>
/// <param name="ByAccount">Whether <paramref name="KeyedBy"/> is an account of the host; otherwise it is a name that was typed.</param>
public sealed record PaperEntry(string BatchCode, string BallotNumber, KeyingPass Pass, string Answers, string? KeyedBy, DateTimeOffset KeyedAt, bool ByAccount = false);

/// <summary>A batch changed hands.</summary>
/// <param name="BatchCode">The batch.</param>
/// <param name="From">Who handed it over.</param>
/// <param name="To">Who took it.</param>
/// <param name="SheetCount">Sheets that were counted.</param>
/// <param name="At">When, as the two said.</param>
/// <param name="RecordedBy">Who wrote it down; null where nobody is known.</param>
public sealed record PaperHandover(string BatchCode, string From, string To, int SheetCount, DateTimeOffset At, string? RecordedBy);
