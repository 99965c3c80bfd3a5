using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Designs;

/// <summary>The decision a survey rests on.</summary>
public sealed record LegalBasis
{
    /// <summary>Number as printed.</summary>
    public required string Number { get; init; }

    /// <summary>Day of issue.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Who issued it.</summary>
    public required LocalizedText Issuer { get; init; }
}

/// <summary>Who may be asked.</summary>
public sealed record PopulationRule
{
    /// <summary>The population in words.</summary>
    public required LocalizedText Description { get; init; }

    /// <summary>First day of the transactions; null when the frame holds no days.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the transactions.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Least age in years; null when it is not asked.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Whether the result must have been received.</summary>
    public bool ResultReceived { get; init; }
}

/// <summary>Which frame columns hold what; null where the frame has no such column.</summary>
public sealed record FrameColumns
{
    /// <summary>Identifies a row: dossier or household number.</summary>
    public required string Id { get; init; }

    /// <summary>Identifies a person: a number, or the text by which one is known again.</summary>
    public string? Person { get; init; }

    /// <summary>Ways to reach the person; one of them must be filled.</summary>
    public IReadOnlyList<string> Contacts { get; init => field = value ?? []; } = [];

    /// <summary>Code of the unit that served.</summary>
    public string? Unit { get; init; }

    /// <summary>Day of the transaction, as <c>2026-11-21</c> or <c>21/11/2026</c>.</summary>
    public string? Day { get; init; }

    /// <summary>Age in years.</summary>
    public string? Age { get; init; }

    /// <summary>Whether the result was received: <c>1</c>, <c>true</c>, <c>yes</c>, <c>x</c>, <c>có</c>.</summary>
    public string? ResultReceived { get; init; }
}

/// <summary>Who does what; texts as the plan names them.</summary>
public sealed record FieldRoles
{
    /// <summary>Draws the lists.</summary>
    public required string Draws { get; init; }

    /// <summary>Delivers the ballots.</summary>
    public required string Delivers { get; init; }

    /// <summary>Collects the ballots.</summary>
    public required string Collects { get; init; }

    /// <summary>Checks the fieldwork.</summary>
    public required string Checks { get; init; }

    /// <summary>Those who serve the public and are rated.</summary>
    public IReadOnlyList<string> Serves { get; init => field = value ?? []; } = [];
}

/// <summary>The days of the survey; null where the plan has none.</summary>
public sealed record Deadlines
{
    /// <summary>The lists are drawn by this day.</summary>
    public DateOnly? Draw { get; init; }

    /// <summary>First day in the field.</summary>
    public DateOnly? FieldFrom { get; init; }

    /// <summary>Last day in the field.</summary>
    public DateOnly? FieldTo { get; init; }

    /// <summary>The report is due.</summary>
    public DateOnly? Report { get; init; }
}

/// <summary>What the survey sets out to reach.</summary>
public sealed record FieldTargets
{
    /// <summary>Returned ÷ issued: a share in (0, 1]; null without a target.</summary>
    public double? ReturnShare { get; init; }

    /// <summary>Valid ÷ returned: a share in (0, 1].</summary>
    public double? ValidShare { get; init; }

    /// <summary>Share of the completed that are interviewed again: in [0, 1].</summary>
    public double? ReinterviewShare { get; init; }
}

/// <summary>The plan of a survey as data: legal basis, population, strata, stages, sizes, reserve, deadlines, roles. Read by <see cref="SurveyPlanSerializer"/>, checked by <see cref="SurveyPlanVerifier"/>.</summary>
public sealed record SurveyPlan
{
    /// <summary>The format this library writes.</summary>
    public const string CurrentFormat = "sipas-plan/1";

    /// <summary>Name and version of the format.</summary>
    [JsonPropertyOrder(-1)]
    public string Format { get; init => field = value ?? CurrentFormat; } = CurrentFormat;

    /// <summary>Stable code of the survey.</summary>
    public required string Code { get; init; }

    /// <summary>What it is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The decision it rests on.</summary>
    public required LegalBasis LegalBasis { get; init; }

    /// <summary>Id of the method pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Who may be asked.</summary>
    public required PopulationRule Population { get; init; }

    /// <summary>Which frame columns hold what.</summary>
    public required FrameColumns Frame { get; init; }

    /// <summary>The frame columns whose values make the strata; empty for one stratum.</summary>
    public IReadOnlyList<string> StratumColumns { get; init => field = value ?? []; } = [];

    /// <summary>The stages of the draw: one or more; only the last draws rows.</summary>
    public required IReadOnlyList<StageDesign> Stages { get; init; }

    /// <summary>How many are drawn at the first stage: people with one stage; with several stages clusters, so that only a fixed total or quotas serve.</summary>
    public required SizeRule Size { get; init; }

    /// <summary>How the total is spread over the strata; null when the size rule already says it for each.</summary>
    public AllocationRule? Allocation { get; init; }

    /// <summary>The reserve of each cell.</summary>
    public ReserveRule Reserve { get; init => field = value ?? new(); } = new();

    /// <summary>The modes of collection allowed, in the words of ballots: <c>interview</c>, <c>post</c>, <c>web</c> …; empty for all.</summary>
    public IReadOnlyList<string> Modes { get; init => field = value ?? []; } = [];

    /// <summary>Who does what.</summary>
    public required FieldRoles Roles { get; init; }

    /// <summary>The days of the survey.</summary>
    public Deadlines Deadlines { get; init => field = value ?? new(); } = new();

    /// <summary>What the survey sets out to reach.</summary>
    public FieldTargets Targets { get; init => field = value ?? new(); } = new();

    /// <summary>What a draw needs to know of the plan.</summary>
    public DrawDesign ToDrawDesign() => new() { StratumColumns = StratumColumns, IdColumn = Frame.Id, Stages = Stages, Reserve = Reserve };
}
