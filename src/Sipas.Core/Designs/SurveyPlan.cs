using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Designs;

/// <summary>The decision that is the legal basis of a survey.</summary>
public sealed record LegalBasis
{
    /// <summary>Number as printed.</summary>
    public required string Number { get; init; }

    /// <summary>Date of issue.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The issuing authority.</summary>
    public required LocalizedText Issuer { get; init; }
}

/// <summary>The eligibility rule: who may be interviewed.</summary>
public sealed record PopulationRule
{
    /// <summary>Description of the population.</summary>
    public required LocalizedText Description { get; init; }

    /// <summary>First day of the transactions; null when the frame contains no days.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the transactions.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Minimum age in years; null when there is none.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Whether the person must have received the result of the transaction.</summary>
    public bool ResultReceived { get; init; }
}

/// <summary>The names of the frame columns; null where the frame has no such column.</summary>
public sealed record FrameColumns
{
    /// <summary>Column that identifies a row: dossier or household number.</summary>
    public required string Id { get; init; }

    /// <summary>Column that identifies a person: a number, or a text that is unique to the person.</summary>
    public string? Person { get; init; }

    /// <summary>Columns with contact details of the person; at least one of them must be filled.</summary>
    public IReadOnlyList<string> Contacts { get; init => field = value ?? []; } = [];

    /// <summary>Column with the code of the organisation unit that provided the service.</summary>
    public string? Unit { get; init; }

    /// <summary>Column with the day of the transaction, as <c>2026-11-21</c> or <c>21/11/2026</c>.</summary>
    public string? Day { get; init; }

    /// <summary>Column with the age in years.</summary>
    public string? Age { get; init; }

    /// <summary>Column that states whether the result was received: <c>1</c>, <c>true</c>, <c>yes</c>, <c>x</c>, <c>có</c>.</summary>
    public string? ResultReceived { get; init; }
}

/// <summary>The roles in fieldwork, with names as written in the plan.</summary>
public sealed record FieldRoles
{
    /// <summary>Who draws the lists.</summary>
    public required string Draws { get; init; }

    /// <summary>Who delivers the ballots.</summary>
    public required string Delivers { get; init; }

    /// <summary>Who collects the ballots.</summary>
    public required string Collects { get; init; }

    /// <summary>Who checks the fieldwork.</summary>
    public required string Checks { get; init; }

    /// <summary>Who serves the public and is rated in the survey.</summary>
    public IReadOnlyList<string> Serves { get; init => field = value ?? []; } = [];
}

/// <summary>The deadlines of the survey; null where the plan states none.</summary>
public sealed record Deadlines
{
    /// <summary>The day by which the lists are drawn.</summary>
    public DateOnly? Draw { get; init; }

    /// <summary>First day of fieldwork.</summary>
    public DateOnly? FieldFrom { get; init; }

    /// <summary>Last day of fieldwork.</summary>
    public DateOnly? FieldTo { get; init; }

    /// <summary>The day on which the report is due.</summary>
    public DateOnly? Report { get; init; }
}

/// <summary>The fieldwork targets of the survey.</summary>
public sealed record FieldTargets
{
    /// <summary>Target for returned ÷ issued ballots: a share in (0, 1]; null without a target.</summary>
    public double? ReturnShare { get; init; }

    /// <summary>Target for valid ÷ returned ballots: a share in (0, 1]; null without a target.</summary>
    public double? ValidShare { get; init; }

    /// <summary>Share of completed interviews to be repeated as reinterviews: in [0, 1]; null without a target.</summary>
    public double? ReinterviewShare { get; init; }
}

/// <summary>
/// The plan of a survey as data: legal basis, population, strata, stages, sizes, reserve, deadlines, roles. Read by
/// <see cref="SurveyPlanSerializer"/>, checked by <see cref="SurveyPlanVerifier"/>.
/// </summary>
public sealed record SurveyPlan
{
    /// <summary>The format this library writes.</summary>
    public const string CurrentFormat = "sipas-plan/1";

    /// <summary>Name and version of the format.</summary>
    [JsonPropertyOrder(-1)]
    public string Format { get; init => field = value ?? CurrentFormat; } = CurrentFormat;

    /// <summary>Stable code of the survey.</summary>
    public required string Code { get; init; }

    /// <summary>Title of the survey.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The decision that is the legal basis.</summary>
    public required LegalBasis LegalBasis { get; init; }

    /// <summary>Id of the method pack.</summary>
    public required string Pack { get; init; }

    /// <summary>The eligibility rule.</summary>
    public required PopulationRule Population { get; init; }

    /// <summary>The names of the frame columns.</summary>
    public required FrameColumns Frame { get; init; }

    /// <summary>The frame columns whose values define the strata; empty for one stratum.</summary>
    public IReadOnlyList<string> StratumColumns { get; init => field = value ?? []; } = [];

    /// <summary>The stages of the draw: one or more; only the last draws rows.</summary>
    public required IReadOnlyList<StageDesign> Stages { get; init; }

    /// <summary>
    /// The number drawn at the first stage: rows with one stage; clusters with several stages, for which only a fixed
    /// total or quotas are valid.
    /// </summary>
    public required SizeRule Size { get; init; }

    /// <summary>
    /// The rule by which the total is allocated to the strata; null when the size rule determines the size of each
    /// stratum.
    /// </summary>
    public AllocationRule? Allocation { get; init; }

    /// <summary>The rule for the reserve of each cell.</summary>
    public ReserveRule Reserve { get; init => field = value ?? new(); } = new();

    /// <summary>
    /// The allowed modes of data collection, by their wire names in ballots: <c>interview</c>, <c>post</c>, <c>web</c>
    /// …; empty for all.
    /// </summary>
    public IReadOnlyList<string> Modes { get; init => field = value ?? []; } = [];

    /// <summary>The roles in fieldwork.</summary>
    public required FieldRoles Roles { get; init; }

    /// <summary>The deadlines of the survey.</summary>
    public Deadlines Deadlines { get; init => field = value ?? new(); } = new();

    /// <summary>The fieldwork targets of the survey.</summary>
    public FieldTargets Targets { get; init => field = value ?? new(); } = new();

    /// <summary>Returns the part of the plan that a draw uses.</summary>
    public DrawDesign ToDrawDesign() => new() { StratumColumns = StratumColumns, IdColumn = Frame.Id, Stages = Stages, Reserve = Reserve };
}
