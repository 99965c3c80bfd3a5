using Sipas.Ballots;

namespace Sipas.Paper;

/// <summary>A batch of paper ballots being entered into the store. Its sheets are not counted until the batch is accepted.</summary>
internal sealed record PaperBatch
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
